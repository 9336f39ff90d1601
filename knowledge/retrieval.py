"""Finds passages: dense and lexical scores in each language, weighed so that the languages compare."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue
from knowledge.glossary import translations
from knowledge.lexicon import translated
from knowledge.snapshot import Shelf, Snapshot
from knowledge.tokens import tokens
from knowledge.vectors import VectorStore

NEAREST = 150  # candidates by vector, in each language
MATCHING = 50  # candidates by BM25, in each language
REFERENCE = 30  # BM25 counts from its mean over so many of a language's best by vector
TWIN = 0.5  # cosine of centred vectors from which two passages in different languages say the same
LEAD = 0.1  # how much better the one in the other language may score
TELLING = 30  # chunks a language must have before its mean tells anything about twins
WHOLE = 0.7  # about the largest share of BM25 that text in the question's own language reaches
BEHIND = 0.05  # how far behind its twin it is set
EVEN = 0.75  # how much of a plain cosine's bias for the question's language is made up for

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stages:
    """What each stage weighs; measured in docs/retrieval.md, and again by `reisplan evaluate --ablate`."""

    centring: float = 0.8  # how much of its language's mean is taken from a vector
    window: float = 0.6  # the best window of a chunk beside the chunk's own vector
    lexical: float = 0.25  # BM25 beside the dense score
    bridge: float = 0.35  # idem toward text in the other language
    glossary: bool = True  # BM25 looks for a term's names in the other language too
    lexicon: float = 0.2  # a Dutch question put over word by word, beside the question itself
    adapter: float = 0.5  # where its translation would lie, idem
    twins: bool = True  # what stands in both languages is read in the asker's own
    levelled: bool = True  # BM25 counts from its mean over a language's best
    reading: bool = True  # English passages are read again with the question (knowledge/reader.py)


STAGES = Stages()


@dataclass(frozen=True, slots=True)
class Question:
    """`vector` is its unit embedding; `put_over` that of a Dutch question put over into English word by word.

    `adapted` is where its translation would lie, with a model that has an adapter. An English question has
    neither: read backwards, the lexicon chooses the wrong Dutch word too often for it to gain by that.
    """

    text: str
    language: str
    vector: Vector
    put_over: Vector | None
    adapted: Vector | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    chunk_id: str
    score: float
    dense: float
    lexical: float


Candidate = tuple[Scored, Vector]


def search(
    question: Question,
    snapshot: Snapshot,
    catalogue: Catalogue,
    store: VectorStore,
    *,
    reach: int = 1,
    stages: Stages = STAGES,
) -> list[Scored]:
    """Every candidate in every language, best first; `reach` times as many as usual.

    From each vector its language's mean is taken, or a question would hardly find text in the other language.
    """
    mean = snapshot.mean(question.language)
    centred = _unit(question.vector - stages.centring * mean)[0] if mean is not None else question.vector
    own: list[Candidate] = []
    other: list[Candidate] = []
    for language, shelf in snapshot.shelves.items():
        lexical = _lexical(question, language, snapshot, stages)
        aim = _aim(question, centred, language, shelf, stages)
        near = store.nearest(language, aim, reach * NEAREST, generation=snapshot.generation)
        matching = reach * MATCHING if stages.lexical else 0
        rows = _candidates(shelf, [vector_id for vector_id, _ in near], lexical, matching)
        vectors = catalogue.vectors([shelf.ids[row] for row in rows], len(centred))
        rows = [row for row in rows if shelf.ids[row] in vectors]
        bias = EVEN * snapshot.bias(question.language, shelf, question.vector)
        found = _score(question, aim, shelf, rows, lexical[rows], vectors, bias, stages)
        (own if language == question.language else other).extend(found)
    if stages.twins and min((len(shelf.ids) for shelf in snapshot.shelves.values()), default=0) >= TELLING:
        other = set_back_twins(own, other)
    return sorted((scored for scored, _ in [*own, *other]), key=lambda scored: -scored.score)


def set_back_twins(own: Sequence[Candidate], other: Sequence[Candidate]) -> list[Candidate]:
    """Sets back what the asker's own language says nearly as well."""
    if not own or not other:
        return list(other)
    scores = np.array([scored.score for scored, _ in own])
    vectors = np.stack([vector for _, vector in own])
    moved = []
    for scored, vector in other:
        twins = (vectors @ vector >= TWIN) & (scores >= scored.score - LEAD)
        if twins.any():
            scored = replace(scored, score=min(scored.score, float(scores[twins].max())) - BEHIND)
        moved.append((scored, vector))
    return moved


