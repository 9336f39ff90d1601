"""The chunks of one language as a search needs them in memory."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.catalogue import Listed
from knowledge.lexical import LexicalIndex

_SMALL = 30  # with so many chunks half of the mean is theirs


@dataclass(frozen=True, slots=True)
class Shelf:
    """Chunks row by row, with BM25 over their tokens and their language's mean vector (d,).

    A mean over few chunks is as much about the topic as about the language. So it is drawn toward what is
    typical of the language, or toward nothing for a model of which we don't know that.
    """

    language: str
    ids: list[str] = field(default_factory=list)
    rows: Mapping[str, int] = field(default_factory=dict)  # by vector id
    documents: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # first row, row after the last
    lexical: LexicalIndex = field(default_factory=lambda: LexicalIndex.build([]))
    mean: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    drift: int = 0  # rows added and gone since it was last compacted
    held: float = 1.0  # the share of the language's mean that `mean` holds

    @property
    def sureness(self) -> float:
        """How much of the mean is that of the chunks themselves, 0–1."""
        return self.lexical.size / (self.lexical.size + _SMALL)

    def followed(self, changed: Iterable[str], chunks: Sequence[Listed]) -> "Shelf":
        """With the chunks of documents that changed in place of those they had; `chunks` by document."""
        documents, rows = dict(self.documents), dict(self.rows)
        gone = [row for name in changed if name in documents for row in range(*documents.pop(name))]
        if gone:
            lost = set(gone)
            rows = {vector_id: row for vector_id, row in rows.items() if row not in lost}
        for row, chunk in enumerate(chunks, start=len(self.ids)):
            rows[chunk.vector_id] = row
            documents[chunk.document] = (documents.get(chunk.document, (row, row))[0], row + 1)
        lexical = self.lexical.without(gone) if gone else self.lexical
        if chunks:
            lexical = lexical.with_added([chunk.tokens.split() for chunk in chunks])
        drift = self.drift + len(gone) + len(chunks)
        ids = [*self.ids, *(chunk.id for chunk in chunks)]
        return Shelf(self.language, ids, rows, documents, lexical, self.mean, drift)

    def compacted(self) -> "Shelf":
        """Without the rows that are gone."""
        kept = sorted(self.rows.items(), key=lambda item: item[1])
        moved = {row: number for number, (_, row) in enumerate(kept)}
        return Shelf(
            self.language,
            [self.ids[row] for _, row in kept],
            {vector_id: number for number, (vector_id, _) in enumerate(kept)},
            {name: (moved[first], moved[end - 1] + 1) for name, (first, end) in self.documents.items()},
            self.lexical.compacted(),
            self.mean,
            held=self.held,
        )

    def with_mean(self, total: NDArray[np.float64], typical: NDArray[np.float32] | None) -> "Shelf":
        """`total` is the sum of the chunks' own vectors."""
        known = 0.0 if typical is None else _SMALL * typical
        mean = np.asarray((total + known) / (self.lexical.size + _SMALL), dtype=np.float32)
        return replace(self, mean=mean, held=self.sureness if typical is None else 1.0)

    def save(self, folder: Path) -> None:
        """Writes a compacted shelf to a new folder."""
        folder.mkdir()
        self.lexical.save(folder)
        state = [self.ids, list(self.rows), self.documents]
        (folder / "chunks.json").write_text(json.dumps(state), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Shelf":
        """Raises OSError, ValueError."""
        ids, vector_ids, documents = json.loads((folder / "chunks.json").read_text(encoding="utf-8"))
        rows = {vector_id: row for row, vector_id in enumerate(vector_ids)}
        spans = {name: (first, end) for name, (first, end) in documents.items()}
        return cls(folder.name, ids, rows, spans, LexicalIndex.load(folder))
