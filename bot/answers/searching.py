"""Finding passages, and deciding whether they carry an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import zip_longest

from bot.answers.context import Context, Part
from bot.answers.followup import points_back, standalone
from bot.answers.models import Turn
from knowledge.confidence import THRESHOLD
from knowledge.models import Hit
from knowledge.tokens import content_words
from prompts import LANGUAGES, answers

LIMIT = 10
_PARTS = 3
_CERTAIN = 0.7  # a part that is covered this well is answered, though the whole isn't
_RELATED = 0.05  # a passage that is less likely than this to answer by itself is beside the point


def search(context: Context) -> None:
    """Find passages for the whole question, and for its parts when it asks several things."""
    whole = _look_up(context, Part(context.asked, context.search_text))
    context.hits, context.confidence = list(whole.hits), whole.confidence
    asked = parts_of(_own_words(context), context.language)
    if len(asked) > 1:
        _choose_parts(context, [_look_up(context, part) for part in _resolved(asked, context)])


def parts_of(question: str, language: str) -> list[str]:
    """Return the questions that a message asks, when each says enough; else the message."""
    sentences = [part.strip() for part in re.split(r"(?<=[?])\s+", question) if part.strip()]
    # What is told beside a question ("onze vorige had er 60") is no question of its own.
    sentences = _joined([part for part in sentences if part.endswith("?")] or sentences)
    parts = [part.strip() for sentence in sentences for part in _and().split(sentence)]
    return parts if len(parts) <= _PARTS and all(_asks(part, language) for part in parts) else [question]


def _joined(sentences: Sequence[str]) -> list[str]:
    """Sentences that ask, each with what narrows it down behind it ("ook voor scholen?")."""
    found: list[str] = []
    for sentence in sentences:
        if found and not _opens().match(sentence):
            found[-1] += f" {sentence}"
        else:
            found.append(sentence)
    return found


def _asks(part: str, language: str) -> bool:
    words = bool(content_words(part, language)) or points_back(part, language)
    return words and len(part.split()) > 1


def _own_words(context: Context) -> str:
    """The last message without what it leans on; what a model made of it already says that in its words."""
    leaned = bool(context.asked) and context.search_text.endswith(context.asked)
    return context.asked if leaned else context.search_text


def _resolved(asked: Sequence[str], context: Context) -> list[Part]:
    """Each part with what it leans on: the thread, and the parts before it."""
    said = list(context.question.history)
    found: list[Part] = []
    for text in asked:
        found.append(Part(text, standalone(text, said, context.base)))
        said.append(Turn("user", text))
    return found


def _choose_parts(context: Context, found: Sequence[Part]) -> None:
    """Answer the parts that found something, and note which didn't."""
    answered = [part for part in found if part.confidence >= THRESHOLD]
    best = max(part.confidence for part in found)
    if not answered or (context.confidence < THRESHOLD and best < _CERTAIN):
        return
    context.confidence = max(context.confidence, best)
    context.missing = tuple(part.name for part in found if part not in answered)
    context.parts = tuple(answered)
    context.hits = _in_turn([part.hits for part in answered])


def _in_turn(groups: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The best hit of each part, then the second of each, and so on; each passage once."""
    hits = [hit for row in zip_longest(*groups) for hit in row if hit]
    return list({hit.chunk.id: hit for hit in reversed(hits)}.values())[::-1]


def _look_up(context: Context, part: Part) -> Part:
    text = part.search_text
    hits = context.base.search(text, language=context.language, limit=LIMIT, filters=context.filters)
    sure = context.base.confidence(text, hits, language=context.language)
    if sure >= THRESHOLD:
        hits = [hits[0], *(hit for hit in hits[1:] if _is_related(context, text, hit))]
    return replace(part, hits=tuple(hits), confidence=sure)


def _is_related(context: Context, text: str, hit: Hit) -> bool:
    """In a small index the ten best hold whatever else there is."""
    return context.base.confidence(text, [hit], language=context.language) >= _RELATED


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf",?\s+(?:en|and)\s+(?=(?:{_words('asking')})\b)", re.IGNORECASE)


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{_words('openers')}),?\s+)*(?:{_words('asking')}|{_words('verbs')})\b", re.IGNORECASE
    )


def _words(name: str) -> str:
    return "|".join(word for language in LANGUAGES for word in answers.follow_ups(language)[name])
