"""The App Home as a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack_text import escape
from prompts import texts

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One of the person's agendas: where it stands and a link to its thread ("" when Slack gave none)."""

    organisation: str
    stage: str
    status: str
    link: str


@dataclass(frozen=True, slots=True)
class KnowledgeLine:
    """What the knowledge base holds."""

    documents: int
    date: str


def home_view(language: str, agendas: Sequence[AgendaLine], knowledge: KnowledgeLine) -> Block:
    """Return what a person sees who opens the app."""
    say = texts(language)
    blocks = [_header(say("slack.home.title")), _section(say("slack.home.intro"))]
    blocks.append(_section(say("slack.home.ask"), _start_button(say("slack.home.start"))))
    blocks += [{"type": "divider"}, _header(say("slack.home.agendas"))]
    blocks += [_agenda(language, line) for line in agendas[:20]] or [_section(say("slack.home.none"))]
    blocks += [{"type": "divider"}, _header(say("slack.home.knowledge"))]
    if knowledge.documents:
        counts = say("slack.home.knowledge_counts", documents=knowledge.documents, date=knowledge.date)
        blocks.append(_section(counts))
    else:
        blocks.append(_section(say("slack.home.knowledge_none")))
    return {"type": "home", "blocks": blocks}


def _agenda(language: str, line: AgendaLine) -> Block:
    say = texts(language)
    text = say(
        "slack.home.agenda",
        organisation=escape(line.organisation),
        stage=escape(line.stage),
        status=line.status,
    )
    if not line.link:
        return _section(text)
    label = {"type": "plain_text", "text": say("slack.home.open")}
    button = {"type": "button", "action_id": "home_open_agenda", "text": label, "url": line.link}
    return _section(text, button)


def _start_button(label: str) -> Block:
    text = {"type": "plain_text", "text": label}
    return {"type": "button", "action_id": "home_start", "style": "primary", "text": text}


def _header(text: str) -> Block:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


def _section(text: str, accessory: Block | None = None) -> Block:
    section: Block = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return {**section, "accessory": accessory} if accessory else section
