"""What all text in a language has in common, as a vector: an index of a few passages can't tell by itself.

The vectors in typical.json are those of the packaged model, made by `python -m knowledge.training.typical`.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray


def typical(model: str | None) -> Mapping[str, NDArray[np.float32]]:
    """The mean vector of each language; empty for a model of which we don't know it."""
    name, means = _kept()
    return means if model == name else {}


@cache
def _kept() -> tuple[str, Mapping[str, NDArray[np.float32]]]:
    kept = json.loads((files("knowledge") / "typical.json").read_text(encoding="utf-8"))
    return kept["model"], {
        language: np.array(mean, dtype=np.float32) for language, mean in kept["means"].items()
    }
