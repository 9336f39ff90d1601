"""Orders to the bot itself: to show its settings, to play a part, to call everyone. None is followed."""

from __future__ import annotations

import re
from functools import cache

from bot.answers.context import Context
from bot.answers.models import Status
from prompts import answers

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_QUOTED = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]|(?<!\w)['‘’][^'‘’]*['’](?!\w)")
_QUESTION_WORDS = 3  # words from which what is left can be a question


def reply_to_orders(context: Context) -> None:
    """End the way with a short reply to an order; a question beside it is answered without it."""
    text = context.question.text
    kind = order_in(text)
    if kind is None:
        return
    question = question_beside(text)
    if question:
        context.search_text = question
    else:
        context.end(Status.SMALL_TALK, context.say(f"answers.orders.{kind}"))


def order_in(text: str) -> str | None:
    """Return what kind of order (a key under `answers.orders`) the text gives the bot, or None."""
    found = {kind for sentence in _sentences(text) if (kind := _kind(sentence))}
    return next((kind for kind in _patterns() if kind in found), None)


def question_beside(text: str) -> str:
    """Return the sentences that ask something and are no order."""
    asked = [sentence for sentence in _sentences(text) if sentence.endswith("?") and not _kind(sentence)]
    return " ".join(sentence for sentence in asked if len(sentence.split()) >= _QUESTION_WORDS)


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE_END.split(text) if sentence.strip()]


def _kind(sentence: str) -> str | None:
    said = _QUOTED.sub(" ", sentence.lower()).strip(" ,>")
    for kind, patterns in _patterns().items():
        if any(pattern.search(said) for pattern in patterns):
            return kind
    return None


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    return {
        kind: [re.compile(pattern) for pattern in patterns] for kind, patterns in answers.orders().items()
    }
