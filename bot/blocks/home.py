"""The App Home as a view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.coach.documents.wording import in_words
from bot.missing import Disputed, Unanswered
from bot.slack_text import escape, shorten
from prompts import Texts, texts

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One of the person's agendas: where it stands and a link to its thread ("" when Slack gave none)."""

    organisation: str
    stage: str
    status: str
    link: str
    next: str = ""


@dataclass(frozen=True, slots=True)
class KnowledgeLine:
    """What the knowledge base holds, the ISO `date` of the last change, and whether it is `busy` reading."""

    documents: int
    date: str
    passages: int = 0
    collections: Mapping[str, int] = field(default_factory=dict)
    busy: bool = False


def home_view(
    language: str,
    agendas: Sequence[AgendaLine],
    knowledge: KnowledgeLine,
    missing: Sequence[Unanswered] = (),
    disputed: Sequence[Disputed] = (),
    *,
    maintains: bool = False,
) -> Block:
    """Return the home tab; what is `missing` or `disputed` only reaches those who maintain."""
    say = texts(language)
    blocks = [_header(say("slack.home.title")), _section(say("slack.home.intro"))]
    blocks.append(_section(say("slack.home.ask"), _start_button(say("slack.home.start"))))
    blocks += [{"type": "divider"}, _header(say("slack.home.agendas"))]
    blocks += [_agenda(language, line) for line in agendas[:20]] or [_section(say("slack.home.none"))]
    blocks += [{"type": "divider"}, _header(say("slack.home.knowledge"))]
    if knowledge.documents:
        day = in_words(date.fromisoformat(knowledge.date), say)
        counts = say("slack.home.knowledge_counts", documents=knowledge.documents, date=day)
        blocks.append(_section(counts))
    else:
        blocks.append(_section(say("slack.home.knowledge_none")))
    if maintains:
        blocks += _maintenance(language, knowledge, missing)
        blocks.append(_section(_marked(language, disputed)))
    blocks += [{"type": "divider"}, *_own(language)]
    return {"type": "home", "blocks": blocks}


def _maintenance(language: str, knowledge: KnowledgeLine, missing: Sequence[Unanswered]) -> list[Block]:
    say = texts(language)
    collections = ", ".join(
        f"{escape(name)} ({count})" for name, count in sorted(knowledge.collections.items())
    )
    blocks = [{"type": "divider"}, _header(say("maintenance.title"))]
    blocks.append(
        _section(say("maintenance.held", documents=knowledge.documents, passages=knowledge.passages))
    )
    if collections:
        blocks.append(_section(say("maintenance.collections", collections=shorten(collections, 2000))))
    if knowledge.busy:
        blocks.append(_section(say("maintenance.busy")))
    else:
        blocks.append(_section(say("maintenance.again"), _button("home_ingest", say("maintenance.ingest"))))
    asked = [f"• {escape(shorten(one.question, 200))} ({one.times}×)" for one in missing]
    blocks.append(_section("\n".join([say("maintenance.missing" if asked else "maintenance.none"), *asked])))
    return blocks


def _marked(language: str, disputed: Sequence[Disputed]) -> str:
    say = texts(language)
    if not disputed:
        return say("maintenance.none_disputed")
    lines = [say("maintenance.disputed"), *(_mark(say, one) for one in disputed)]
    return shorten("\n".join(lines), 3000)


def _mark(say: Texts, one: Disputed) -> str:
    reasons = [f"{count}× {say(f'cli.knowledge.reasons.{why}')}" for why, count in one.reasons.most_common()]
    line = f"• {escape(shorten(one.question, 200))} ({', '.join(reasons)})"
    if not one.sources:
        return line
    return f"{line}\n   {say('maintenance.sources', sources=escape(shorten(' · '.join(one.sources), 200)))}"


def _own(language: str) -> list[Block]:
    say = texts(language)
    confirm = {
        "title": _plain(say("maintenance.own.sure")),
        "text": {"type": "mrkdwn", "text": say("maintenance.own.what_goes")},
        "confirm": _plain(say("maintenance.own.forget_yes")),
        "deny": _plain(say("maintenance.own.forget_no")),
        "style": "danger",
    }
    forget = {**_button("home_forget", say("maintenance.own.forget")), "style": "danger", "confirm": confirm}
    export = _button("home_export", say("maintenance.own.export"))
    intro = _section(say("maintenance.own.intro"))
    return [_header(say("maintenance.own.title")), intro, {"type": "actions", "elements": [export, forget]}]


def _agenda(language: str, line: AgendaLine) -> Block:
    say = texts(language)
    text = say(
        "slack.home.agenda",
        organisation=escape(line.organisation),
        stage=escape(line.stage),
        status=line.status,
    )
    text = f"{text}\n{escape(line.next)}" if line.next else text
    if not line.link:
        return _section(text)
    button = {**_button("home_open_agenda", say("slack.home.open")), "url": line.link}
    return _section(text, button)


def _start_button(label: str) -> Block:
    return {**_button("home_start", label), "style": "primary"}


def _button(action_id: str, label: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": _plain(label)}


def _header(text: str) -> Block:
    return {"type": "header", "text": _plain(text)}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _section(text: str, accessory: Block | None = None) -> Block:
    section: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {**section, "accessory": accessory} if accessory else section
