"""Exporting and deleting what people wrote, everywhere the bot keeps it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from bot.coach import privacy as coaching
from bot.store import Exchange, Incoming
from bot.store.agendas import Agenda


def export_person(session: Session, user: str) -> dict[str, Any]:
    """Return everything that a person asked and contributed, JSON-ready."""
    exchanges = session.scalars(select(Exchange).where(Exchange.user == user).order_by(Exchange.id))
    questions = [
        {
            "asked_at": exchange.created_at.isoformat(),
            "question": exchange.question,
            "answer": exchange.answer["text"],
            "feedback": exchange.feedback,
        }
        for exchange in exchanges
    ]
    return {**coaching.export_person(session, user), "questions": questions}


def forget_person(session: Session, user: str) -> list[Agenda]:
    """Delete everything that a person asked and contributed; returns the agendas that lost words by it."""
    changed = coaching.delete_person(session, user)
    _delete(session, Exchange.user == user, Incoming.user == user)
    return changed


def forget_agenda(session: Session, agenda: Agenda) -> None:
    """Delete an agenda with everything that was said in its thread."""
    channel, thread_ts = agenda.channel, agenda.thread_ts
    coaching.delete_agenda(session, agenda)
    _delete(
        session,
        (Exchange.channel == channel) & (Exchange.thread_ts == thread_ts),
        (Incoming.channel == channel) & (Incoming.thread_ts == thread_ts),
    )


def _delete(session: Session, exchanges: ColumnElement[bool], arrivals: ColumnElement[bool]) -> None:
    session.execute(delete(Exchange).where(exchanges))
    # Only what is finished: an arrival at work still needs its row, and empties it at its end.
    session.execute(delete(Incoming).where(arrivals, Incoming.done_at.is_not(None)))
