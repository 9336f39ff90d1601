"""What counts as found: the gold passage's words, in a result of the right document."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.evaluation.questions import Item
from knowledge.models import Hit

READ = 1500  # characters of a result that are looked at
SHARE = 0.6  # of the gold passage's words


@dataclass(frozen=True, slots=True)
class Result:
    """A passage that was found, with what stands around it."""

    document: str
    text: str


def results(hits: Sequence[Hit], *, context: bool = True) -> list[Result]:
    """The hits as results; without `context`, the text of the chunk alone."""
    return [Result(hit.chunk.document, (context and hit.context) or hit.chunk.text) for hit in hits]


def rank(item: Item, found: Sequence[Result]) -> int | None:
    """The place of the first result that answers, from 1; None when there is none."""
    return next((place for place, result in enumerate(found, 1) if answers(item, result)), None)


def answers(item: Item, result: Result) -> bool:
    """Does the result hold the gold passage, or come from another document that answers the question?"""
    if any(_same(result.document, document) for document in item.also):
        return not _same(result.document, item.document) or _holds(result.text, item.passage)
    return _same(result.document, item.document) and _holds(result.text, item.passage)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _holds(text: str, passage: str) -> bool:
    gold, got = Counter(words(passage)), Counter(words(text[:READ]))
    return (gold & got).total() >= SHARE * gold.total()


def _same(document: str, gold: str) -> bool:
    return document.replace("\\", "/").endswith(gold)
