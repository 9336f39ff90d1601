"""Indexes of any size to measure on: vectors are real ones with noise on them, texts are sentences of real
documents put together anew, so they are spread as real ones are.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from random import Random

import numpy as np

from bot.cli.serving import LIBRARY, ROOT
from ingest.discovery import discover
from ingest.loaders import load, read
from ingest.splitter import split
from knowledge.base import KnowledgeBase
from knowledge.embeddings import Embedder
from knowledge.engine import Kind, Vectors
from knowledge.language import detect
from knowledge.models import Chunk, DocumentInfo

_NOISE = 0.02  # for each of 384 numbers: a cosine of about 0.93 with the vector it came from
_PER_DOCUMENT = 250
_SENTENCES = 6


class Perturbed(Embedder):
    """Questions are embedded for real; passages get the vector of a real one, with noise."""

    def __init__(self, models: Path, real: Vectors) -> None:
        super().__init__(models)
        self._real = real
        self._random = np.random.default_rng(7)

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        if kind == "query":
            return super().embed(texts, kind=kind)
        rows = self._real[self._random.integers(len(self._real), size=len(texts))]
        noisy = rows + self._random.normal(0, _NOISE, rows.shape).astype(np.float32)
        return np.asarray(noisy / np.linalg.norm(noisy, axis=1, keepdims=True), dtype=np.float32)


def index(size: int, documents: Path, indexes: Path) -> tuple[Path, float]:
    """The data folder with an index of so many passages, and the seconds it took to build; made once."""
    folder, done = indexes / str(size), indexes / str(size) / "seconds.txt"
    if not done.exists():
        folder.mkdir(parents=True)
        (indexes / "models").mkdir(exist_ok=True)
        (folder / "models").symlink_to(indexes / "models")
        real = list(passages(documents))
        vectors = Embedder(indexes / "models").embed([chunk.text for chunk in real[:300]], kind="passage")
        begun = time.perf_counter()
        base = KnowledgeBase(folder / "knowledge", Perturbed(indexes / "models", vectors))
        _fill(base, real, size)
        base.close()
        done.write_text(str(time.perf_counter() - begun))
    return folder, float(done.read_text())


def library(indexes: Path) -> Path:
    """A data folder with the starter library, as the demo would read it in today."""
    folder = indexes / "library"
    (indexes / "models").mkdir(exist_ok=True)
    if not folder.exists():
        folder.mkdir()
        (folder / "models").symlink_to((indexes / "models").resolve())
    command = [sys.executable, "-m", "bot.cli", "ingest", *LIBRARY, "--data", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return folder


def passages(documents: Path) -> Iterator[Chunk]:
    """The real ones that the others are made of."""
    for source in discover([documents]).sources:
        document = load(read(source.path), source.document)
        for chunk in split(document):
            language = document.language or detect(chunk.text)
            yield Chunk(**{**asdict(chunk), "language": language})


def questions(documents: Path, count: int) -> list[str]:
    return [f"{chunk.title} {chunk.section}?" for chunk in Random(3).sample(list(passages(documents)), count)]


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
