"""Messages that came in, what was sent back, and the exchanges of question and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base, utc_now


class Incoming(Base):
    """Something a person did, claimed once by what it is and not by its delivery."""

    __tablename__ = "incoming"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    team: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    user: Mapped[str] = mapped_column("user_id")
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    decided: Mapped[int] = mapped_column(default=0)
    received_at: Mapped[datetime] = mapped_column(default=utc_now)
    done_at: Mapped[datetime | None]

    __table_args__ = (Index("incoming_thread", "channel", "thread_ts"), Index("incoming_open", "done_at"))


class Delivery(Base):
    """One call to Slack that has to happen exactly once."""

    __tablename__ = "deliveries"

    key: Mapped[str] = mapped_column(primary_key=True)
    incoming: Mapped[str] = mapped_column(ForeignKey("incoming.key", ondelete="CASCADE"), index=True)
    phase: Mapped[int]
    position: Mapped[int]
    method: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default="new")
    channel: Mapped[str] = mapped_column(default="")
    ts: Mapped[str] = mapped_column(default="")


class Exchange(Base):
    """A question and its answer, kept for follow-ups and for opening a citation."""

    __tablename__ = "exchanges"

    id: Mapped[int] = mapped_column(primary_key=True)
    incoming: Mapped[str] = mapped_column(unique=True)
    team: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    user: Mapped[str] = mapped_column("user_id")
    question: Mapped[str] = mapped_column(Text)
    status: Mapped[str]
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    feedback: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    __table_args__ = (Index("exchanges_thread", "channel", "thread_ts"),)
