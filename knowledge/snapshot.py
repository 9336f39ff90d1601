"""What searching needs in memory, read once for each generation of the index."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue
from knowledge.lexical import LexicalIndex

_SAMPLE = 4000  # vectors from which a language's mean is taken
_SMALL = 30  # with so many chunks half of the mean is taken


@dataclass(frozen=True, slots=True)
class Shelf:
    """The chunks of one language, row by row, with BM25 over their tokens and their mean vector (d,)."""

    language: str
    ids: list[str]
    rows: Mapping[str, int]
    lexical: LexicalIndex
    mean: NDArray[np.float32]

    @property
    def sureness(self) -> float:
        """How far the mean can be taken to be the language's, 0–1: the share of it that `mean` holds."""
        return len(self.ids) / (len(self.ids) + _SMALL)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Row numbers of a shelf are by vector id."""

    generation: int
    shelves: Mapping[str, Shelf]

    def mean(self, language: str) -> NDArray[np.float32] | None:
        """The mean vector of a language, or of the other one if the index has only that."""
        shelf = self._shelf(language)
        return shelf.mean if shelf else None

    def bias(self, language: str, shelf: Shelf, question: NDArray[np.float32]) -> float:
        """How much nearer a question is to its own language than to the shelf's, for the language alone.

        Both means count as far as the less sure one goes: a shelf of a few chunks would look far away.
        """
        own = self._shelf(language)
        if own is None or own is shelf:
            return 0.0
        sure = min(own.sureness, shelf.sureness)
        return sure * float((own.mean / own.sureness - shelf.mean / shelf.sureness) @ question)

    def _shelf(self, language: str) -> Shelf | None:
        return self.shelves.get(language) or next(iter(self.shelves.values()), None)


def take(catalogue: Catalogue, folder: Path, dimension: int) -> Snapshot:
    """Reads the current generation; BM25 comes from `folder` if it was built for this generation before."""
    generation = catalogue.generation
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for identifier, vector_id, language, tokens in catalogue.entries():
        rows.setdefault(language, []).append((identifier, vector_id, tokens))
    shelves = {}
    for language, part in rows.items():
        lexical = _lexical(folder, f"{language}-{generation}", [tokens for _, _, tokens in part])
        ids = [identifier for identifier, _, _ in part]
        by_vector = {vector_id: row for row, (_, vector_id, _) in enumerate(part)}
        shelves[language] = Shelf(language, ids, by_vector, lexical, _mean(catalogue, ids, dimension))
    return Snapshot(generation, shelves)


def _lexical(folder: Path, name: str, texts: Sequence[str]) -> LexicalIndex:
    """Loads what another process built for the same generation, or builds and keeps it."""
    try:
        return LexicalIndex.load(folder / name)
    except (OSError, ValueError):
        index = LexicalIndex.build([text.split() for text in texts])
    folder.mkdir(exist_ok=True)
    for old in folder.glob(f"{name.split('-')[0]}-*"):
        shutil.rmtree(old, ignore_errors=True)
    index.save(folder / name)
    return index


def _mean(catalogue: Catalogue, ids: Sequence[str], dimension: int) -> NDArray[np.float32]:
    """Shrunk in a small index, where the mean is as much about the topic as about the language."""
    sample = catalogue.vectors(ids[:: max(1, len(ids) // _SAMPLE)], dimension)
    mean = np.mean([vectors[0] for vectors in sample.values()], axis=0)
    return np.asarray(mean * len(ids) / (len(ids) + _SMALL), dtype=np.float32)
