"""Buttons of what comes after the signing: `action_id` is handover_<what>, `value` <agenda>[#<value>]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.coach.conversation import blocks
from bot.coach.conversation.talk import Talk
from bot.coach.outcome import Block, Reply
from prompts import Texts

PREFIX = "handover_"


def button(what: str, agenda: str, t: Texts, *, value: str = "", style: str = "") -> Block:
    made: Block = {
        "type": "button",
        "action_id": f"{PREFIX}{what}",
        "text": {"type": "plain_text", "text": t(f"handover.buttons.{what}")},
        "value": f"{agenda}#{value}" if value else agenda,
    }
    return {**made, "style": style} if style else made


def read_button(action: dict[str, Any]) -> tuple[str, str, str]:
    """(what, agenda, value) of a pressed button."""
    agenda, _, value = action.get("value", "").partition("#")
    return action["action_id"].removeprefix(PREFIX), agenda, value


def row(buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def post(talk: Talk, text: str, buttons: Sequence[Block] = ()) -> None:
    """Post in the thread, with buttons of this kind."""
    built = (*blocks.sections(text), *([row(buttons)] if buttons else []))
    talk.replies.append(Reply("afterwards", blocks.fit(text), built, key=str(len(talk.replies))))
    talk.agenda.since_bot = []
