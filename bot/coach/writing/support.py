"""Whether what people said carries a sentence of the model's: words in common, and the meaning.

Kin of `bot.answers.grounding`, for speech: what puts it very differently must be very near in meaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from bot.coach.conversation.sentences import sentences
from knowledge.engine import Vectors
from knowledge.language import detect
from knowledge.tokens import tokens
from prompts import answers

Embed = Callable[[Sequence[str]], Vectors]

# Measured on labelled sentences, see docs/coaching.md.
NEAR, VERY_NEAR = 0.90, 0.94  # cosine of a sentence and what is nearest to it in what was said
SHARED, MOSTLY_SHARED = 0.30, 0.75  # share of a sentence's stems that were said
TRANSLATED = 0.86  # cosine for a sentence in the other language, which shares no stems

_WORD = re.compile(r"[\w'’]+")


class Support:
    """Tells whether what was said carries a sentence; `embed` gives unit vectors of passages."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed

    def __call__(self, sentence: str, said: Sequence[str], language: str) -> bool:
        """`language` is that of the sentence."""
        windows = [window for text in said for window in _windows(text)]
        if not windows:
            return False
        vectors = self._embed([sentence, *windows])
        near = np.asarray(vectors[1:] @ vectors[0])
        nearest, similarity = windows[int(near.argmax())], float(near.max())
        if detect(" ".join(said)) != language:
            return similarity >= TRANSLATED
        shared = _shared(sentence, said, language)
        enough = similarity >= VERY_NEAR or shared >= MOSTLY_SHARED
        return similarity >= NEAR and shared >= SHARED and enough and _claims_no_more(sentence, said, nearest)


def _windows(text: str) -> list[str]:
    """The message, its sentences, and these two by two."""
    lines = sentences(text)
    return list(dict.fromkeys([" ".join(lines), *lines, *(f"{a} {b}" for a, b in pairwise(lines))]))


def _shared(sentence: str, said: Sequence[str], language: str) -> float:
    stems = set(tokens(sentence, language))
    return len(stems & set(tokens(" ".join(said), language))) / max(len(stems), 1)


def _claims_no_more(sentence: str, said: Sequence[str], nearest: str) -> bool:
    """Causes and duties were said; "all" and denial too, and in what is nearest."""
    words, heard, near = (set(_WORD.findall(text.lower())) for text in (sentence, " ".join(said), nearest))
    groups = {
        name: {word for language in ("nl", "en") for word in answers.claims(language)[name]}
        for name in ("cause", "must", "all", "negation")
    }
    if any(words & groups[name] and not heard & groups[name] for name in ("cause", "must", "all")):
        return False
    return bool(words & groups["negation"]) == bool(near & groups["negation"])
