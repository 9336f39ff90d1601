"""Choosing what to quote: the best unit, and what adds something to it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from bot.answers.context import Context
from bot.answers.scoring import Candidate, candidates
from bot.answers.units import Unit

_BESIDE = 3  # units below the first part

# Measured in docs/answers.md.
_AHEAD = 0.03  # how far the asker's language must score above the other to be all that is quoted
_MARGIN = 0.1  # how far below the best a unit may score and still be quoted
_MARGIN_LATER = 0.05  # idem in a follow-up, which asks one thing more
_MORE = 0.04  # idem for another unit of a passage that is quoted already
_SECOND = 0.015  # idem for a second sentence of the best passage
_SAME = 0.7  # share of words in common from which two units say the same
_TWIN = 0.94  # cosine from which they do
_TWIN_ACROSS = 0.9  # idem in two languages
_ASIDE_WORDS = 45  # longest sentence that is quoted beside the first
_ASIDE_LIST = 350  # characters of the longest list that is


def choose(context: Context) -> list[Candidate]:
    """Return what to quote, best first."""
    scored = _in_own_language(candidates(context), context.language)
    if not scored:
        return []
    first = max(scored, key=_opening)
    best = scored[0].score
    chosen = [first, *_second(first, scored)]
    most = len(chosen) + _BESIDE
    margin = _MARGIN_LATER if context.asked else _MARGIN
    _add(chosen, scored, best - margin, most, new_passages=True)
    _add(chosen, scored, best - _MORE, most, new_passages=False)
    return chosen


def goes_on(first: Candidate, second: Candidate) -> bool:
    """Tell whether the second is a sentence that follows in the same chunk and answers nearly as well."""
    lists = first.unit.items or first.unit.is_item or second.unit.items or second.unit.is_item
    follows = second.chunk.id == first.chunk.id and second.unit.position > first.unit.position
    return bool(follows and not lists and second.score >= first.score - _SECOND)


def _in_own_language(scored: Sequence[Candidate], language: str) -> list[Candidate]:
    """What is in the asker's language, when that answers about as well as what isn't; else all of it."""
    own = [candidate for candidate in scored if candidate.chunk.language == language]
    other = [candidate for candidate in scored if candidate.chunk.language != language]
    enough = own and other and max(map(_opening, own)) >= max(map(_opening, other)) + _AHEAD
    return own if enough else list(scored)


def _opening(candidate: Candidate) -> float:
    return candidate.score + candidate.lead


def _add(
    chosen: list[Candidate], scored: Sequence[Candidate], least: float, most: int, *, new_passages: bool
) -> None:
    """Add what scores enough and says something that neither the answer nor the thread says."""
    for candidate in scored:
        if len(chosen) >= most or candidate.score < least:
            return
        cited = any(candidate.passage is other.passage for other in chosen)
        repeats = bool(candidate.said) or any(_alike(candidate, other) for other in chosen)
        if _fits_beside(candidate.unit) and not repeats and not (new_passages and cited):
            chosen.append(candidate)


def _second(first: Candidate, scored: Sequence[Candidate]) -> list[Candidate]:
    fitting = (one for one in scored if goes_on(first, one) and not _alike(one, first))
    return list(islice(fitting, 1))


def _fits_beside(unit: Unit) -> bool:
    if unit.items:
        return len(unit.plain) <= _ASIDE_LIST
    return len(unit.text.split()) <= _ASIDE_WORDS


def _alike(one: Candidate, other: Candidate) -> bool:
    """Tell whether two say the same, in the same words or in other ones."""
    words, others = set(one.unit.plain.lower().split()), set(other.unit.plain.lower().split())
    if len(words & others) >= _SAME * max(min(len(words), len(others)), 1):
        return True
    across = one.chunk.language != other.chunk.language
    return float(one.vector @ other.vector) >= (_TWIN_ACROSS if across else _TWIN)
