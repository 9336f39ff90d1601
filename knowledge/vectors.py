"""Vectors in Chroma, one collection a language.

An embedded Chroma serves one process at a time: another process's changes reach an open client only when it
is opened again, and nothing guards its files. So every use of it here holds a file lock, and a reader says
which generation of the catalogue it wants to see.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock
from numpy.typing import NDArray

from knowledge.errors import IndexCorrupt

LANGUAGES = ("nl", "en")
DEFAULT = "chroma"
"""Where the vectors are until a rebuild puts them elsewhere, in the index's folder."""
_BATCH = 200


class VectorStore:
    """Similarities are inner products; ids are those of the catalogue's `vector_id`."""

    def __init__(self, folder: Path) -> None:
        self._root = folder
        self._folder = folder / DEFAULT
        self.lock = FileLock(folder / "index.lock", timeout=60)
        self._client: Any = None
        self._collections: dict[str, Any] = {}
        self._generation = -1

    def add(
        self,
        language: str,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[dict[str, str | int]],
    ) -> None:
        collection = self._collection(language)
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            collection.add(
                ids=list(ids[part]),
                embeddings=vectors[part],
                documents=list(texts[part]),
                metadatas=list(metadata[part]),
            )

    def delete(self, ids: Sequence[str]) -> None:
        for language in LANGUAGES:
            for start in range(0, len(ids), _BATCH):
                self._collection(language).delete(ids=list(ids[start : start + _BATCH]))

    def nearest(
        self, language: str, vector: NDArray[np.float32], limit: int, *, generation: int
    ) -> list[tuple[str, float]]:
        """The `limit` nearest ids with their similarity, best first."""
        with self.lock:
            self.refresh(generation)
            found = self._query(language, vector, limit)
        ids, distances = found["ids"][0], found["distances"][0]
        return [(identifier, 1 - distance) for identifier, distance in zip(ids, distances, strict=True)]

    def refresh(self, generation: int) -> None:
        """Opens the store again if another process may have changed it since."""
        if generation != self._generation:
            self.close()
            self._generation = generation

    def move(self, place: str) -> None:
        """Uses the vectors in this folder from now on."""
        if self._root / place != self._folder:
            self.close()
            self._folder = self._root / place

    def written(self, generation: int) -> None:
        """This process made the change that led to `generation`."""
        self._generation = generation

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
            self._collections = {}

    def _query(self, language: str, vector: NDArray[np.float32], limit: int) -> dict[str, Any]:
        collection = self._collection(language)
        try:
            found: dict[str, Any] = collection.query(
                query_embeddings=[vector], n_results=limit, include=["distances"]
            )
        except Exception as error:
            raise IndexCorrupt(self._folder, str(error)) from error
        return found

    def _collection(self, language: str) -> Any:
        if language not in self._collections:
            self._collections[language] = self._open(language)
        return self._collections[language]

    def _open(self, language: str) -> Any:
        import chromadb
        from chromadb.config import Settings

        try:
            if self._client is None:
                self._client = chromadb.PersistentClient(
                    str(self._folder), settings=Settings(anonymized_telemetry=False)
                )
            return self._client.get_or_create_collection(
                f"chunks-{language}", metadata={"hnsw:space": "ip"}, embedding_function=None
            )
        except Exception as error:
            raise IndexCorrupt(self._folder, str(error)) from error
