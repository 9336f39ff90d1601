"""Small indexes of a few of the library's documents: what a new team starts with."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.embeddings import Embedder, Kind, Vectors

SIZES = (5, 5, 5, 5, 5, 5, 12, 12, 12, 25, 25)  # documents in each index


def small_indexes(
    library: KnowledgeBase, folder: Path, chance: Random, sizes: Sequence[int] = SIZES
) -> Iterator[tuple[KnowledgeBase, list[str]]]:
    """Each index with the names of its documents; it is closed when the next is asked for."""
    embedder = _Remembering(library.folder.parent / "models")
    documents = {info.document: info for info in library.documents()}
    for number, size in enumerate(sizes):
        names = chance.sample(sorted(documents), size)
        base = KnowledgeBase(folder / str(number) / "knowledge", embedder)
        for name in names:
            base.write(documents[name], library.chunks(name))
        yield base, names
        base.close()


class _Remembering(Embedder):
    """Embeds a text once: the same documents come back in every index."""

    def __init__(self, models: Path) -> None:
        super().__init__(models)
        self._known: dict[tuple[Kind, str], Vectors] = {}

    def embed(
        self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        missing = [text for text in dict.fromkeys(texts) if (kind, text) not in self._known]
        for text, vector in zip(missing, super().embed(missing, kind=kind, progress=progress), strict=True):
            self._known[kind, text] = vector
        return np.stack([self._known[kind, text] for text in texts])
