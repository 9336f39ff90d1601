"""Which language to answer in."""

from __future__ import annotations

import re

from bot.answers.context import Context
from knowledge.language import detect
from prompts import LANGUAGES

_ENOUGH = 3  # words from which a language can be told


def choose_language(context: Context) -> None:
    """The language that was asked for, else that of the question, of the conversation, or Dutch."""
    question = context.question
    if question.language in LANGUAGES:
        context.language = question.language
        return
    said = [turn.text for turn in question.history if turn.role == "user"]
    short = len(re.findall(r"[^\W\d_]{2,}", question.text)) < _ENOUGH
    context.language = detect(" ".join([said[-1], question.text]) if short and said else question.text)
