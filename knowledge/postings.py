"""An inverted index in arrays: which rows hold a token, and how often."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """The rows and counts of the token numbered t stand from `starts[t]` up to `starts[t + 1]`."""

    tokens: Mapping[str, int]
    starts: Integers
    rows: Integers
    counts: Integers

    @classmethod
    def build(cls, chunks: Sequence[Sequence[str]], *, first: int) -> "Postings":
        """Of chunks in the rows from `first`."""
        tokens: dict[str, int] = {}
        numbers = [tokens.setdefault(token, len(tokens)) for chunk in chunks for token in chunk]
        rows = np.repeat(np.arange(len(chunks), dtype=np.int64), [len(chunk) for chunk in chunks])
        pairs, counts = np.unique(
            np.asarray(numbers, np.int64) * max(len(chunks), 1) + rows, return_counts=True
        )
        held, places = np.divmod(pairs, max(len(chunks), 1))
        return cls(tokens, _starts(held, len(tokens)), _int32(places + first), _small(counts))

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, token: str) -> tuple[Integers, Integers]:
        number = self.tokens.get(token)
        part = slice(0, 0) if number is None else slice(self.starts[number], self.starts[number + 1])
        return self.rows[part], self.counts[part]

    def merged(self, later: "Postings") -> "Postings":
        """With the postings of later rows."""
        tokens = dict(self.tokens)
        renamed = np.array([tokens.setdefault(token, len(tokens)) for token in later.tokens], np.int64)
        own, theirs = np.zeros((2, len(tokens)), np.int64)
        own[: len(self.tokens)] = np.diff(self.starts)
        theirs[renamed] = np.diff(later.starts)
        starts = np.concatenate([[0], np.cumsum(own + theirs)])
        rows, counts = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.uint16)
        for part, begin, lengths in (
            (self, starts[: len(self.tokens)], own[: len(self.tokens)]),
            (later, (starts[:-1] + own)[renamed], theirs[renamed]),
        ):
            places = np.arange(len(part)) + np.repeat(begin - part.starts[:-1], lengths)
            rows[places], counts[places] = part.rows, part.counts
        return Postings(tokens, starts, rows, counts)

    def kept(self, alive: NDArray[np.bool_]) -> "Postings":
        """Only the rows that are alive, numbered anew."""
        moved = np.cumsum(alive) - 1
        kept = alive[self.rows]
        held = np.repeat(np.arange(len(self.tokens)), np.diff(self.starts))[kept]
        return Postings(
            self.tokens, _starts(held, len(self.tokens)), _int32(moved[self.rows[kept]]), self.counts[kept]
        )


def _starts(held: Integers, tokens: int) -> Integers:
    return np.concatenate([[0], np.cumsum(np.bincount(held, minlength=tokens))]).astype(np.int64)


def _int32(values: Integers) -> Integers:
    return values.astype(np.int32)


def _small(counts: Integers) -> Integers:
    return np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)
