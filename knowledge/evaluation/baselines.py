"""What anyone can set up in an afternoon, on the same documents and with the same embeddings."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.evaluation.cache import CachedVectors
from knowledge.evaluation.judging import Result
from knowledge.language import detect
from knowledge.lexical import LexicalIndex
from knowledge.models import Chunk
from knowledge.tokens import tokens

Search = Callable[[str], list[Result]]

LIMIT = 10
TUTORIAL_SIZE, TUTORIAL_OVERLAP = 1000, 200  # characters
_RANK_CONSTANT = 60  # of reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009)
_FUSED = 200  # results of each list that are fused
_PLAIN = {".md", ".markdown", ".txt", ".html", ".htm"}
_BATCH = 1000  # pieces that Chroma takes at once


def baselines(base: KnowledgeBase, vectors: CachedVectors, sources: Path) -> dict[str, Search]:
    """Searches by name. The tutorial reads the documents in `sources`, else their passages."""
    passages = _Passages(base)
    return {
        "dense": passages.dense,
        "bm25": passages.lexical,
        "rrf": passages.fused,
        "tutorial": tutorial(base, vectors, sources),
    }


class _Passages:
    """Dense and lexical search over the same passages as the product's, each as simple as it gets."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._chunks = [chunk for info in base.documents() for chunk in base.chunks(info.document)]
        own = base.vectors([chunk.id for chunk in self._chunks])
        self._vectors = np.stack([own[chunk.id][0] for chunk in self._chunks])
        self._index = LexicalIndex.build([tokens(_titled(chunk), chunk.language) for chunk in self._chunks])

    def dense(self, question: str) -> list[Result]:
        return self._results(np.argsort(-self._cosines(question)))

    def lexical(self, question: str) -> list[Result]:
        return self._results(np.argsort(-self._words(question)))

    def fused(self, question: str) -> list[Result]:
        scores = np.zeros(len(self._chunks))
        for single in (self._cosines(question), self._words(question)):
            best = np.argsort(-single)[:_FUSED]
            scores[best] += 1 / (_RANK_CONSTANT + 1 + np.arange(len(best)))
        return self._results(np.argsort(-scores))

    def _cosines(self, question: str) -> NDArray[np.float32]:
        return np.asarray(self._vectors @ self._base.embed([question], kind="query")[0])

    def _words(self, question: str) -> NDArray[np.float32]:
        return self._index.scores(tokens(question, detect(question)))

    def _results(self, order: NDArray[np.intp]) -> list[Result]:
        return [Result(self._chunks[row].document, self._chunks[row].text) for row in order[:LIMIT]]


def tutorial(base: KnowledgeBase, vectors: CachedVectors, sources: Path) -> Search:
    """LangChain's tutorial: a recursive splitter, an embedding of each piece, the nearest in Chroma."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=TUTORIAL_SIZE, chunk_overlap=TUTORIAL_OVERLAP)
    names = [info.document for info in base.documents()]
    whole = [Document(_text(base, name, sources), metadata={"document": name}) for name in names]
    pieces = [piece for piece in splitter.split_documents(whole) if piece.page_content.strip()]
    vectors.prepare([piece.page_content for piece in pieces])
    store = Chroma(collection_name=f"tutorial-{uuid4().hex}", embedding_function=vectors)
    for start in range(0, len(pieces), _BATCH):
        store.add_documents(pieces[start : start + _BATCH])

    def search(question: str) -> list[Result]:
        found = store.similarity_search(question, k=LIMIT)
        return [Result(str(piece.metadata["document"]), piece.page_content) for piece in found]

    return search


def _text(base: KnowledgeBase, document: str, sources: Path) -> str:
    """The document as its owner keeps it; for one that isn't plain text, what was read from it."""
    file = sources / document
    if file.suffix.lower() in _PLAIN and file.is_file():
        return file.read_text(encoding="utf-8", errors="replace")
    return "\n\n".join(chunk.text for chunk in base.chunks(document))


def _titled(chunk: Chunk) -> str:
    return "\n".join((chunk.title, *chunk.headings, chunk.text))
