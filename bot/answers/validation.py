"""Messages that can't be answered, each with what to do instead."""

from __future__ import annotations

import re

from bot.answers.context import Context
from bot.answers.models import Status

MAX_LENGTH = 2000
WORDLESS = ("empty", "only_code", "only_link", "no_words")

_CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.DOTALL)
_LINK = re.compile(r"<?(?:https?://|mailto:|www\.)[^\s>]+>?")
_EMOJI_NAME = re.compile(r":[a-z0-9_+'-]+:")
_MENTION = re.compile(r"<[@#!][^>]*>|(?<!\w)@[\w.-]+")
_LETTER = re.compile(r"[^\W\d_]")


def validate(context: Context) -> None:
    """End the way for what holds no question: nothing, too much, only a link, code or signs."""
    problem = problem_with(context.question.text)
    if problem:
        context.end(Status.INVALID, context.say(f"answers.invalid.{problem}", limit=MAX_LENGTH))


def problem_with(text: str) -> str | None:
    """Return what keeps the text from being a question, a key under `answers.invalid`, or None."""
    if not text.strip():
        return "empty"
    if len(text) > MAX_LENGTH:
        return "too_long"
    words = _MENTION.sub(" ", text)
    without_code = _CODE.sub(" ", words)
    if not _LETTER.search(without_code) and _CODE.search(words):
        return "only_code"
    without_links = _LINK.sub(" ", without_code)
    if not _LETTER.search(without_links) and _LINK.search(without_code):
        return "only_link"
    return None if _LETTER.search(_EMOJI_NAME.sub(" ", without_links)) else "no_words"
