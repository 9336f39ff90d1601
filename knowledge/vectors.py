"""Vectors in Chroma, one collection a language: in the index's folder, or on a server that many share.

An embedded Chroma serves one process at a time: another process's changes reach an open client only when it
is opened again, and nothing guards its files. So every use of it here holds the catalogue's lock, and a
reader says which generation of the catalogue it wants to see. A server needs neither.
"""

import shutil
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import State
from knowledge.errors import VectorsOtherVersion, VectorsUnreachable, unusable

LANGUAGES = ("nl", "en")
DEFAULT = "chroma"
"""Where the vectors are until a rebuild puts them elsewhere, in the index's folder."""
_BATCH = 200


class VectorStore(ABC):
    """Similarities are inner products; ids are those of the catalogue's `vector_id`."""

    def __init__(self) -> None:
        self._client: Any = None
        self._collections: dict[str, Any] = {}

    def add(
        self,
        language: str,
        ids: Sequence[str],
        vectors: NDArray[np.float32],
        texts: Sequence[str],
        metadata: Sequence[dict[str, str | int]],
    ) -> None:
        for start in range(0, len(ids), _BATCH):
            part = slice(start, start + _BATCH)
            with self._guarded():
                self._collection(language).add(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    documents=list(texts[part]),
                    metadatas=list(metadata[part]),
                )

    def delete(self, ids: Sequence[str]) -> None:
        for language in LANGUAGES:
            for start in range(0, len(ids), _BATCH):
                with self._guarded():
                    self._collection(language).delete(ids=list(ids[start : start + _BATCH]))

    def nearest(
        self, language: str, vector: NDArray[np.float32], limit: int, *, generation: int
    ) -> list[tuple[str, float]]:
        """The `limit` nearest ids with their similarity, best first."""
        with self._reading(generation), self._guarded():
            found = self._collection(language).query(
                query_embeddings=[vector], n_results=limit, include=["distances"]
            )
        ids, distances = found["ids"][0], found["distances"][0]
        return [(identifier, 1 - distance) for identifier, distance in zip(ids, distances, strict=True)]

    def there(self, *, generation: int) -> bool:
        """Tells whether there are any vectors."""
        with self._reading(generation), self._guarded():
            return any(self._collection(language).count() for language in LANGUAGES)

    @property
    @abstractmethod
    def place(self) -> str:
        """Where they are, for people."""

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
            self._collections = {}

    @abstractmethod
    def use(self, state: State) -> None:
        """Uses the vectors of this index from now on."""

    @abstractmethod
    def drop(self, state: State) -> None:
        """Deletes the vectors of an index that another took the place of."""

    @abstractmethod
    def refresh(self, generation: int) -> None:
        """Sees what another process did since."""

    @abstractmethod
    def written(self, generation: int) -> None:
        """This process made the change that led to `generation`."""

    @abstractmethod
    def _reading(self, generation: int) -> AbstractContextManager[object]: ...

    @abstractmethod
    def _guarded(self) -> AbstractContextManager[object]:
        """Turns Chroma's exceptions into ours."""

    @abstractmethod
    def _connect(self) -> Any: ...

    @abstractmethod
    def _name(self, language: str) -> str: ...

    def _collection(self, language: str) -> Any:
        if self._client is None:
            self._client = self._connect()
        if language not in self._collections:
            self._collections[language] = self._client.get_or_create_collection(
                self._name(language), metadata={"hnsw:space": "ip"}, embedding_function=None
            )
        return self._collections[language]


class FolderStore(VectorStore):
    """An embedded Chroma."""

    def __init__(self, folder: Path, alone: Callable[[], AbstractContextManager[object]]) -> None:
        super().__init__()
        self._root = folder
        self._folder = folder / DEFAULT
        self._alone = alone
        self._generation = -1

    @property
    def place(self) -> str:
        return str(self._folder)

    def use(self, state: State) -> None:
        place = self._root / (state.vectors or DEFAULT)
        if place != self._folder:
            self.close()
            self._folder = place

    def drop(self, state: State) -> None:
        shutil.rmtree(self._root / (state.vectors or DEFAULT).partition("/")[0], ignore_errors=True)

    def refresh(self, generation: int) -> None:
        if generation != self._generation:
            self.close()
            self._generation = generation

    def written(self, generation: int) -> None:
        self._generation = generation

    @contextmanager
    def _reading(self, generation: int) -> Iterator[None]:
        with self._alone():
            self.refresh(generation)
            yield

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise unusable(self._folder, str(error)) from error

    def _connect(self) -> Any:
        import chromadb

        return chromadb.PersistentClient(str(self._folder), settings=_settings())

    def _name(self, language: str) -> str:
        return f"chunks-{language}"


class ServerStore(VectorStore):
    """A Chroma server; the index's identity is in the names of its collections, so that several can share."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._identity = ""

    @property
    def place(self) -> str:
        return self._url

    def use(self, state: State) -> None:
        if state.identity != self._identity:
            self._collections = {}
            self._identity = state.identity

    def drop(self, state: State) -> None:
        self.use(state)
        for language in LANGUAGES:
            with self._guarded():
                self._collection(language)
                self._client.delete_collection(self._name(language))
        self._collections = {}

    def refresh(self, generation: int) -> None:
        pass  # a server shows everybody the same

    def written(self, generation: int) -> None:
        pass

    def _reading(self, generation: int) -> AbstractContextManager[object]:
        return nullcontext()

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        import httpx
        from chromadb.errors import ChromaError

        try:
            yield
        except (ChromaError, httpx.HTTPError) as error:
            self._collections = {}  # the server may be another one when it is back
            raise VectorsUnreachable(self._url, str(error)) from error

    def _connect(self) -> Any:
        import chromadb

        check(self._url)
        address = urlsplit(self._url)
        secure = address.scheme == "https"
        port = address.port or (443 if secure else 80)
        host = address.hostname or ""
        return chromadb.HttpClient(host=host, port=port, ssl=secure, settings=_settings())

    def _name(self, language: str) -> str:
        return f"reisplan-{self._identity}-{language}"


def check(url: str) -> str:
    """The server's version. Raises VectorsUnreachable, VectorsOtherVersion."""
    import chromadb
    import httpx

    try:
        answer = httpx.get(f"{url.rstrip('/')}/api/v2/version", timeout=10)
    except httpx.HTTPError as error:
        raise VectorsUnreachable(url, str(error)) from error
    old = answer.status_code in (404, 405, 410)  # before 0.6 there was no v2
    version = "0" if old else answer.text.strip().strip('"')
    if version.partition(".")[0] != "1":
        raise VectorsOtherVersion(url, server=version[:40], client=chromadb.__version__)
    return version


def _settings() -> Any:
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)
