"""Text to vectors, with a sentence-transformers model that is loaded when it is first needed.

Until then the packaged model's own engine embeds what is short.
"""

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import e5
from knowledge.adapter import Adapter
from knowledge.engine import Engine, Kind, Vectors
from knowledge.errors import ModelMissing

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

# Threads that wait by spinning take the cores from whoever has work to do: with two busy processes on two
# cores they made ingesting five times as slow. torch's OpenMP reads this when it is loaded.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

BATCH = 4000
"""Characters in a batch, padding counted: measured in docs/scale.md."""


class Embedder:
    """`model` is a sentence-transformers name or path; None means the packaged multilingual-e5-small."""

    def __init__(self, models: Path, model: str | None = None) -> None:
        self.name = model or e5.NAME
        self._models = models
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._model: SentenceTransformer | None = None
        self._engine = Engine() if self.name == e5.NAME else None
        self._adapter = Adapter(models) if self.name == e5.NAME else None

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """Unit vectors of shape (n, d); may be called from several threads at once.

        Raises ModelMissing.
        """
        if self._engine and self._model is None:
            with self._turn:
                vectors = self._engine.embed(texts, kind)
            if vectors is not None:
                return vectors
        return self._embed(texts, kind)

    def adapted(self, question: str) -> Vectors | None:
        """Where the English translation of a Dutch question would lie, shape (d,); None for another model.

        Raises ModelMissing.
        """
        return self._adapter.vector(question) if self._adapter else None

    def load(self) -> None:
        """Loads the model and its adapter now, so that nothing waits for them later. Raises ModelMissing."""
        self._ready()
        if self._adapter:
            self._adapter.load()

    @property
    def dimension(self) -> int:
        if self.name == e5.NAME:
            return e5.DIMENSION
        size = self._ready().get_embedding_dimension()
        if size is None:
            raise ModelMissing(self.name, "dimension unknown")
        return size

    def _embed(self, texts: Sequence[str], kind: Kind) -> Vectors:
        batches = _batches(texts)
        parts = self._encode_all([[texts[index] for index in batch] for batch in batches], kind)
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for batch, part in zip(batches, parts, strict=True):
            vectors[batch] = part
        return vectors

    def _encode_all(self, batches: Sequence[list[str]], kind: Kind) -> Iterable[Vectors]:
        """A batch on each core at the same time does more than all cores on one batch after the other."""
        if len(batches) < 2:
            with self._turn:  # each takes all cores, so that two at once take longer than one after the other
                return [self._encode(batch, kind) for batch in batches]
        import torch

        cores = torch.get_num_threads()
        with ThreadPoolExecutor(cores, initializer=torch.set_num_threads, initargs=(1,)) as pool:
            parts = list(pool.map(lambda batch: self._encode(batch, kind), batches))
        torch.set_num_threads(cores)  # also the default for threads that start later
        return parts

    def _encode(self, texts: list[str], kind: Kind) -> Vectors:
        model = self._ready()
        encode = model.encode_query if kind == "query" else model.encode
        prompt = "passage" if kind == "passage" and "passage" in model.prompts else None
        vectors = encode(
            texts,
            prompt_name=prompt,
            batch_size=len(texts),
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return _unit(np.asarray(vectors, dtype=np.float32))

    def _ready(self) -> "SentenceTransformer":
        with self._lock:
            if self._model is None:
                self._model = self._load()
            return self._model

    def _load(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        path = str(e5.unpack(self._models / e5.NAME)) if self.name == e5.NAME else self.name
        try:
            model = SentenceTransformer(path, model_kwargs={"dtype": _precision()})
        except (OSError, ValueError) as error:
            raise ModelMissing(self.name, str(error)) from error
        model.encode("reisplan", show_progress_bar=False)  # sets the tokenizer up, which threads then share
        return model


def _batches(texts: Sequence[str]) -> list[list[int]]:
    """Indexes of texts of like length, which waste the least on padding; the longest first."""
    batches: list[list[int]] = []
    longest = 0
    for index in sorted(range(len(texts)), key=lambda index: -len(texts[index])):
        if not batches or (len(batches[-1]) + 1) * longest > BATCH:
            batches.append([])
            longest = len(texts[index])
        batches[-1].append(index)
    return batches


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
