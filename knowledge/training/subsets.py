"""Small libraries out of a large one, which need no embedding: how refusal holds with few documents.

Usage: python -m knowledge.training.subsets DATA/knowledge SIZE COUNT QUESTIONS…
Draws SIZE documents COUNT times, and prints how many questions are refused: of those that a draw answers, and
of those that nothing answers.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.confidence import THRESHOLD, probability
from knowledge.embeddings import Embedder
from knowledge.engine import Kind, Vectors
from knowledge.evaluation.questions import Item, load
from knowledge.models import DocumentInfo
from knowledge.windows import whole, windows


class Recorded(Embedder):
    """Gives the vectors that an index holds already, and embeds each question once."""

    def __init__(self, base: KnowledgeBase) -> None:
        super().__init__(base.folder.parent / "models")
        self._base = base
        self._known = dict(_vectors(base))
        self.adapted = cache(super().adapted)  # type: ignore[method-assign]

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if (kind, text) not in self._known]
        if new:
            vectors = self._base.embed(new, kind=kind)
            self._known.update({(kind, text): vector for text, vector in zip(new, vectors, strict=True)})
        return np.stack([self._known[kind, text] for text in texts])


def _vectors(base: KnowledgeBase) -> Iterator[tuple[tuple[Kind, str], Vectors]]:
    for document in base.documents():
        chunks = base.chunks(document.document)
        vectors = base.vectors([chunk.id for chunk in chunks])
        for chunk in chunks:
            texts = [whole(chunk), *windows(chunk)]
            for text, vector in zip(texts, vectors[chunk.id], strict=True):
                yield ("passage", text), vector.astype(np.float32)


@contextmanager
def subset(
    base: KnowledgeBase, embedder: Recorded, documents: Sequence[DocumentInfo]
) -> Iterator[KnowledgeBase]:
    """An index of some of the documents of a base."""
    with TemporaryDirectory() as folder:
        part = KnowledgeBase(Path(folder) / "knowledge", embedder)
        part.write_all([(document, base.chunks(document.document)) for document in documents])
        yield part
        part.close()


def holds(documents: Sequence[DocumentInfo], names: Sequence[str]) -> bool:
    """Tell whether one of the documents goes by one of the names, the end of a path."""
    return any(f"/{document.document}".endswith(f"/{name}") for document in documents for name in names)


def main(folder: Path, size: int, count: int, questions: Sequence[Path]) -> None:
    base, items = KnowledgeBase.open(folder), load(questions)
    embedder, draw, documents = Recorded(base), Random(1), base.documents()
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for _ in range(count):
        drawn = draw.sample(documents, size)
        with subset(base, embedder, drawn) as part:
            for item in items:
                if item.kind != "follow-up" and (not item.answerable or holds(drawn, _documents(item))):
                    refused[item.answerable].append(_refuses(part, item.question))
    for answerable, name in ((False, "out of scope, refused"), (True, "answerable, refused")):
        found = refused[answerable]
        print(f"{name}: {sum(found)} of {len(found)} ({100 * np.mean(found):.1f} %)")


def _documents(item: Item) -> list[str]:
    return [item.document, *item.also]


def _refuses(base: KnowledgeBase, question: str) -> bool:
    evidence = base.evidence(question)
    return evidence is None or probability(evidence) < THRESHOLD


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), [Path(name) for name in sys.argv[4:]])
