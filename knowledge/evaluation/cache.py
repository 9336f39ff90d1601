"""Vectors of texts that aren't in the index, kept on disk, as a thousand documents take long to embed."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
from langchain_core.embeddings import Embeddings

from knowledge.base import KnowledgeBase
from knowledge.engine import Vectors


class CachedVectors(Embeddings):
    """LangChain's embeddings over the product's own model; `file` is a NumPy archive, by hash of text."""

    def __init__(self, base: KnowledgeBase, file: Path) -> None:
        self._base = base
        self._file = file
        self._known: dict[str, Vectors] = {}
        if file.exists():
            with np.load(file) as saved:
                self._known = dict(zip(saved["keys"].tolist(), saved["vectors"], strict=True))

    def prepare(self, texts: Sequence[str]) -> None:
        """Embed what isn't known yet and keep it."""
        missing = list({key: text for text in texts if (key := _key(text)) not in self._known}.values())
        if not missing:
            return
        vectors = self._base.embed(missing, kind="passage")
        self._known.update(zip(map(_key, missing), vectors, strict=True))
        self._file.parent.mkdir(parents=True, exist_ok=True)
        np.savez(self._file, keys=np.array(list(self._known)), vectors=np.stack(list(self._known.values())))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.prepare(texts)
        return [self._known[_key(text)].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._base.embed([text], kind="query")[0].tolist()
        return vector


def _key(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]
