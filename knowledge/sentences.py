"""Sentences of a paragraph, and cuts in what is too long."""

from collections.abc import Iterator

import sentencex

_LONGEST_LINE = 10_000  # characters; the time that finding sentences takes grows with the square


def sentences(text: str, language: str = "nl") -> list[str]:
    """Return the sentences of a paragraph; one that goes on in lower case is no new one."""
    found: list[str] = []
    for line in [part for whole in text.split("\n") for part in cut(whole, _LONGEST_LINE)]:
        start = len(found)
        for sentence in sentencex.segment(language, line):
            if len(found) > start and (sentence[:1].islower() or not sentence.strip()):
                found[-1] += sentence
            else:
                found.append(sentence)
    return [sentence.strip() for sentence in found if sentence.strip()]


def cut(text: str, size: int) -> Iterator[str]:
    """Cut what is too long at the last semicolon, comma or space that fits, in that order."""
    while len(text) > size:
        window = text[:size]
        cuts = (max(window.rfind(mark), 0) + 1 for mark in ("; ", ", ", " "))
        at = next((place for place in cuts if place > size // 2), size)
        yield text[:at].strip()
        text = text[at:].strip()
    if text:
        yield text
