"""Choosing what to quote: the units of the passages that were found, scored against the question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from bot.answers.units import Unit, asks_figure, can_answer, has_figure, units_of
from knowledge.base import KnowledgeBase
from knowledge.models import Chunk, Hit
from knowledge.tokens import tokens

MAX_SENTENCES = 5
PASSAGES = 8  # hits that are read for sentences

# Measured in docs/answers.md.
_PER_PASSAGE = 3  # units of a passage that are embedded
_EMBEDDED = 240  # characters of a unit that are embedded
_OVERLAP = 0.05  # words in common with the question, beside the cosine
_RANK = 0.005  # what one place in the search results is worth
_FIGURE = 0.03  # a figure or a date, when the question asks for one
_OWN_LANGUAGE = 0.03  # a sentence in the asker's language reads easier
_MARGIN = 0.1  # how far below the best a sentence may score and still be quoted
_MORE = 0.04  # idem for another sentence of a passage that is quoted already
_SECOND = 0.015  # idem for a second sentence of the best passage
_SAME = 0.7  # share of words in common from which two units say the same
_ASIDE_WORDS = 45  # longest sentence that is quoted beside the first
_ASIDE_LIST = 350  # characters of the longest list that is


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a chunk, with how well it answers the question; `passage` is cited, and holds the chunk."""

    unit: Unit
    chunk: Chunk
    passage: Hit
    score: float


def choose(question: str, language: str, hits: Sequence[Hit], base: KnowledgeBase) -> list[Candidate]:
    """Return what to quote, best first, of at most five passages."""
    found = list(_candidates(question, language, hits[:PASSAGES]))
    scored = sorted(_scored(question, found, base), key=lambda candidate: -candidate.score)
    if not scored:
        return []
    first = scored[0]
    chosen = [first, *_second(first, scored)]
    _add(chosen, scored, first.score - _MARGIN, new_passages=True)
    _add(chosen, scored, first.score - _MORE, new_passages=False)
    return chosen


def _add(chosen: list[Candidate], scored: Sequence[Candidate], least: float, *, new_passages: bool) -> None:
    """Add what scores enough and says something new, until there are five."""
    for candidate in scored:
        if len(chosen) == MAX_SENTENCES or candidate.score < least:
            return
        cited = any(candidate.passage is other.passage for other in chosen)
        repeats = any(_alike(candidate.unit, other.unit) for other in chosen)
        if _fits_beside(candidate.unit) and not repeats and not (new_passages and cited):
            chosen.append(candidate)


def _candidates(question: str, language: str, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """The units of each passage that share most words with the question; `score` is what is known so far."""
    asked = {own: set(tokens(question, own)) for own in ("nl", "en")}
    figure = asks_figure(question)
    for rank, hit in enumerate(hits):
        chunk, passage = hit.chunk, _passage(hit, hits[:rank])
        bonus = (_OWN_LANGUAGE if chunk.language == language else 0.0) - _RANK * rank
        units = [unit for unit in units_of(chunk.text, chunk.language, _heading(chunk)) if can_answer(unit)]
        shared = [_overlap(unit, asked.get(chunk.language, set()), chunk.language) for unit in units]
        best = sorted(zip(units, shared, strict=True), key=lambda pair: (-pair[1], pair[0].position))
        for unit, overlap in islice(best, _PER_PASSAGE):
            known = bonus + _OVERLAP * overlap + (_FIGURE if figure and has_figure(unit.plain) else 0.0)
            yield Candidate(unit, chunk, passage, known)


def _passage(hit: Hit, better: Sequence[Hit]) -> Hit:
    """The better hit in whose context this one stands, or the hit itself: a reader needs one of the two."""
    same = (other for other in better if other.chunk.document == hit.chunk.document)
    return next((other for other in same if hit.chunk.text in other.context), hit)


def _heading(chunk: Chunk) -> str:
    return chunk.headings[-1] if chunk.headings else chunk.title


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
        replace(candidate, score=candidate.score + float(cosine))
        for candidate, cosine in zip(found, similarity, strict=True)
    ]


def goes_on(first: Candidate, second: Candidate) -> bool:
    """Tell whether the second is a sentence that follows in the same chunk and answers nearly as well."""
    lists = first.unit.items or first.unit.is_item or second.unit.items or second.unit.is_item
    follows = second.chunk.id == first.chunk.id and second.unit.position > first.unit.position
    return bool(follows and not lists and second.score >= first.score - _SECOND)


def _second(first: Candidate, scored: Sequence[Candidate]) -> list[Candidate]:
    fitting = (one for one in scored[1:] if goes_on(first, one) and not _alike(one.unit, first.unit))
    return list(islice(fitting, 1))


def _fits_beside(unit: Unit) -> bool:
    if unit.items:
        return len(unit.plain) <= _ASIDE_LIST
    return len(unit.text.split()) <= _ASIDE_WORDS


def _alike(first: Unit, second: Unit) -> bool:
    words, others = set(first.plain.lower().split()), set(second.plain.lower().split())
    return len(words & others) >= _SAME * max(min(len(words), len(others)), 1)
