"""Choosing what to quote: the best unit, and what adds something to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers import differences
from bot.answers.context import Context
from bot.answers.scoring import Candidate, candidates
from bot.answers.units import PLENTY, Unit

_BESIDE = 2  # things beside what answers
_WITH = 2  # more sentences of the passage that answers

# Measured in docs/answers.md.
_AHEAD = 0.03  # how far the asker's language must score above the other to be all that is quoted
_MARGIN = 0.06  # how far below the best a unit may score and still be quoted
_SECOND = 0.02  # idem for a second sentence of the passage that answers
_SAME_HEADING = 0.04  # idem for one below the same heading
_GAP = 0.15  # how far below the best a passage may be found and still be quoted beside what answers
_SAME = 0.7  # share of words in common from which two units say the same
_TWIN = 0.94  # cosine from which they do
_TWIN_ACROSS = 0.9  # idem in two languages
_ASIDE_WORDS = 45  # longest sentence that is quoted beside the first
_ASIDE_LIST = 350  # characters of the longest list that is


@dataclass(frozen=True, slots=True)
class Choice:
    """What to quote: `together` answers, in the order of its source; `beside` adds to it.

    `differing` are two of these from documents that contradict each other.
    """

    together: tuple[Candidate, ...] = ()
    beside: tuple[Candidate, ...] = ()
    differing: tuple[Candidate, Candidate] | None = None

    @property
    def quoted(self) -> tuple[Candidate, ...]:
        """All of it, in the order in which it is shown."""
        return (*self.together, *self.beside)


def choose(context: Context) -> Choice:
    """Return what to quote; nothing when nothing can be."""
    scored = _in_own_language(candidates(context), context.language)
    if not scored:
        return Choice()
    first = max(scored, key=_opening)
    together = [first, *_following(first, scored)]
    beside = _beside(together, scored, scored[0].score - _MARGIN)
    differing = differences.differing(together, scored)
    if differing and differing[1] not in beside:
        beside = [differing[1], *beside[: _BESIDE - 1]]
    return Choice(tuple(together), tuple(beside), differing)


def _in_own_language(scored: Sequence[Candidate], language: str) -> list[Candidate]:
    """What is in the asker's language, when that answers about as well as what isn't; else all of it.

    When the question is what something is, it does as soon as it says so.
    """
    own = [candidate for candidate in scored if candidate.chunk.language == language]
    other = [candidate for candidate in scored if candidate.chunk.language != language]
    defined = any(candidate.lead for candidate in own)
    enough = own and other and (defined or max(map(_opening, own)) >= max(map(_opening, other)) + _AHEAD)
    return own if enough else list(scored)


def _opening(candidate: Candidate) -> float:
    return candidate.score + candidate.lead


def _following(first: Candidate, scored: Sequence[Candidate]) -> list[Candidate]:
    """Sentences that come after the first in its passage and answer nearly as well, in their order."""
    if first.unit.items or first.unit.is_item:
        return []
    found: list[Candidate] = []
    for one in sorted(scored, key=lambda one: one.unit.position):
        after = one.chunk.id == first.chunk.id and one.unit.position > first.unit.position
        margin = _SAME_HEADING if one.unit.heading == first.unit.heading else _SECOND
        near = one.score >= first.score - margin and not one.said
        repeats = any(alike(one, other) for other in [first, *found])
        if after and near and not (one.unit.items or one.unit.is_item or repeats):
            found.append(one)
    return found[:_WITH]


def _beside(together: Sequence[Candidate], scored: Sequence[Candidate], least: float) -> list[Candidate]:
    """The best of other passages in the same language, that say what neither answer nor thread says."""
    found: list[Candidate] = []
    far = max(one.passage.fused for one in scored) - _GAP
    for one in scored:
        if len(found) == _BESIDE or one.score < least:
            break
        chosen = [*together, *found]
        repeats = bool(one.said) or any(alike(one, other) for other in chosen)
        cited = any(one.passage is other.passage for other in chosen)
        foreign = one.chunk.language != together[0].chunk.language
        astray = one.passage.fused < far
        if _fits_beside(one.unit) and not (repeats or cited or foreign or astray):
            found.append(one)
    return found


def _fits_beside(unit: Unit) -> bool:
    if unit.items:
        return len(unit.plain) <= _ASIDE_LIST
    return PLENTY <= len(unit.text.split()) <= _ASIDE_WORDS


def alike(one: Candidate, other: Candidate) -> bool:
    """Tell whether two say the same, in the same words or in other ones."""
    words, others = set(one.unit.plain.lower().split()), set(other.unit.plain.lower().split())
    if len(words & others) >= _SAME * max(min(len(words), len(others)), 1):
        return True
    across = one.chunk.language != other.chunk.language
    return float(one.vector @ other.vector) >= (_TWIN_ACROSS if across else _TWIN)
