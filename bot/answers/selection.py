"""Choosing what to quote: the units of the passages that were found, scored against the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from bot.answers.units import Unit, is_aside, is_quotable, is_whole, leans_back, units_of
from knowledge.base import KnowledgeBase
from knowledge.models import Hit
from knowledge.tokens import tokens

MAX_CITED = 5
MAX_ITEMS = 7

_PER_PASSAGE = 4  # units of a passage that are embedded
_EMBEDDED = 320  # characters of a unit that are embedded
_LIST_LENGTH = 900  # characters of a list that is quoted whole
_OVERLAP = 0.15  # words in common with the question, beside the cosine
_FIRST = 0.01  # the opening of a passage often says what it is about
_RANK = 0.02  # what one place in the search results is worth
_SAME = 0.75  # share of words in common from which two units say the same


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of the hit at place `rank`, with how well it answers the question."""

    unit: Unit
    hit: Hit
    rank: int
    overlap: float
    score: float = 0.0


def choose(question: str, language: str, hits: Sequence[Hit], base: KnowledgeBase) -> list[Candidate]:
    """Return the best unit of each passage, of at most five passages, best first."""
    asked = set(tokens(question, language)), set(tokens(question, "en" if language == "nl" else "nl"))
    found: list[Candidate] = []
    for rank, hit in enumerate(hits):
        own = asked[0] if hit.chunk.language == language else asked[1]
        found += islice(_of_passage(hit, rank, own), _PER_PASSAGE)
    return _without_repeats(_best_of_each(_scored(question, found, base)))[:MAX_CITED]


def _of_passage(hit: Hit, rank: int, asked: set[str]) -> list[Candidate]:
    chunk = hit.chunk
    units = [_cut(unit) for unit in units_of(chunk.text, chunk.language, chunk.section) if _fit(unit)]
    found = [Candidate(unit, hit, rank, _overlap(unit, asked, chunk.language)) for unit in units]
    return sorted(found, key=lambda candidate: (-candidate.overlap, candidate.unit.position))


def _fit(unit: Unit) -> bool:
    if not all(is_quotable(line) for line in unit.lines):
        return False
    if unit.items:
        return bool(unit.text) or len(unit.items) > 1
    return is_whole(unit.text) and not is_aside(unit.text) and not leans_back(unit.text)


def _cut(unit: Unit) -> Unit:
    """A list keeps as many items as an answer can hold."""
    items: list[str] = []
    length = len(unit.text)
    for item in unit.items[:MAX_ITEMS]:
        length += len(item)
        if items and length > _LIST_LENGTH:
            break
        items.append(item)
    return replace(unit, items=tuple(items))


def _overlap(unit: Unit, asked: set[str], language: str) -> float:
    said = set(tokens(f"{unit.heading} {unit.plain}", language))
    return len(asked & said) / max(len(asked), 1)


def _scored(question: str, found: Sequence[Candidate], base: KnowledgeBase) -> list[Candidate]:
    if not found:
        return []
    vector = base.embed([question], kind="query")[0]
    texts = [f"{candidate.unit.heading}: {candidate.unit.plain}"[:_EMBEDDED] for candidate in found]
    similarity = np.asarray(base.embed(texts, kind="passage") @ vector)
    return [
        replace(candidate, score=float(cosine) + _bonus(candidate))
        for candidate, cosine in zip(found, similarity, strict=True)
    ]


def _bonus(candidate: Candidate) -> float:
    first = _FIRST if candidate.unit.position == 0 else 0.0
    return _OVERLAP * candidate.overlap + first - _RANK * candidate.rank


def _best_of_each(found: Sequence[Candidate]) -> list[Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in found:
        known = best.get(candidate.hit.chunk.id)
        if known is None or candidate.score > known.score:
            best[candidate.hit.chunk.id] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.score)


def _without_repeats(found: Sequence[Candidate]) -> list[Candidate]:
    kept: list[Candidate] = []
    for candidate in found:
        words = set(candidate.unit.plain.lower().split())
        if all(_shared(words, set(other.unit.plain.lower().split())) < _SAME for other in kept):
            kept.append(candidate)
    return kept


def _shared(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(min(len(first), len(second)), 1)
