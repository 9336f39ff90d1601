"""How long a search takes, and what it holds in memory, as the index grows.

Vectors are real ones with noise on them, texts are sentences of real documents put together anew: as many
passages as one likes, spread as real ones are.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from ingest.discovery import discover
from ingest.loaders import load, read
from ingest.splitter import split
from knowledge.base import KnowledgeBase
from knowledge.embeddings import Embedder, Kind, Vectors
from knowledge.language import detect
from knowledge.models import Chunk, DocumentInfo
from tests.benchmarks.process import tell

_NOISE = 0.02  # for each of 384 numbers: a cosine of about 0.93 with the vector it came from
_PER_DOCUMENT = 250
_SENTENCES = 6
_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Queried:
    """Seconds; `first` is the search that reads the index in."""

    chunks: int
    built: float
    first: float
    p50: float
    p95: float


class Perturbed(Embedder):
    """Questions are embedded for real; passages get the vector of a real one, with noise."""

    def __init__(self, models: Path, real: Vectors) -> None:
        super().__init__(models)
        self._real = real
        self._random = np.random.default_rng(7)

    def embed(
        self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        if kind == "query":
            return super().embed(texts, kind=kind, progress=progress)
        rows = self._real[self._random.integers(len(self._real), size=len(texts))]
        noisy = rows + self._random.normal(0, _NOISE, rows.shape).astype(np.float32)
        return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)


def measure(size: int, documents: Path, models: Path) -> Queried:
    real = list(_passages(documents))
    vectors = Embedder(models).embed([chunk.text for chunk in real[:300]], kind="passage")
    with TemporaryDirectory() as folder:
        embedder = Perturbed(models, vectors)
        begun = time.perf_counter()
        _fill(KnowledgeBase(Path(folder, "knowledge"), embedder), real, size)
        built = time.perf_counter() - begun
        base = KnowledgeBase(Path(folder, "knowledge"), embedder)
        embedder.load()
        questions = [f"{chunk.title} {chunk.section}?" for chunk in Random(3).sample(real, 100)]
        first, *rest = [_timed(base, question) for question in (questions[0], *questions[:_REPEATS])]
    return Queried(size, built, first, float(np.percentile(rest, 50)), float(np.percentile(rest, 95)))


def _timed(base: KnowledgeBase, question: str) -> float:
    begun = time.perf_counter()
    assert base.search(question)
    return time.perf_counter() - begun


def _fill(base: KnowledgeBase, real: Sequence[Chunk], size: int) -> None:
    random = Random(5)
    shelves = {language: [c for c in real if c.language == language] for language in ("nl", "en")}
    sentences = {
        language: [line for chunk in shelf for line in chunk.text.splitlines() if line.strip()]
        for language, shelf in shelves.items()
    }
    for number, start in enumerate(range(0, size, _PER_DOCUMENT)):
        language = ("nl", "en")[number % 2]
        name = f"{number}.md"
        count = min(_PER_DOCUMENT, size - start)
        chunks = [
            Chunk(
                id=f"{name}#{position}",
                document=name,
                title=f"Document {number}",
                headings=random.choice(shelves[language]).headings,
                text="\n".join(random.sample(sentences[language], _SENTENCES)),
                language=language,
                position=position,
            )
            for position in range(count)
        ]
        base.write(DocumentInfo(name, f"Document {number}", language, name), chunks)


def _passages(documents: Path) -> Iterator[Chunk]:
    for source in discover([documents]).sources:
        document = load(read(source.path), source.document)
        for chunk in split(document):
            language = document.language or detect(chunk.text)
            yield Chunk(**{**asdict(chunk), "language": language})


if __name__ == "__main__":
    tell(asdict(measure(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))))
