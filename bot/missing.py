"""Questions that found nothing, and answers that fell short: what the knowledge base lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.models import Status
from bot.blocks.asking import REASONS
from bot.store import Exchange
from knowledge.language import detect
from knowledge.tokens import tokens

_MOST = 2000  # the latest so many are looked at


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question as last asked, how often it was asked in any wording of the same words, and when last."""

    question: str
    times: int
    last: str


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody said of an answer ("outdated", "wrong", "beside"), and where it came from."""

    reason: str
    question: str
    documents: tuple[str, ...]
    at: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A question whose answers were marked: how often and why, and the titles they came from."""

    question: str
    reasons: Counter[str]
    sources: tuple[str, ...]


def disputed(session: Session) -> list[Disputed]:
    """Return the questions whose answers were marked, most often first; who marked or asked is left out."""
    groups: dict[frozenset[str], list[Exchange]] = {}
    for exchange in _marked(session):
        groups.setdefault(_words(exchange.question), []).append(exchange)
    found = [
        Disputed(group[0].question, Counter(one.feedback for one in group), _titles(group))
        for group in groups.values()
    ]
    return sorted(found, key=lambda one: one.reasons.total(), reverse=True)


def complaints(session: Session) -> list[Complaint]:
    """Return what was said of answers, newest first; who said it is left out."""
    return [
        Complaint(
            exchange.feedback,
            exchange.question,
            tuple(dict.fromkeys(str(one["document"]) for one in exchange.answer["citations"])),
            exchange.created_at.isoformat(timespec="seconds"),
        )
        for exchange in _marked(session)
    ]


def unanswered(session: Session) -> list[Unanswered]:
    """Return the refused questions, most asked first; who asked is left out, and what was answered later."""
    searched = select(Exchange.question, Exchange.created_at, Exchange.status).where(
        Exchange.status.in_(map(str, (Status.REFUSED, Status.ANSWERED, Status.PARTIAL)))
    )
    groups: dict[frozenset[str], Unanswered] = {}
    answered: set[frozenset[str]] = set()
    for question, asked_at, status in session.execute(searched.order_by(Exchange.id.desc()).limit(_MOST)):
        words = _words(question)
        if status != Status.REFUSED and words not in groups:
            answered.add(words)
        if status != Status.REFUSED or words in answered:
            continue
        first = groups.get(words, Unanswered(question, 0, asked_at.isoformat(timespec="seconds")))
        groups[words] = Unanswered(first.question, first.times + 1, first.last)
    return sorted(groups.values(), key=lambda found: (found.times, found.last), reverse=True)


def _marked(session: Session) -> Iterable[Exchange]:
    """The exchanges whose answer somebody marked as no good, newest first."""
    found = select(Exchange).where(Exchange.feedback.in_(("negative", *REASONS)))
    return session.scalars(found.order_by(Exchange.id.desc()).limit(_MOST))


def _titles(group: Iterable[Exchange]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one["title"]) for each in group for one in each.answer["citations"]))


def _words(question: str) -> frozenset[str]:
    """The stems that carry meaning, so that "Wat kost een paspoort?" and "kosten paspoort" are one."""
    return frozenset(tokens(question, detect(question))) or frozenset((question.strip().lower(),))