def centred(vectors: Vector, means: Sequence[Vector | float]) -> Vector:
    """Unit vectors without as much of each one's mean as a search takes away."""
    return _unit(
        np.stack([vector - STAGES.centring * mean for vector, mean in zip(vectors, means, strict=True)])
    )


def _aim(question: Question, centred: Vector, language: str, shelf: Shelf, stages: Stages) -> Vector:
    """What text in a language is held against: toward the other one, partly the question put over into it."""
    if language == question.language:
        return centred
    ways = ((stages.lexicon, question.put_over), (stages.adapter, question.adapted))
    given = [(weight, vector - stages.centring * shelf.mean) for weight, vector in ways if vector is not None]
    over = [(weight, _unit(vector)[0]) for weight, vector in given]
    itself = (1 - sum(weight for weight, _ in over)) * centred
    return np.asarray(_unit(sum((weight * vector for weight, vector in over), itself))[0], dtype=np.float32)


def _lexical(question: Question, language: str, snapshot: Snapshot, stages: Stages) -> Vector:
    """BM25 of each row as a share of what the question's words could score; 0 to about `WHOLE`.

    One word may have several names in the other language, which together would score many times its share.
    """
    own = snapshot.shelves.get(question.language)
    words = tokens(question.text, language)
    asked = tokens(question.text, question.language)
    if language != question.language and stages.glossary:
        words += translations(question.text, question.language, language)
    if language != question.language and stages.lexicon:
        words += translated(question.text, question.language, language)
    words = list(dict.fromkeys(words))
    index = snapshot.shelves[language].lexical
    rarity = sum((own.lexical if own else index).rarity(token) for token in asked)
    scores: Vector = index.scores(words) / np.float32(max(rarity, 1.0))
    best = float(scores.max(initial=0.0)) if language != question.language else 0.0
    return scores * np.float32(WHOLE / best) if best > WHOLE else scores


def _candidates(shelf: Shelf, near: Sequence[str], lexical: Vector, limit: int) -> list[int]:
    best = np.argpartition(-lexical, max(min(limit, len(lexical)) - 1, 0))[:limit]
    matching = {int(row) for row in best if lexical[row] > 0}
    return sorted(matching | {shelf.rows[vector_id] for vector_id in near if vector_id in shelf.rows})


def _score(
    question: Question,
    aim: Vector,
    shelf: Shelf,
    rows: Sequence[int],
    lexical: Vector,
    vectors: dict[str, Vector],
    bias: float,
    stages: Stages,
) -> list[Candidate]:
    """Dense and lexical together, each with its chunk's own centred vector.

    The lexical part is levelled, so that it never favours a whole language.

    `bias` is what text in the question's own language has over this one in plain cosine, on average.
    """
    if not rows:
        return []
    ids = [shelf.ids[row] for row in rows]
    dense = _dense([vectors[identifier] for identifier in ids], stages.centring * shelf.mean, aim, stages)
    weight = stages.lexical if shelf.language == question.language else stages.bridge
    level = lexical[np.argsort(-dense)[:REFERENCE]].mean() if stages.levelled else 0.0
    scores = dense + weight * (lexical - level)
    own = _unit(np.stack([vectors[identifier][0] for identifier in ids]) - stages.centring * shelf.mean)
    cosines = [float(vectors[identifier][0] @ question.vector) + bias for identifier in ids]
    parts = zip(ids, scores.tolist(), cosines, lexical.tolist(), strict=True)
    return [(Scored(*part), vector) for part, vector in zip(parts, own, strict=True)]


def _dense(groups: Sequence[Vector], mean: Vector, question: Vector, stages: Stages) -> Vector:
    """Similarity of each group of vectors: the chunk's own is the first, those of its windows follow."""
    similarities = _unit(np.concatenate(groups) - mean) @ question
    starts = np.cumsum([0, *map(len, groups[:-1])])
    own = similarities[starts].copy()
    windowed = np.array([len(group) > 1 for group in groups])
    similarities[starts[windowed]] = -1
    best = np.maximum.reduceat(similarities, starts)
    return np.asarray((1 - stages.window) * own + stages.window * best, dtype=np.float32)


def _unit(vectors: Vector) -> Vector:
    rows = np.atleast_2d(vectors)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
