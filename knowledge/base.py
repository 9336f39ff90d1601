"""The knowledge base: documents in, passages out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Chunk, DocumentInfo, Filters, Hit

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever


class KnowledgeBase:
    """Reads and writes the index in one folder; safe to use from several threads and processes."""

    @classmethod
    def open(cls, folder: Path, *, model: str | None = None) -> "KnowledgeBase":
        raise NotImplementedError

    def search(
        self, question: str, *, language: str | None = None, limit: int = 10, filters: Filters | None = None
    ) -> list[Hit]:
        raise NotImplementedError

    def confidence(self, question: str, hits: Sequence[Hit], *, language: str | None = None) -> float:
        raise NotImplementedError

    def embed(self, texts: Sequence[str], *, kind: Literal["query", "passage"]) -> NDArray[np.float32]:
        raise NotImplementedError

    def get(self, chunk_id: str) -> Chunk | None:
        raise NotImplementedError

    def around(self, chunk_id: str, *, before: int = 1, after: int = 1) -> list[Chunk]:
        raise NotImplementedError

    def write(self, document: DocumentInfo, chunks: Sequence[Chunk]) -> None:
        raise NotImplementedError

    def remove(self, document: str) -> None:
        raise NotImplementedError

    def documents(self) -> list[DocumentInfo]:
        raise NotImplementedError

    def retriever(self, *, limit: int = 10) -> "BaseRetriever":
        raise NotImplementedError
