"""BM25 over the chunks of one language that follows changes.

What is new becomes a segment of its own, and segments of like size merge; what is gone is struck out until
the next merging of all. How rare a token is and how long a chunk is on average are taken over the whole when
a question is asked, so the scores are those of an index built anew.
"""

import json
import math
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.postings import Postings

K1, B = 1.5, 0.75  # as usual: how soon more of the same word counts less, and how much length counts
_FILES = ("starts", "rows", "counts")


class LexicalIndex:
    """Scores by row, in the order in which the chunks were added; a chunk that is gone scores 0."""

    def __init__(
        self, segments: Sequence[Postings], lengths: NDArray[np.int32], alive: NDArray[np.bool_]
    ) -> None:
        self._segments = segments
        self._lengths = lengths
        self._alive = alive

    @classmethod
    def build(cls, chunks: Sequence[Sequence[str]]) -> "LexicalIndex":
        return cls((), np.zeros(0, np.int32), np.zeros(0, np.bool_)).with_added(chunks)

    def with_added(self, chunks: Sequence[Sequence[str]]) -> "LexicalIndex":
        """The index with these chunks in the rows after the last."""
        segments = [*self._segments, Postings.build(chunks, first=len(self._lengths))]
        while len(segments) > 1 and len(segments[-2]) < 2 * len(segments[-1]):
            segments[-2:] = [segments[-2].merged(segments[-1])]
        lengths = np.concatenate([self._lengths, np.array([len(tokens) for tokens in chunks], np.int32)])
        return LexicalIndex(segments, lengths, np.concatenate([self._alive, np.ones(len(chunks), np.bool_)]))

    def without(self, rows: Iterable[int]) -> "LexicalIndex":
        alive = self._alive.copy()
        alive[list(rows)] = False
        return LexicalIndex(self._segments, self._lengths, alive)

    def compacted(self) -> "LexicalIndex":
        """One segment, without the rows that are gone; those after them move up."""
        whole = Postings.build([], first=0)
        for segment in reversed(self._segments):
            whole = segment.merged(whole)
        lengths = self._lengths[self._alive]
        return LexicalIndex([whole.kept(self._alive)], lengths, np.ones(len(lengths), np.bool_))

    @cached_property
    def size(self) -> int:
        """How many chunks there are."""
        return int(self._alive.sum())

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every row, shape (rows,)."""
        scores = np.zeros(len(self._lengths), dtype=np.float32)
        for token in tokens:
            rarity = self.rarity(token)
            for segment in self._segments:
                rows, counts = segment.of(token)
                scores[rows] += rarity * (counts / (counts + self._damping[rows]))
        scores[~self._alive] = 0
        return scores

    def rarity(self, token: str) -> float:
        """Inverse document frequency; a token that occurs nowhere is the rarest."""
        count = self._frequency(token)
        return math.log(1 + (self.size - count + 0.5) / (count + 0.5))

    def relative_rarity(self, token: str) -> float:
        """`rarity` between 0 and 1, so that it compares between indexes of different sizes."""
        return min(1.0, self.rarity(token) / math.log(1 + (self.size + 0.5) / 0.5))

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every token, also of chunks that are gone."""
        return list({token: None for segment in self._segments for token in segment.tokens})

    def __contains__(self, token: str) -> bool:
        return self._frequency(token) > 0

    def _frequency(self, token: str) -> int:
        return sum(int(np.count_nonzero(self._alive[segment.of(token)[0]])) for segment in self._segments)

    @cached_property
    def _damping(self) -> NDArray[np.float32]:
        """What a count is damped by in each row: more where the chunk is long."""
        mean = max(float(self._lengths[self._alive].mean()) if self.size else 0.0, 1e-9)
        return np.asarray(K1 * (1 - B + B * self._lengths / mean), dtype=np.float32)

    def save(self, folder: Path) -> None:
        """Writes a compacted index."""
        (segment,) = self._segments
        np.save(folder / "lengths.npy", self._lengths)
        for name in _FILES:
            np.save(folder / f"{name}.npy", getattr(segment, name))
        (folder / "tokens.json").write_text(json.dumps(list(segment.tokens)), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        """Raises OSError, ValueError."""
        lengths = np.load(folder / "lengths.npy")
        parts = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FILES]
        tokens = json.loads((folder / "tokens.json").read_text(encoding="utf-8"))
        segment = Postings({token: number for number, token in enumerate(tokens)}, *parts)
        return cls([segment], lengths, np.ones(len(lengths), np.bool_))
