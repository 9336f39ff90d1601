"""BM25 over the chunks of one language, built once for a generation of the index and kept on disk."""

import json
import math
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class LexicalIndex:
    """Scores by row, in the order in which the chunks were given."""

    def __init__(self, model: Any, document_frequency: Mapping[str, int], rows: int) -> None:
        self._model = model
        self._frequency = document_frequency
        self._rows = rows

    @classmethod
    def build(cls, chunks: Sequence[Sequence[str]]) -> "LexicalIndex":
        import bm25s

        model = bm25s.BM25()
        model.index([list(tokens) or [""] for tokens in chunks], show_progress=False)
        return cls(model, Counter(token for tokens in chunks for token in set(tokens)), len(chunks))

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """BM25 of every row, shape (rows,)."""
        known = [token for token in tokens if token in self._frequency]
        if not known:
            return np.zeros(self._rows, dtype=np.float32)
        return np.asarray(self._model.get_scores(known), dtype=np.float32)

    def rarity(self, token: str) -> float:
        """Inverse document frequency; a token that occurs nowhere is the rarest."""
        count = self._frequency.get(token, 0)
        return math.log(1 + (self._rows - count + 0.5) / (count + 0.5))

    def relative_rarity(self, token: str) -> float:
        """`rarity` between 0 and 1, so that it compares between indexes of different sizes."""
        return min(1.0, self.rarity(token) / math.log(1 + (self._rows + 0.5) / 0.5))

    def __contains__(self, token: str) -> bool:
        return token in self._frequency

    def save(self, folder: Path) -> None:
        """Writes to `folder` in one step; another process that does the same at once is no harm."""
        temporary = folder.with_name(f".{folder.name}.new")
        shutil.rmtree(temporary, ignore_errors=True)
        self._model.save(temporary, show_progress=False)
        (temporary / "frequencies.json").write_text(json.dumps([self._rows, dict(self._frequency)]))
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)

    @classmethod
    def load(cls, folder: Path) -> "LexicalIndex":
        import bm25s

        rows, frequency = json.loads((folder / "frequencies.json").read_text())
        return cls(bm25s.BM25.load(folder, mmap=True), frequency, rows)
