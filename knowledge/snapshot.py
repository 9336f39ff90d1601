"""What searching needs in memory, read once for each generation of the index."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue

_SAMPLE = 4000


@dataclass(frozen=True, slots=True)
class Statistics:
    """How the vectors of one language are distributed: mean (d,) and covariance (d, d)."""

    mean: NDArray[np.float32]
    covariance: NDArray[np.float32]

    def spread(self, vector: NDArray[np.float32]) -> float:
        """The standard deviation of the inner products with `vector`."""
        return math.sqrt(max(float(vector @ self.covariance @ vector), 1e-12))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The chunks of one language, row by row: ids, and BM25 over their tokens."""

    ids: list[str]
    by_vector: Mapping[str, int]
    lexical: Any
    vocabulary: frozenset[str]
    statistics: Statistics

    def scores(self, tokens: list[str]) -> NDArray[np.float32]:
        """BM25 of every row."""
        known = [token for token in tokens if token in self.vocabulary]
        if not known:
            return np.zeros(len(self.ids), dtype=np.float32)
        scores: NDArray[np.float32] = self.lexical.get_scores(known)
        return scores


@dataclass(frozen=True, slots=True)
class Snapshot:
    generation: int
    shelves: Mapping[str, Shelf]


def take(catalogue: Catalogue, dimension: int) -> Snapshot:
    generation = catalogue.generation
    rows: dict[str, list[tuple[str, str, list[str]]]] = {}
    for identifier, vector_id, language, _, tokens in catalogue.entries():
        rows.setdefault(language, []).append((identifier, vector_id, tokens.split()))
    return Snapshot(
        generation, {language: _shelf(catalogue, part, dimension) for language, part in rows.items()}
    )


def _shelf(catalogue: Catalogue, rows: list[tuple[str, str, list[str]]], dimension: int) -> Shelf:
    import bm25s

    ids = [identifier for identifier, _, _ in rows]
    lexical = bm25s.BM25()
    texts = [tokens or [""] for _, _, tokens in rows]
    lexical.index(texts, show_progress=False)
    return Shelf(
        ids,
        {vector_id: row for row, (_, vector_id, _) in enumerate(rows)},
        lexical,
        frozenset(lexical.vocab_dict),
        _statistics(catalogue, ids, dimension),
    )


def _statistics(catalogue: Catalogue, ids: list[str], dimension: int) -> Statistics:
    step = max(1, len(ids) // _SAMPLE)
    sample = catalogue.vectors(ids[::step], dimension)
    vectors = np.stack([vectors[0] for vectors in sample.values()])
    mean = np.asarray(vectors.mean(axis=0), dtype=np.float32)
    centred = vectors - mean
    return Statistics(mean, np.asarray(centred.T @ centred / len(vectors), dtype=np.float32))
