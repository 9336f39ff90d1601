"""Text to vectors, with a sentence-transformers model that is loaded when it is first needed."""

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from knowledge import e5
from knowledge.errors import ModelMissing

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# Threads that wait by spinning take the cores from whoever has work to do: with two busy processes on two
# cores they made ingesting five times as slow. torch's OpenMP reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]

BATCH = 8
"""Small batches of texts of like length waste the least on padding; measured in docs/retrieval.md."""


class Embedder:
    """`model` is a sentence-transformers name or path; None means the packaged multilingual-e5-small."""

    def __init__(self, models: Path, model: str | None = None) -> None:
        self.name = model or e5.NAME
        self._models = models
        self._lock = threading.Lock()

    def embed(
        self, texts: Sequence[str], *, kind: Kind, progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Unit vectors of shape (n, d); `progress` hears after each batch how many texts it did."""
        order = sorted(range(len(texts)), key=lambda index: len(texts[index]))
        with self._lock:
            vectors = np.zeros((len(texts), self._dimension), dtype=np.float32)
            for start in range(0, len(order), BATCH):
                batch = order[start : start + BATCH]
                vectors[batch] = self._encode([texts[index] for index in batch], kind)
                if progress:
                    progress(len(batch))
        return vectors

    def load(self) -> None:
        """Loads the model now, so that the first question doesn't wait for it."""
        self.embed(["reisplan"], kind="query")

    @property
    def dimension(self) -> int:
        with self._lock:
            return self._dimension

    @property
    def _dimension(self) -> int:
        size = self._model.get_embedding_dimension()
        if size is None:
            raise ModelMissing(self.name, "dimension unknown")
        return size

    def _encode(self, texts: list[str], kind: Kind) -> Vectors:
        encode = self._model.encode_query if kind == "query" else self._model.encode
        prompt = "passage" if kind == "passage" and "passage" in self._model.prompts else None
        vectors = encode(
            texts,
            prompt_name=prompt,
            batch_size=BATCH,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return _unit(np.asarray(vectors, dtype=np.float32))

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        path = str(e5.unpack(self._models / e5.NAME)) if self.name == e5.NAME else self.name
        try:
            return SentenceTransformer(path, model_kwargs={"dtype": _precision()})
        except (OSError, ValueError) as error:
            raise ModelMissing(self.name, str(error)) from error


def _precision() -> "torch.dtype":
    """bfloat16 where the processor computes in it; elsewhere it is slower than float32."""
    import torch

    if torch.cuda.is_available():
        return torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    flags = torch.cpu.get_capabilities()
    fast = any(flags.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))
    return torch.bfloat16 if fast else torch.float32


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
