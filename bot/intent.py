"""What a message is after: to start an agenda, and for whom, or to ask something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.answers.orders import order_in
from bot.coach.conversation.views import MINUTES
from knowledge.language import detect
from prompts import LANGUAGES, texts

_WORDS = 14


@dataclass(frozen=True, slots=True)
class StartWish:
    """Somebody wants an agenda; `organisation` is "" when they didn't say whose."""

    language: str
    organisation: str
    minutes: int = MINUTES["session"]


def start_wish(text: str) -> StartWish | None:
    """Return what the message asks to start; None for all else, questions about agendas included."""
    first = re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]
    words = _words(first)
    if not words or len(words) > _WORDS or words[0] in _list("questions") or order_in(text):
        return None
    said = {*words, *map(" ".join, pairwise(words))}
    if not _list("nouns") & said or not (_list("verbs") & said or len(words) == 1):
        return None
    time, rest = _time_in(first)
    target = re.search(rf"\b(?:{'|'.join(_list('for'))})\s+(.+)$", rest, re.IGNORECASE)
    return StartWish(detect(text), target[1].strip(" ,.!?") if target else "", MINUTES[time])


def _time_in(text: str) -> tuple[str, str]:
    """How long it may take, one of MINUTES, and the text without the words that say so."""
    for time in MINUTES:
        words = "|".join(re.escape(word) for word in sorted(_list(time), key=len, reverse=True))
        found = re.search(
            rf"[,\s]*\b(?:(?:{'|'.join(_list('within'))})\s+)?(?:{words})\b", text, re.IGNORECASE
        )
        if found:
            return time, f"{text[: found.start()]}{text[found.end() :]}"
    return "session", text


def asks(text: str) -> bool:
    """Tell whether a message reads as a question, or as the rest of one ("en voor kleine gemeenten")."""
    words = _words(text)
    return bool(words) and ("?" in text or words[0] in _list("questions") | _list("goes_on"))


def _words(text: str) -> list[str]:
    return re.findall(r"[\w’'-]+", text.lower())


def _list(name: str) -> set[str]:
    lists = (texts(language).many(f"slack.start_words.{name}") for language in LANGUAGES)
    return {word.lower() for words in lists for word in words}
