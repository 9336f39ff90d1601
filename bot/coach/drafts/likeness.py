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
from knowledge.tokens import tokens
from prompts import LANGUAGES, answers

# Measured on pairs of our own, see docs/coaching.md: two that differ after all are worse than a repetition.
ALIKE = 0.965  # cosine of two statements
# Statements that share most of their words often differ in the one that matters: "mag niet" and "wil niet".
SHARED = 0.45  # share of their stems in common, at most
LEAST = 4  # stems in each; shorter ones are near to anything


@dataclass(frozen=True, slots=True)
class Likeness:
    """Which of these texts say the same; in the result a line for each pair, by their places."""

    texts: tuple[str, ...]
    language: str

    def look_up(self, search: Search, embed: Embed) -> Written:
        vectors = np.asarray(embed(self.texts))
        near = vectors @ vectors.T
        pairs = combinations(range(len(self.texts)), 2)
        return Written(tuple(Line("", pair) for pair in pairs if self._same(*pair, float(near[pair]))))

    def _same(self, one: int, other: int, similarity: float) -> bool:
        return similarity >= ALIKE and differently_worded(self.texts[one], self.texts[other], self.language)


def differently_worded(one: str, other: str, language: str) -> bool:
    """The same figures, names and denials in other words."""
    a, b = set(tokens(one, language)), set(tokens(other, language))
    enough = min(len(a), len(b)) >= LEAST and len(a & b) <= SHARED * len(a | b)
    return enough and particulars(one) == particulars(other) and _claims(one) == _claims(other)


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
