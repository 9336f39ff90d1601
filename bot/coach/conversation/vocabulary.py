"""The lists of words that the coach knows, of both languages together, from `prompts/texts/*/agenda.yaml`."""

from __future__ import annotations

import re
from functools import cache

from prompts import LANGUAGES, texts

_EMOJI_CODE = re.compile(r":[a-z0-9_+-]+:")
_NOT_WORD = re.compile(r"[^\w\s'’.-]|(?<!\w)['’.-]+|['’.-]+(?!\w)")


def normalise(text: str) -> str:
    """Lower case, without punctuation and emoji, single spaces."""
    text = _EMOJI_CODE.sub(" ", text.lower().replace("’", "'").replace("é", "e"))
    return " ".join(_NOT_WORD.sub(" ", text).replace("_", " ").split())


def holds(text: str, key: str) -> bool:
    said = f" {normalise(text)} "
    return any(f" {phrase} " in said for phrase in listed(key))


@cache
def listed(key: str) -> frozenset[str]:
    return frozenset(
        normalise(word) for language in LANGUAGES for word in texts(language).many(f"agenda.heard.{key}")
    )


@cache
def listed_as_typed(key: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in texts(language).many(f"agenda.heard.{key}"))


@cache
def longest_first(key: str) -> list[str]:
    return sorted(listed(key), key=len, reverse=True)
