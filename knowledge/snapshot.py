"""What searching needs in memory: follows the catalogue from generation to generation.

Only documents that changed are read. Now and then the whole is compacted and kept on disk, where the next
process begins; it is a copy, and the catalogue decides.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Catalogue
from knowledge.shelf import Shelf
from knowledge.typical import typical

__all__ = ["Shelf", "Snapshot", "take"]

_AT_ONCE = 1000  # documents read in one go
_WORTH_KEEPING = 1000  # chunks that are quicker to read from a copy than to count again


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`identity` says of which catalogue; row numbers of a shelf are by vector id.

    `typical` is the mean vector of each language, as far as we know it for the model.
    """

    identity: str
    generation: int
    shelves: Mapping[str, Shelf]
    typical: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)

    @property
    def edition(self) -> tuple[str, int]:
        return self.identity, self.generation

    @property
    def size(self) -> int:
        return sum(shelf.lexical.size for shelf in self.shelves.values())

    def mean(self, language: str) -> NDArray[np.float32] | None:
        """The mean vector of a language, or of the other one if we know no better."""
        if language not in self.shelves and language in self.typical:
            return self.typical[language]
        shelf = self._shelf(language)
        return shelf.mean if shelf else None

    def bias(self, language: str, shelf: Shelf, question: NDArray[np.float32]) -> float:
        """How much nearer a question is to its own language than to the shelf's, for the language alone.

        Both means count as far as the less sure one goes: a shelf of a few chunks would look far away.
        """
        own = self._shelf(language)
        if own is None or own is shelf:
            return 0.0
        sure = min(own.held, shelf.held)
        return sure * float((own.mean / own.held - shelf.mean / shelf.held) @ question)

    def _shelf(self, language: str) -> Shelf | None:
        return self.shelves.get(language) or next(iter(self.shelves.values()), None)


def take(catalogue: Catalogue, folder: Path, before: Snapshot | None = None) -> Snapshot:
    """The current generation, from the snapshot before it, or else from the copy in `folder`."""
    state = catalogue.state
    identity, generation = state.identity, state.generation
    if before is None or before.identity != identity:
        before = _load(folder, identity, generation) or Snapshot(identity, -1, {})
    shelves = dict(before.shelves)
    changed = catalogue.changed(before.generation)
    for start in range(0, len(changed), _AT_ONCE):
        _follow(shelves, catalogue, changed[start : start + _AT_ONCE])
    totals, means = catalogue.totals(), typical(state.model)
    found = {
        language: shelf.with_mean(totals[language], means.get(language))
        for language, shelf in shelves.items()
        if shelf.lexical.size and language in totals
    }
    return _tidied(Snapshot(identity, generation, found, means), folder)


def _follow(shelves: dict[str, Shelf], catalogue: Catalogue, documents: Sequence[str]) -> None:
    chunks = sorted(catalogue.listed(documents), key=lambda chunk: chunk.language)
    by_language = {language: list(part) for language, part in groupby(chunks, lambda chunk: chunk.language)}
    for language in {*shelves, *by_language}:
        shelf = shelves.get(language) or Shelf(language)
        shelves[language] = shelf.followed(documents, by_language.get(language, ()))


def _tidied(snapshot: Snapshot, folder: Path) -> Snapshot:
    """Compacts once a tenth has changed, which keeps what is gone and the number of segments small."""
    drift = sum(shelf.drift for shelf in snapshot.shelves.values())
    if drift * 10 <= snapshot.size:
        return snapshot
    compacted = {language: shelf.compacted() for language, shelf in snapshot.shelves.items()}
    tidy = replace(snapshot, shelves=compacted)
    if snapshot.size >= _WORTH_KEEPING:
        with suppress(OSError):  # searching does without: a full disk, or another process that was first
            _save(tidy, folder)
    return tidy


def _save(snapshot: Snapshot, folder: Path) -> None:
    """Writes in one step."""
    folder.mkdir(exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=".", dir=folder))
    for language, shelf in snapshot.shelves.items():
        shelf.save(temporary / language)
    state = {"identity": snapshot.identity, "generation": snapshot.generation}
    (temporary / "state.json").write_text(json.dumps(state), encoding="utf-8")
    old = [path for path in folder.iterdir() if path != temporary]
    temporary.rename(folder / f"{snapshot.identity}-{snapshot.generation}")
    for path in old:
        shutil.rmtree(path, ignore_errors=True)


def _load(folder: Path, identity: str, generation: int) -> Snapshot | None:
    for path in folder.glob(f"{identity}-*"):
        try:
            kept = json.loads((path / "state.json").read_text(encoding="utf-8"))["generation"]
            shelves = {part.name: Shelf.load(part) for part in path.iterdir() if part.is_dir()}
        except (OSError, ValueError):
            continue
        if kept <= generation:
            return Snapshot(identity, kept, shelves)
    return None
