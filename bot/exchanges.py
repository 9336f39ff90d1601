"""Questions with their answers, as the database keeps them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.answers.models import Answer, Citation, Sentence, Status, Turn
from bot.inbox import Arrival
from bot.store import Exchange

EXCHANGES = 3


def remember(session: Session, arrival: Arrival, question: str, answer: Answer) -> None:
    """Keep question and answer, for follow-ups and for opening a citation."""
    exchange = Exchange(
        incoming=arrival.key,
        team=arrival.team,
        channel=arrival.channel,
        thread_ts=arrival.thread_ts,
        user=arrival.user,
        question=question,
        status=str(answer.status),
        answer=answer.as_dict(),
    )
    session.add(exchange)


def find(session: Session, incoming: str) -> Exchange | None:
    """Return the exchange that an arrival led to."""
    return session.scalar(select(Exchange).where(Exchange.incoming == incoming))


def history(session: Session, arrival: Arrival) -> tuple[Turn, ...]:
    """Return what was asked and answered in the thread before this arrival, oldest first."""
    mine = select(Exchange).where(
        Exchange.channel == arrival.channel, Exchange.thread_ts == arrival.thread_ts
    )
    latest = mine.where(Exchange.incoming != arrival.key).order_by(Exchange.id.desc()).limit(EXCHANGES)
    turns = []
    for exchange in reversed(session.scalars(latest).all()):
        turns += [Turn("user", exchange.question), Turn("assistant", str(exchange.answer["text"]))]
    return tuple(turns)


def answer_of(exchange: Exchange) -> Answer:
    """Return the answer that was given."""
    data: dict[str, Any] = dict(exchange.answer)
    data["status"] = Status(data["status"])
    data["sentences"] = tuple(Sentence(s["text"], tuple(s["citations"])) for s in data["sentences"])
    for name in ("citations", "nearest"):
        data[name] = tuple(Citation(**citation) for citation in data[name])
    data["suggestions"] = tuple(data["suggestions"])
    return Answer(**data)


def citation(exchange: Exchange, number: int) -> Citation | None:
    """Return the source with this number."""
    answer = answer_of(exchange)
    return next((c for c in (*answer.citations, *answer.nearest) if c.number == number), None)
