"""Whether a sentence says what a passage says: figures, names and strong words first, then the meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from knowledge.base import KnowledgeBase
from knowledge.sentences import sentences
from knowledge.tokens import tokens
from prompts import answers

# Measured on labelled sentences, see docs/answers.md.
SIMILAR = 0.9  # cosine of a sentence and what is nearest to it in the passage
SIMILAR_ENOUGH = 0.88  # idem when the passage has most of its words
MOSTLY_SHARED = 0.65
SHARED = 0.3  # share of a sentence's stems that the passage has
NEAR = 0.03  # how much less near the sentence with the same figures may be

_SEVERAL = 3

_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][\w-]*[A-Za-z]\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.-]+", re.IGNORECASE)
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class _Nearest:
    """What of a passage is most like a sentence: `close` has the figures that may be claimed."""

    text: str
    similarity: float
    close: tuple[str, ...]


def supported(sentence: str, passages: Sequence[str], language: str, base: KnowledgeBase) -> bool:
    """Tell whether the passages, taken together, say what the sentence says."""
    passage = "\n".join(passages)
    shared = _overlap(sentence, passage, language)
    if shared < SHARED or not _holds_names(sentence, passage):
        return False
    nearest = _nearest(sentence, passage, language, base)
    least = SIMILAR_ENOUGH if shared >= MOSTLY_SHARED else SIMILAR
    if nearest.similarity < least or not _holds_figures(sentence, nearest.close, language):
        return False
    return _claims_no_more(sentence, passage, nearest.text, language)


def _holds_names(sentence: str, passage: str) -> bool:
    """Every name, address and link of the sentence stands in the passage."""
    lowered = passage.lower()
    found = [*_NAME.findall(sentence), *(address.rstrip(".,;") for address in _ADDRESS.findall(sentence))]
    return all(name.lower() in lowered for name in found)


def _overlap(sentence: str, passage: str, language: str) -> float:
    said = set(tokens(sentence, language))
    return len(said & set(tokens(passage, language))) / max(len(said), 1)


def _nearest(sentence: str, passage: str, language: str, base: KnowledgeBase) -> _Nearest:
    """Sentences of the passage, alone and two by two, held against the sentence."""
    lines = [part for line in passage.split("\n") if line.strip() for part in sentences(line, language)]
    windows = [*lines, *(f"{first} {second}" for first, second in pairwise(lines))]
    if not windows:
        return _Nearest("", 0.0, ())
    vectors = base.embed([sentence, *windows], kind="passage")
    similarity = np.asarray(vectors[1:] @ vectors[0])
    alone = similarity[: len(lines)]
    close = tuple(line for line, value in zip(lines, alone, strict=True) if value >= alone.max() - NEAR)
    return _Nearest(windows[int(similarity.argmax())], float(similarity.max()), close)


def _holds_figures(sentence: str, close: Sequence[str], language: str) -> bool:
    """One of the close sentences has every number of the sentence, in digits or as a word."""
    said = _figures(sentence, language)
    # A line with several clauses has several facts; a sentence with many figures sums them up.
    parts = [part for line in close for part in (line.split(";") if len(said) < _SEVERAL else [line])]
    return not said or any(said <= _figures(part, language) for part in parts)


def _figures(text: str, language: str) -> set[str]:
    """Numbers as digits; "one" doesn't count, as it is also an article or a pronoun."""
    spelled = {word: str(value) for value, word in enumerate(answers.claims(language)["numbers"], 1)}
    told = _told(text, language)
    words = _WORD.findall(told)
    return {_plain(number) for number in _NUMBER.findall(told)} | {
        spelled[word] for word in words if word in spelled and spelled[word] != "1"
    }


def _claims_no_more(sentence: str, passage: str, nearest: str, language: str) -> bool:
    """Causes and duties stand in the passage; "all" and denial in what is nearest to it."""
    groups = {name: set(words) for name, words in answers.claims(language).items()}
    said, read, near = (_words(text, language) for text in (sentence, passage, nearest))
    if any(said & groups[name] and not read & groups[name] for name in ("cause", "must")):
        return False
    if said & groups["all"] and not near & groups["all"]:
        return False
    return bool(said & groups["negation"]) == bool(near & groups["negation"])


def _words(text: str, language: str) -> set[str]:
    return set(_WORD.findall(_told(text, language)))


def _told(text: str, language: str) -> str:
    """The text with what denies nothing left out ("not only"), and what does in one word."""
    told = text.lower()
    for phrase, meaning in answers.phrases(language).items():
        told = told.replace(phrase, meaning)
    return told


def _plain(number: str) -> str:
    return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number).replace(",", ".")
