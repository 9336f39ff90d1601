"""Finding agendas."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import Delivery, Incoming
from bot.store.agendas import Agenda, Member


def in_thread(session: Session, channel: str, thread_ts: str) -> Agenda | None:
    """Return the agenda that this thread is."""
    return session.scalar(select(Agenda).where(Agenda.channel == channel, Agenda.thread_ts == thread_ts))


def by_thread_of(session: Session, sent: Delivery) -> Agenda | None:
    """Return the agenda that the workflow of this call started."""
    incoming = session.get_one(Incoming, sent.incoming)
    root = session.get(Delivery, f"{sent.incoming}/0/root")
    return in_thread(session, incoming.channel, root.ts if root else incoming.thread_ts)


def shared_in(session: Session, channel: str, thread_ts: str) -> Agenda | None:
    """Return the agenda whose summary was shared in the message that this thread hangs below."""
    sent = select(Delivery.incoming).where(
        Delivery.channel == channel, Delivery.ts == thread_ts, Delivery.key.endswith("/0/shared")
    )
    incoming = session.get(Incoming, session.scalar(sent) or "")
    return in_thread(session, incoming.channel, incoming.thread_ts) if incoming else None


def of_person(session: Session, user: str) -> Sequence[Agenda]:
    """Return the agendas that a person takes part in, newest first."""
    mine = select(Agenda).join(Member, Member.agenda == Agenda.id).where(Member.user == user)
    return session.scalars(mine.order_by(Agenda.last_at.desc())).all()


def every(session: Session) -> Sequence[Agenda]:
    """Return all agendas, newest first."""
    return session.scalars(select(Agenda).order_by(Agenda.last_at.desc())).all()
