"""Block Kit for the agenda thread: pure functions, within Slack's limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.coach.outcome import Block, Choice, Move
from bot.slack_text import escape as escape
from prompts import Texts

SECTION_LIMIT = 2900
MESSAGE_LIMIT = 12_000
LABEL_LIMIT = 74
_BLOCKS_LIMIT = 45

QUESTION = (Move.NEXT, Move.SKIP, Move.BACK, Move.GUIDANCE)
FOLLOW_UP = (Move.NEXT, Move.SKIP)
DRAFT = (Move.FINE, Move.ADJUST, Move.NEXT, Move.FROM_WHOM)
PAUSED = (Move.RESUME, Move.SUMMARY)
STEER = (Move.SUMMARY, Move.PARK, Move.TIME_BOX, Move.STOP)
CHALLENGE = (Move.NEXT, Move.CHALLENGE, Move.SUMMARY)
SIGNING = (Move.FINE, Move.BACK, Move.SUMMARY)
FINISHED = (
    Move.DOWNLOAD_PAGE,
    Move.DOWNLOAD_PDF,
    Move.DOWNLOAD_DOCX,
    Move.DOWNLOAD_MD,
    Move.DOWNLOAD_ROADMAP,
)
_PRIMARY = {Move.FINE, Move.RESUME}


def fit(text: str, limit: int = MESSAGE_LIMIT) -> str:
    return text if len(text) <= limit else text[: limit - 1].rsplit(" ", 1)[0] + "…"


def sections(text: str) -> list[Block]:
    """The text in sections of what Slack allows, cut at paragraphs and lines where that can be done."""
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": part}}
        for part in _parts(fit(text), SECTION_LIMIT)
    ][:_BLOCKS_LIMIT]


def buttons(moves: Sequence[Move], agenda: str, texts: Texts) -> Block:
    """A row of buttons; `action_id` is agenda_<move>, `value` the agenda's id."""
    return {"type": "actions", "elements": [_button(move, agenda, texts) for move in moves]}


def message(
    text: str, moves: Sequence[Move], agenda: str, texts: Texts, choices: Sequence[Choice] = ()
) -> tuple[Block, ...]:
    rows = [_choices(choices, agenda)] if choices else []
    rows += [buttons(moves, agenda, texts)] if moves else []
    return (*sections(text), *rows)


def choice(choice: Choice, agenda: str, number: int) -> Block:
    """A button with a value; `action_id` is choice_<move>_<number>, `value` <agenda>#<value>."""
    return {
        "type": "button",
        "action_id": f"choice_{choice.move}_{number}",
        "text": {"type": "plain_text", "text": fit(choice.label, LABEL_LIMIT)},
        "value": f"{agenda}#{choice.value}",
    }


def _choices(choices: Sequence[Choice], agenda: str) -> Block:
    elements = [choice(each, agenda, number) for number, each in enumerate(choices)]
    return {"type": "actions", "elements": elements}


def read_choice(action: dict[str, Any]) -> tuple[Move, str, str]:
    """Move, agenda and value of a pressed button with a value; ValueError for another button."""
    move, _, _number = action["action_id"].removeprefix("choice_").rpartition("_")
    agenda, _, value = action["value"].partition("#")
    return Move(move), agenda, value


def _button(move: Move, agenda: str, texts: Texts) -> Block:
    button: Block = {
        "type": "button",
        "action_id": f"agenda_{move}",
        "text": {"type": "plain_text", "text": texts(f"agenda.buttons.{move}")},
        "value": agenda,
    }
    return {**button, "style": "primary"} if move in _PRIMARY else button


def _parts(text: str, limit: int) -> list[str]:
    parts: list[str] = []
    rest = text.strip() or " "
    while len(rest) > limit:
        cut = max(rest.rfind("\n\n", 0, limit), 0) or max(rest.rfind("\n", 0, limit), 0)
        cut = cut or max(rest.rfind(" ", 0, limit), 0) or limit
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest]
