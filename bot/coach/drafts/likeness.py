"""What several people say in other words becomes one statement of a draft, with all who said it behind it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from bot.coach.conversation.sentences import words as words_of
from bot.coach.drafts.draft import Statement, particulars
from bot.coach.lookups import Search
from bot.coach.writing.orders import Line, Written
from bot.coach.writing.support import Embed
from prompts import LANGUAGES, answers

# Measured on pairs of our own, see docs/coaching.md: two that differ after all are worse than a repetition.
ALIKE = 0.94  # cosine of two statements


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which of these texts say the same; in the result a line for each pair, by their places."""

    texts: tuple[str, ...]

    def look_up(self, search: Search, embed: Embed) -> Written:
        vectors = np.asarray(embed(self.texts))
        near = vectors @ vectors.T
        pairs = combinations(range(len(self.texts)), 2)
        return Written(tuple(Line("", pair) for pair in pairs if self._same(*pair, float(near[pair]))))

    def _same(self, one: int, other: int, similarity: float) -> bool:
        return similarity >= ALIKE and claim_the_same(self.texts[one], self.texts[other])


def claim_the_same(one: str, other: str) -> bool:
    """The same figures and names, and neither denies or requires what the other doesn't."""
    return particulars(one) == particulars(other) and _claims(one) == _claims(other)


def merged(statements: Sequence[Statement], pairs: Collection[tuple[int, ...]]) -> list[Statement]:
    """Each statement once: of a pair what says most stands, for both, where the first stood."""
    kept: dict[int, Statement] = dict(enumerate(statements))
    home = {place: place for place in kept}
    for one, other in pairs:
        first, second = sorted((home[one], home[other]))
        if first != second:
            kept[first] = _for_both(kept[first], kept.pop(second))
            home = {place: first if at == second else at for place, at in home.items()}
    return [kept[place] for place in sorted(kept)]


def _for_both(one: Statement, other: Statement) -> Statement:
    fullest = max(one, other, key=lambda statement: len(words_of(statement.text)))
    ids = tuple(dict.fromkeys((*fullest.contributions, *one.contributions, *other.contributions)))
    return replace(fullest, contributions=ids)


def _claims(text: str) -> frozenset[str]:
    said = set(words_of(text))
    return frozenset(
        group
        for group in ("negation", "must", "all")
        if any(said & set(answers.claims(language)[group]) for language in LANGUAGES)
    )
