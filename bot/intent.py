"""Whether a message asks to start an agenda, and for which organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from prompts import LANGUAGES, texts

_WORDS = 14


@dataclass(frozen=True, slots=True)
class StartWish:
    """Somebody wants an agenda; `organisation` is "" when they didn't say whose."""

    language: str
    organisation: str


def start_wish(text: str) -> StartWish | None:
    """Return what the message asks to start; None for all else, questions about agendas included."""
    words = re.findall(r"[\w’'-]+", text.lower())
    if not words or len(words) > _WORDS:
        return None
    return next((wish for language in LANGUAGES if (wish := _wish(text, words, language))), None)


def _wish(text: str, words: list[str], language: str) -> StartWish | None:
    say = texts(language)
    verbs, nouns, questions, fors = (
        {word.lower() for word in say.many(f"slack.start_words.{name}")}
        for name in ("verbs", "nouns", "questions", "for")
    )
    lowered = " ".join(words)
    if words[0] in questions or not verbs & set(words):
        return None
    if not any(re.search(rf"\b{re.escape(noun)}\b", lowered) for noun in nouns):
        return None
    target = re.search(rf"\b(?:{'|'.join(fors)})\s+(.+)$", text, re.IGNORECASE)
    return StartWish(language, target[1].strip(" .!?") if target else "")
