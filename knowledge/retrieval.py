"""Finds passages: dense and lexical scores, each against its own language, weighed and merged."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue
from knowledge.snapshot import Shelf, Snapshot
from knowledge.tokens import tokens
from knowledge.vectors import VectorStore

CANDIDATES = 100
CENTRING = 0.6  # how much of its language's mean is taken from a vector
WINDOWS = 0.3  # the best two-sentence window beside the whole chunk
LEXICAL_SAME = 0.25  # BM25 beside dense, text in the question's language
LEXICAL_OTHER = 0.1


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    language: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    chunk_id: str
    score: float
    dense: float
    lexical: float


def search(
    question: Question,
    snapshot: Snapshot,
    catalogue: Catalogue,
    store: VectorStore,
    candidates: int = CANDIDATES,
) -> list[Scored]:
    """Every candidate in every language, best first."""
    found = [
        scored
        for language, shelf in snapshot.shelves.items()
        for scored in _search_shelf(question, language, shelf, snapshot, catalogue, store, candidates)
    ]
    return sorted(found, key=lambda scored: -scored.score)


def _search_shelf(
    question: Question,
    language: str,
    shelf: Shelf,
    snapshot: Snapshot,
    catalogue: Catalogue,
    store: VectorStore,
    candidates: int,
) -> list[Scored]:
    vector = _centred(question, snapshot)
    lexical = shelf.scores(tokens(question.text, language))
    rows = {int(row) for row in np.argsort(-lexical)[:candidates] if lexical[row] > 0}
    for vector_id, _ in store.nearest(language, vector, candidates, generation=snapshot.generation):
        if vector_id in shelf.by_vector:
            rows.add(shelf.by_vector[vector_id])
    ids = [shelf.ids[row] for row in rows]
    vectors = catalogue.vectors(ids, len(vector))
    weight = LEXICAL_SAME if language == question.language else LEXICAL_OTHER
    spread = float(lexical.std()) or 1.0
    results = []
    for row, identifier in zip(rows, ids, strict=True):
        if identifier not in vectors:
            continue
        similarities = (vectors[identifier] - shelf.statistics.mean) @ vector
        best_window = similarities[1:].max() if len(similarities) > 1 else similarities[0]
        dense = ((1 - WINDOWS) * similarities[0] + WINDOWS * best_window) / shelf.statistics.spread(vector)
        score = dense + weight * (lexical[row] - lexical.mean()) / spread
        cosine = float(vectors[identifier][0] @ question.vector)
        results.append(Scored(identifier, float(score), cosine, float(lexical[row])))
    return results


def _centred(question: Question, snapshot: Snapshot) -> NDArray[np.float32]:
    shelf = snapshot.shelves.get(question.language)
    return question.vector if shelf is None else question.vector - CENTRING * shelf.statistics.mean
