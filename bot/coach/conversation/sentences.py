"""Sentences of what people type, and the light edits that make one fit for a draft."""

from __future__ import annotations

import re
from functools import lru_cache

from sentencex import segment

_EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+|:[a-z0-9_+-]+:")
_SPACE_BEFORE = re.compile(r"\s+([,.;:!?])(?=\s|$)")
# Words that people end a sentence with and that the segmenter takes for abbreviations, by their length.
_TAKEN_WRONG = (("u",), ("it", "me"), ("app", "bel", "dat", "not", "pas", "top"), ("best", "form", "hand"))
_MISSED = re.compile(
    "|".join(rf"(?<=\b(?:{'|'.join(found)})\.)\s+(?=\w)" for found in _TAKEN_WRONG), re.IGNORECASE
)
_ENDS = (".", "!", "?", "…")
# A draft holds a few sentences on a phone; past this a spoken sentence is cut at a comma, with dots.
LONGEST = 34


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a message; a line break or an emoji ends one too."""
    segments = (part for line in _EMOJI.sub("\n", text).split("\n") for part in segment("nl", line))
    parts = (part.strip() for found in segments for part in _MISSED.split(found.strip()))
    return tuple(part for part in parts if part)


def words(text: str) -> list[str]:
    """The words, lower case; numbers, dates and amounts in one piece."""
    return re.findall(r"[^\W_]+(?:[.,:'’/-][^\W_]+)*", text.lower())


def tidy(sentence: str) -> str:
    """Capital, full stop, no emoji; every word stays as it was said."""
    sentence = _SPACE_BEFORE.sub(r"\1", " ".join(_EMOJI.sub(" ", sentence).split())).strip(" -–—•*_~>")
    sentence = _shorten(sentence)
    if not sentence:
        return ""
    sentence = sentence[0].upper() + sentence[1:]
    closed = sentence.rstrip("”’\"')")
    return sentence if closed.endswith(_ENDS) else sentence.rstrip(",;:") + "."


def capitals(text: str) -> str:
    """A capital where a sentence of our own begins: a name filled in there may stand in lower case."""
    return re.sub(r"(?:^|(?<=[.?!] ))[a-z]", lambda m: m[0].upper(), text)


def _shorten(sentence: str) -> str:
    parts = sentence.split()
    if len(parts) <= LONGEST:
        return sentence
    kept = parts[:LONGEST]
    comma = max((i for i, word in enumerate(kept) if word.endswith((",", ";", ":"))), default=0)
    if comma >= LONGEST // 2:
        kept = kept[: comma + 1]
    return " ".join(kept).rstrip(",;:") + " …"


def excerpt(text: str, limit: int = 60) -> str:
    """The beginning of a text, cut at a word, to be put between quotation marks."""
    text = " ".join(_EMOJI.sub(" ", text).split()).strip(" .,;:!?\"“”'")
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" .,;:!?") + "…"
