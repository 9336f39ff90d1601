"""Finding passages, and deciding whether they carry an answer."""

from __future__ import annotations

import re

from bot.answers.context import Context
from bot.answers.followup import leans, points_back
from knowledge.models import Hit
from knowledge.tokens import content_words

LIMIT = 10
THRESHOLD = 0.5  # what KnowledgeBase.confidence is calibrated to
_PARTS = 3
_CLEAR = 2  # content words with which a part says what it is about
_CERTAIN = 0.7  # a part that is covered this well is answered, though the whole isn't
_QUESTION_WORDS = (
    "hoe|wat|wie|waar|wanneer|welke?|waarom|moet|mag|kun|"
    "how|what|who|where|when|which|why|do|does|is|are|can|must"
)
_AND = re.compile(rf",?\s+(?:en|and)\s+(?=(?:{_QUESTION_WORDS})\b)", re.IGNORECASE)


def search(context: Context) -> None:
    """Find passages for the whole question, and for its parts when it asks several things."""
    text = context.search_text
    context.hits, context.confidence = _look_up(context, text)
    parts = parts_of(text, context.language)
    if len(parts) > 1 and not context.question.history:
        _search_parts(context, parts)


def parts_of(question: str, language: str) -> list[str]:
    """Return the questions that a message asks, when each can be understood on its own; else the message."""
    sentences = [part.strip() for part in re.split(r"(?<=[?])\s+", question) if part.strip()]
    # What is told beside a question ("onze vorige had er 60") is no question of its own.
    sentences = [part for part in sentences if part.endswith("?")] or sentences
    parts = [part.strip() for sentence in sentences for part in _AND.split(sentence)]
    alone = [part for part in parts if _stands_alone(part, language)]
    return parts if len(parts) == len(alone) <= _PARTS else [question]


def _stands_alone(part: str, language: str) -> bool:
    words = len(content_words(part, language))
    return words >= _CLEAR or (words > 0 and not leans(part))


def _search_parts(context: Context, parts: list[str]) -> None:
    """Note which parts found nothing; a part that found much counts for the whole question."""
    found = [(part, *_look_up(context, _whole(part, parts[0], context.language))) for part in parts]
    missing = tuple(part.strip(" ?.,") for part, _, confidence in found if confidence < THRESHOLD)
    if not missing or len(missing) == len(parts):
        return
    part, hits, confidence = max(found, key=lambda entry: entry[2])
    if context.confidence < THRESHOLD and confidence >= _CERTAIN:
        context.search_text, context.hits, context.confidence = part, hits, confidence
    if context.confidence >= THRESHOLD:
        context.missing = missing


def _whole(part: str, first: str, language: str) -> str:
    """A later part that points back ("en wat kost dat?") is about what the first one is about."""
    return part if part == first or not points_back(part, language) else f"{first} {part}"


def _look_up(context: Context, text: str) -> tuple[list[Hit], float]:
    hits = context.base.search(text, language=context.language, limit=LIMIT, filters=context.filters)
    return hits, context.base.confidence(text, hits, language=context.language)
