"""What was wrong with an answer, and putting the question to a colleague, as Slack blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.slack_text import shorten
from prompts import texts

Block = dict[str, Any]

ASK_PERSON = "answer_ask_person"
REASONS = ("outdated", "wrong", "beside")

_QUESTION = 2000


@dataclass(frozen=True, slots=True)
class Wish:
    """A question that somebody wants to put to people, and where; `channel` "" when they didn't say."""

    exchange: str
    channel: str
    text: str


def why_blocks(language: str, exchange: str) -> list[Block]:
    """Return the question what was wrong, with an answer a button."""
    say = texts(language)
    buttons = [_button(f"answer_why_{reason}", say(f"answers.why.{reason}"), exchange) for reason in REASONS]
    section = {"type": "section", "text": {"type": "mrkdwn", "text": say("answers.why.asked")}}
    return [section, {"type": "actions", "elements": [*buttons, person_button(language, exchange)]}]


def person_button(language: str, exchange: str) -> Block:
    """Return the button that puts the question to a colleague."""
    return _button("answer_person", texts(language)("answers.person.button"), exchange)


def person_view(language: str, exchange: str, question: str) -> Block:
    """Return the form in which a question is put to people."""
    say = texts(language)
    where = {
        "type": "conversations_select",
        "action_id": "value",
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    said = {
        "type": "plain_text_input",
        "action_id": "value",
        "multiline": True,
        "max_length": _QUESTION,
        "initial_value": shorten(question, _QUESTION),
    }
    return {
        "type": "modal",
        "callback_id": ASK_PERSON,
        "private_metadata": exchange,
        "title": _plain(say("answers.person.title")),
        "submit": _plain(say("answers.person.submit")),
        "close": _plain(say("slack.close")),
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": say("answers.person.intro")}},
            _input("channel", say("answers.person.channel"), where, optional=True),
            _input("question", say("answers.person.question"), said),
        ],
    }


def read_person(view: dict[str, Any]) -> Wish:
    """Return what the form says."""
    values = view["state"]["values"]
    channel = (values.get("channel") or {}).get("value") or {}
    question = (values.get("question") or {}).get("value") or {}
    return Wish(
        view["private_metadata"],
        channel.get("selected_conversation") or "",
        (question.get("value") or "").strip(),
    )


def _input(block: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {
        "type": "input",
        "block_id": block,
        "label": _plain(label),
        "element": element,
        "optional": optional,
    }


def _button(action_id: str, label: str, value: str) -> Block:
    return {"type": "button", "action_id": action_id, "text": _plain(label), "value": value}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}
