"""Where two sources say another thing of the same: another number, date or duty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product

from bot.answers.scoring import Candidate
from knowledge.tokens import tokens
from prompts import answers

_ALIKE = 0.92  # cosine from which two sentences may be about the same
_WORDS = 0.6  # share of words in common, figures left out
_LENGTH = 45  # words of the longest sentence that is compared

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def differing(chosen: Sequence[Candidate], others: Sequence[Candidate]) -> tuple[Candidate, Candidate] | None:
    """Return a quoted unit and one of another document that contradicts it."""
    for one, other in product(chosen, others):
        if one.chunk.document != other.chunk.document and differ(one, other):
            return one, other
    return None


def differ(one: Candidate, other: Candidate) -> bool:
    """Tell whether two single sentences are about the same, and have another figure or duty for it."""
    if one.chunk.language != other.chunk.language or float(one.vector @ other.vector) < _ALIKE:
        return False
    texts = (one.unit.text, other.unit.text)
    if one.unit.items or other.unit.items or max(len(text.split()) for text in texts) > _LENGTH:
        return False
    language = one.chunk.language
    if _in_common(*texts, language) < _WORDS:
        return False
    return _other_figures(*texts, language) or _other_duty(*texts, language)


def _in_common(one: str, other: str, language: str) -> float:
    words, others = (set(tokens(_FIGURE.sub(" ", text), language)) for text in (one, other))
    numbers = set(answers.claims(language)["numbers"])
    words, others = words - numbers, others - numbers
    return len(words & others) / max(min(len(words), len(others)), 1)


def _other_figures(one: str, other: str, language: str) -> bool:
    """Every kind of thing that both count, is counted; one kind differs and none agrees."""
    first, second = dict(_counts(one, language)), dict(_counts(other, language))
    both = first.keys() & second.keys()
    return bool(both) and all(first[kind] != second[kind] for kind in both)


def _counts(text: str, language: str) -> Iterator[tuple[str, str]]:
    """What is counted and how many: ("week", "4") of "binnen vier weken"."""
    spelled: Mapping[str, str] = {
        word: str(value) for value, word in enumerate(answers.claims(language)["numbers"], 1) if value > 1
    }
    words = _WORD.findall(text.lower())
    for word, following in pairwise(words):
        value = spelled.get(word) or (word if _FIGURE.fullmatch(word) else "")
        kind = tokens(following, language)
        if value and kind and not _FIGURE.fullmatch(following):
            yield kind[0], value


def _other_duty(one: str, other: str, language: str) -> bool:
    """One says that something must, the other that it need not."""
    found = [_duty(text.lower(), language) for text in (one, other)]
    return None not in found and found[0] != found[1]


def _duty(text: str, language: str) -> bool | None:
    patterns = answers.claims(language)
    if any(re.search(pattern, text) for pattern in patterns["free"]):
        return False
    return True if any(re.search(pattern, text) for pattern in patterns["bound"]) else None
