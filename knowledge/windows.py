"""Windows of two sentences, embedded beside the whole chunk: a detail in a long passage still gets found."""

import re

from knowledge.models import Chunk

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘(]?[A-Z0-9])")
_TABLE_RULE = re.compile(r"[|\-: ]+")
_ENOUGH = 350  # characters of a chunk; in a shorter one windows find nothing that the whole doesn't
_SHORTEST = 60
_LONGEST = 600


def whole(chunk: Chunk) -> str:
    """What is embedded of the chunk as a whole: its text, under its title and headings."""
    return f"{' › '.join((chunk.title, *chunk.headings))}\n{chunk.text}"


def windows(chunk: Chunk) -> list[str]:
    """The chunk's text two sentences at a time, each under its heading; nothing for a text that short."""
    sentences = _sentences(chunk.text)
    if len(sentences) <= 2 or len(chunk.text) < _ENOUGH:
        return []
    heading = chunk.headings[-1] if chunk.headings else chunk.title
    return [f"{heading}: {window}"[:_LONGEST] for window in _pairs(sentences)]


def _sentences(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines()]
    return [
        sentence
        for line in lines
        if line and not _TABLE_RULE.fullmatch(line)
        for sentence in _SENTENCE_END.split(line)
    ]


def _pairs(sentences: list[str]) -> list[str]:
    """Runs of at least two sentences and `_SHORTEST` characters; the last may be shorter."""
    found: list[str] = []
    current: list[str] = []
    for sentence in sentences:
        current.append(sentence)
        if len(current) >= 2 and sum(map(len, current)) >= _SHORTEST:
            found.append(" ".join(current))
            current = []
    return [*found, " ".join(current)] if current else found
