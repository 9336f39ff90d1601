"""A cross-encoder, if one is configured, reads question and passage together and orders the best hits."""

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from knowledge.errors import RerankerMissing
from knowledge.models import Chunk, Hit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

DEPTH = 30  # hits that are read again
_BATCH = 8


class Reranker:
    """`model` is the name or folder of a sentence-transformers CrossEncoder with one score."""

    def __init__(self, model: str) -> None:
        self.name = model
        self._lock = threading.Lock()

    def order(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """The hits, best first, with the model's score. Raises RerankerMissing."""
        if not hits:
            return []
        pairs = [(question, _read(hit.chunk)) for hit in hits]
        with self._lock:
            predicted = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        scores = np.asarray(predicted).tolist()
        scored = [replace(hit, score=score) for hit, score in zip(hits, scores, strict=True)]
        return sorted(scored, key=lambda hit: -hit.score)

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder

        try:
            model: CrossEncoder = CrossEncoder(self.name)
        except (OSError, ValueError) as error:
            raise RerankerMissing(self.name, str(error)) from error
        if model.num_labels != 1:
            raise RerankerMissing(self.name, f"{model.num_labels} scores instead of one")
        return model


def _read(chunk: Chunk) -> str:
    return f"{' › '.join((chunk.title, *chunk.headings))}\n{chunk.text}"
