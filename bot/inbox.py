"""The inbox: everything that people do is written down once, before Slack is told that it arrived."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from bot.store import Incoming, Store, utc_now


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something a person did. `key` names the thing itself, so that its second delivery has the same key."""

    key: str
    kind: str
    team: str
    channel: str
    thread_ts: str
    user: str
    payload: Mapping[str, Any]

    @property
    def thread(self) -> str:
        """What has to be handled in order."""
        return f"{self.team}:{self.channel}:{self.thread_ts}"

    def with_team(self, team: str) -> Arrival:
        """Return the arrival for this team."""
        return replace(self, team=team)

    def in_thread(self, thread_ts: str) -> Arrival:
        """Return the arrival as one in this thread."""
        return replace(self, thread_ts=thread_ts)

    def after(self, seconds: float) -> Arrival:
        """Return the arrival as one that is to be handled so many seconds from now, also by a later run."""
        return self.with_payload(due=time.time() + seconds)

    @property
    def due(self) -> float:
        """When it is to be handled, in seconds since 1970."""
        return float(self.payload.get("due", 0))

    @property
    def delay(self) -> float | None:
        """Seconds that are left until it is to be handled; None for what is handled at once."""
        return max(0.0, self.due - time.time()) if "due" in self.payload else None

    def with_payload(self, **more: Any) -> Arrival:
        """Return the arrival with more in its payload."""
        return replace(self, payload={**self.payload, **more})


class Inbox:
    """Arrivals by key."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def accept(self, arrival: Arrival) -> bool:
        """Write the arrival down; False when it was here already."""
        with self._store.session() as session:
            dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
            row = {**asdict(arrival), "received_at": utc_now()}
            row["user_id"] = row.pop("user")
            table = Incoming.__table__
            statement = dialect.insert(table).values(row).on_conflict_do_nothing()
            result = session.execute(statement)
            return isinstance(result, CursorResult) and result.rowcount > 0

    def unfinished(self) -> list[Arrival]:
        """Return what was written down but not finished, oldest first."""
        with self._store.session() as session:
            rows = session.scalars(
                select(Incoming).where(Incoming.done_at.is_(None)).order_by(Incoming.received_at)
            )
            return [arrival_of(row) for row in rows]

    def plan_once(self, arrival: Arrival, besides: str) -> bool:
        """Write down what is to be handled later, unless its thread has one of its kind as soon or sooner.

        What is being handled now (`besides` is its key) doesn't count.
        """
        with self._store.session() as session:
            rows = session.scalars(
                select(Incoming).where(
                    Incoming.channel == arrival.channel,
                    Incoming.thread_ts == arrival.thread_ts,
                    Incoming.kind == arrival.kind,
                    Incoming.done_at.is_(None),
                    Incoming.key != besides,
                )
            )
            sooner = any(arrival_of(row).due <= arrival.due for row in rows)
        return not sooner and self.accept(arrival)


def waiting_behind(session: Session, arrival: Arrival) -> bool:
    """Tell whether other messages of the same thread came in since."""
    others = select(Incoming.key).where(
        Incoming.channel == arrival.channel,
        Incoming.thread_ts == arrival.thread_ts,
        Incoming.kind == "message",
        Incoming.done_at.is_(None),
        Incoming.key > arrival.key,  # the key ends in the message's ts
    )
    return session.scalar(others.limit(1)) is not None


def arrival_of(row: Incoming) -> Arrival:
    """Return the arrival that a row holds."""
    return Arrival(row.key, row.kind, row.team, row.channel, row.thread_ts, row.user, row.payload)


def finish(session: Session, key: str) -> None:
    """Mark the arrival as finished. Its payload goes: what has to be kept is kept elsewhere by then."""
    row = session.get(Incoming, key)
    if row is not None:
        row.done_at = utc_now()
        row.payload = {}
