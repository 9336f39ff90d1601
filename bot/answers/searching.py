"""Finding passages, and deciding whether they carry an answer."""

from __future__ import annotations

import re

from bot.answers.context import Context
from bot.answers.followup import leans
from knowledge.tokens import content_words

LIMIT = 10
THRESHOLD = 0.5  # what KnowledgeBase.confidence is calibrated to
_PARTS = 3
_PART_WORDS = 2
_QUESTION_WORDS = (
    "hoe|wat|wie|waar|wanneer|welke?|waarom|moet|mag|kun|"
    "how|what|who|where|when|which|why|do|does|is|are|can|must"
)
_AND = re.compile(rf",?\s+(?:en|and)\s+(?=(?:{_QUESTION_WORDS})\b)", re.IGNORECASE)


def search(context: Context) -> None:
    """Find passages for the whole question, and for its parts when it asks several things."""
    text = context.search_text
    context.hits = context.base.search(text, language=context.language, limit=LIMIT)
    context.confidence = context.base.confidence(text, context.hits, language=context.language)
    parts = parts_of(text, context.language)
    if len(parts) > 1 and not context.question.history:
        _search_parts(context, parts)


def parts_of(question: str, language: str) -> list[str]:
    """Return the questions that a message asks, when each can be understood on its own; else the message."""
    sentences = [part.strip() for part in re.split(r"(?<=[?])\s+", question) if part.strip()]
    parts = [part.strip() for sentence in sentences for part in _AND.split(sentence)]
    alone = [part for part in parts if len(content_words(part, language)) >= _PART_WORDS and not leans(part)]
    return parts if len(parts) == len(alone) <= _PARTS else [question]


def _search_parts(context: Context, parts: list[str]) -> None:
    """Keep what a covered part found, and which parts found nothing."""
    missing = []
    for part in parts:
        hits = context.base.search(part, language=context.language, limit=LIMIT)
        confidence = context.base.confidence(part, hits, language=context.language)
        if confidence < THRESHOLD:
            missing.append(part.strip(" ?.,"))
    if missing and len(missing) < len(parts) and context.confidence >= THRESHOLD:
        context.missing = tuple(missing)
