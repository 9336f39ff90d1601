"""Where the English translation of a Dutch question would lie: the packaged model with a low-rank adapter.

The model itself prefers text in the question's own language. The adapter is trained to give a Dutch question
the vector that the model gives its English translation (knowledge/training/adapter.py): an index doesn't
depend on it. A question is short, so NumPy reads it as fast as torch would, without loading it.
"""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge import e5

WEIGHTS = Path(__file__).with_suffix(".npz")
"""By the names of a BertModel: `B @ A` is added to a weight; biases and norms take the place of its own."""
HEADS = 12
LONGEST = 128
"""Tokens that are read of a question."""
_EPSILON = np.float32(1e-12)
_WORDS = "embeddings.word_embeddings.weight"

Matrix = NDArray[np.float32]


class Adapter:
    """`models` is where the packaged model is unpacked; everything is read when first needed."""

    def __init__(self, models: Path, weights: Path = WEIGHTS) -> None:
        self._models = models
        self._file = weights

    def vector(self, question: str) -> Matrix:
        """The unit vector, shape (d,), of a Dutch question as if it were in English. Raises ModelMissing."""
        weights = self._weights
        hidden = _norm(self._embedded(question), weights, "embeddings.LayerNorm")
        layer = 0
        while f"encoder.layer.{layer}.output.dense.weight" in weights:
            hidden = _layer(hidden, weights, f"encoder.layer.{layer}")
            layer += 1
        mean = hidden.mean(axis=0)
        return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)

    def load(self) -> None:
        """Reads everything in, so that no question waits for it. Raises ModelMissing."""
        self.vector("reisplan")

    def _embedded(self, question: str) -> Matrix:
        tokens = self._tokenizer.encode(f"query: {question}").ids[:LONGEST]
        with self._open() as file:
            table = file.get_slice(_WORDS)
            words = np.concatenate([table[token : token + 1] for token in tokens])
        positions = self._weights["embeddings.position_embeddings.weight"][: len(tokens)]
        kinds = self._weights["embeddings.token_type_embeddings.weight"][0]
        return np.asarray(words + positions + kinds, dtype=np.float32)

    @cached_property
    def _weights(self) -> dict[str, Matrix]:
        with self._open() as file:
            weights = {name: file.get_tensor(name) for name in file.keys() if name != _WORDS}  # noqa: SIM118
        with np.load(self._file) as adapted:
            for name in adapted.files:
                if name.endswith(".A"):
                    layer = name.removesuffix(".A")
                    down, up = (adapted[f"{layer}.{part}"].astype(np.float32) for part in "AB")
                    weights[f"{layer}.weight"] = weights[f"{layer}.weight"] + up @ down
                elif not name.endswith(".B"):
                    weights[name] = adapted[name].astype(np.float32)
        return weights

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        return Tokenizer.from_file(str(self._folder / "tokenizer.json"))

    @cached_property
    def _folder(self) -> Path:
        return e5.unpack(self._models / e5.NAME)

    def _open(self) -> Any:
        from safetensors import safe_open

        return safe_open(self._folder / "model.safetensors", "np")


def _layer(hidden: Matrix, weights: dict[str, Matrix], name: str) -> Matrix:
    """One of BERT's layers, for a single text: shape (tokens, d) to the same."""
    attended = _attention(hidden, weights, f"{name}.attention.self")
    attended = _linear(attended, weights, f"{name}.attention.output.dense")
    hidden = _norm(hidden + attended, weights, f"{name}.attention.output.LayerNorm")
    wide = _gelu(_linear(hidden, weights, f"{name}.intermediate.dense"))
    return _norm(hidden + _linear(wide, weights, f"{name}.output.dense"), weights, f"{name}.output.LayerNorm")


def _attention(hidden: Matrix, weights: dict[str, Matrix], name: str) -> Matrix:
    query, key, value = (
        _linear(hidden, weights, f"{name}.{part}").reshape(len(hidden), HEADS, -1).transpose(1, 0, 2)
        for part in ("query", "key", "value")
    )
    scores = query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(query.shape[-1]))
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares /= shares.sum(axis=-1, keepdims=True)
    return np.asarray((shares @ value).transpose(1, 0, 2).reshape(hidden.shape), dtype=np.float32)


def _linear(hidden: Matrix, weights: dict[str, Matrix], name: str) -> Matrix:
    return np.asarray(hidden @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], dtype=np.float32)


def _norm(hidden: Matrix, weights: dict[str, Matrix], name: str) -> Matrix:
    spread = hidden - hidden.mean(axis=1, keepdims=True)
    scaled = spread / np.sqrt(np.square(spread).mean(axis=1, keepdims=True) + _EPSILON)
    return np.asarray(scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"], dtype=np.float32)


def _gelu(values: Matrix) -> Matrix:
    from scipy.special import erf

    return np.asarray(values * 0.5 * (1 + erf(values / np.float32(np.sqrt(2)))), dtype=np.float32)
