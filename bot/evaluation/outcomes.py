"""Asks a question as a colleague would, and notes what came of it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.followup import standalone
from bot.answers.grounding import supported
from bot.answers.models import Answer, Question, Status, Turn
from bot.answers.pipeline import Answerer
from knowledge.base import KnowledgeBase
from knowledge.evaluation.judging import Result, answers, rank, results
from knowledge.evaluation.questions import Item
from knowledge.models import Hit

LIMIT = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question: what was searched for, found and answered. Times in milliseconds, of search alone."""

    item: Item
    searched: str
    hits: tuple[Hit, ...]
    rank: int | None
    confidence: float
    milliseconds: float
    answer: Answer
    quoted: bool
    support: tuple[bool, ...]

    @property
    def refused(self) -> bool:
        return self.answer.status is Status.REFUSED


def outcomes(base: KnowledgeBase, answerer: Answerer, items: Sequence[Item]) -> Iterator[Outcome]:
    """An outcome for each question, in order. Raises KnowledgeError."""
    base.search("reisplan")  # what is loaded once is no part of a question's time
    for item in items:
        yield _outcome(base, answerer, item)


def _outcome(base: KnowledgeBase, answerer: Answerer, item: Item) -> Outcome:
    searched = standalone(item.question, item.history, base)
    start = time.perf_counter()
    hits = base.search(searched, limit=LIMIT, distinct=True)
    milliseconds = 1000 * (time.perf_counter() - start)
    turns = tuple(Turn(turn["role"], turn["text"]) for turn in item.history)
    answer = answerer.answer(Question(item.question, history=turns))
    cited = [Result(citation.document, citation.text) for citation in answer.citations[:5]]
    return Outcome(
        item,
        searched,
        tuple(hits),
        rank(item, results(hits)) if item.answerable else None,
        base.confidence(searched, hits),
        milliseconds,
        answer,
        item.answerable and any(answers(item, result) for result in cited),
        tuple(_support(answer, base)),
    )


def _support(answer: Answer, base: KnowledgeBase) -> Iterator[bool]:
    """Of each sentence, whether what it cites says so: to the letter, or in meaning."""
    passages = {citation.number: citation.text for citation in answer.citations}
    for sentence in answer.sentences:
        cited = [passages[number] for number in sentence.citations if number in passages]
        quoted = any(_plain(sentence.text) in _plain(passage) for passage in cited)
        yield bool(cited) and (quoted or supported(sentence.text, cited, answer.language, base))


def _plain(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.lower()).split())
