"""An answer as Slack blocks: the text, its sources to open, follow-ups and feedback."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import Any

from bot.answers.models import Answer, Citation, Status
from bot.blocks.asking import person_button
from bot.coach.documents.wording import in_words
from bot.slack_text import escape, mrkdwn, shorten
from prompts import Texts, texts

Block = dict[str, Any]

_SECTION = 3000
_MESSAGE = 7000  # Slack takes about 13,000 characters over all blocks; the sources need their part
_SEARCHED = (Status.ANSWERED, Status.PARTIAL, Status.REFUSED)


def answer_blocks(answer: Answer, exchange: str, *, shareable: bool = False) -> list[Block]:
    """Return the blocks of an answer; `exchange` leads its buttons back to what was stored."""
    text = shorten(mrkdwn(answer.text), _MESSAGE)
    blocks = [_section(part) for part in split(text, _SECTION)]
    return blocks + blocks_below(answer, exchange, shareable=shareable)


def blocks_below(answer: Answer, exchange: str, *, shareable: bool = False) -> list[Block]:
    """Return what stands below the text: what to know about it, its sources, what to do with it."""
    say = texts(answer.language)
    blocks = []
    if answer.note:
        blocks.append(_context(f"_{mrkdwn(answer.note)}_"))
    sources = answer.citations or answer.nearest
    if sources:
        title = say("slack.sources" if answer.citations else "slack.nearest")
        blocks.append(_context(f"*{title}*"))
        blocks += [_source(citation, exchange, answer.language) for citation in sources]
    if shareable and answer.citations:
        blocks.append(
            {"type": "actions", "elements": [_button("answer_share", say("slack.share"), exchange)]}
        )
    if answer.status is Status.REFUSED:
        blocks.append({"type": "actions", "elements": [person_button(answer.language, exchange)]})
    if answer.status in _SEARCHED:
        blocks.append(_feedback(answer.language, exchange))
    return blocks


def source_view(citation: Citation, passage: list[tuple[str, bool]], language: str, dated: str) -> Block:
    """Return the modal with the passage in its context; `passage` holds (text, is it the cited one)."""
    say = texts(language)
    blocks: list[Block] = [{"type": "header", "text": _plain(shorten(citation.title, 150))}]
    if citation.section:
        blocks.append(_section(shorten(f"*{_title(citation.section)}*", _SECTION)))
    origin = [say("slack.source_from", source=_name(citation.document))]
    if dated:
        origin.append(say("slack.source_date", date=_in_words(dated, say)))
    blocks.append(_context(shorten(_title(" · ".join(origin)), _SECTION)))
    blocks.append({"type": "divider"})
    for text, cited in passage:
        for part in split(mrkdwn(text), _SECTION - 200):
            blocks.append(_section(_quoted(part)) if cited else _context(part))
    return {
        "type": "modal",
        "title": _plain(f"{say('slack.source_title')} [{citation.number}]"),
        "close": _plain(say("slack.close")),
        "blocks": blocks[:100],
    }


def _name(document: str) -> str:
    """The address of a web page; of a file its name, as the folders it lies in tell a reader nothing."""
    return document if "://" in document else PurePosixPath(document).name


def _in_words(when: str, say: Texts) -> str:
    """The day as people write it; a year, or a year and month, as it is."""
    try:
        return in_words(date.fromisoformat(when), say)
    except ValueError:
        return when


def gone_view(language: str) -> Block:
    """Return the modal for a passage that is no longer in the knowledge base."""
    say = texts(language)
    return {
        "type": "modal",
        "title": _plain(say("slack.source_title")),
        "close": _plain(say("slack.close")),
        "blocks": [_section(say("slack.source_gone"))],
    }


def split(text: str, limit: int) -> list[str]:
    """Return the text in parts of at most `limit` characters, cut between lines, else between words."""
    parts = []
    while len(text) > limit:
        cut = max(text.rfind("\n", 0, limit), text.rfind(". ", 0, limit) + 1) or text.rfind(" ", 0, limit)
        cut = cut if cut > 0 else limit
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text] if text else parts


def _source(citation: Citation, exchange: str, language: str) -> Block:
    place = f"*[{citation.number}]* {_title(citation.title)}"
    if citation.section:
        place += f" › {_title(citation.section)}"
    label = texts(language)("slack.open_source", number=citation.number)
    button = _button(f"answer_source_{citation.number}", label, f"{exchange}#{citation.number}")
    return {**_section(shorten(place, 1000)), "accessory": button}


def _feedback(language: str, exchange: str) -> Block:
    say = texts(language)
    sides = {
        f"{side}_button": {
            "text": _plain(symbol),
            "accessibility_label": say(f"slack.{label}"),
            "value": f"{side}#{exchange}",
        }
        for side, symbol, label in (("positive", "👍", "helpful"), ("negative", "👎", "not_helpful"))
    }
    element = {"type": "feedback_buttons", "action_id": "answer_feedback", **sides}
    return {"type": "context_actions", "elements": [element]}


def _button(action_id: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": _plain(label), "value": value}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def _title(text: str) -> str:
    """A title is a name and not a link: an address in it stays text."""
    return escape(text).replace("://", ":\u2060//")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))
