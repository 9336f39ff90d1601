"""Agendas: a thread's road, what people said in it, and the drafts that came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store.base import Base, utc_now

OWNED = "all, delete-orphan"


def _agenda_id() -> str:
    return uuid4().hex[:10]


def _parent() -> Mapped[str]:
    return mapped_column(ForeignKey("agendas.id", ondelete="CASCADE"), index=True)


class CurriculumSnapshot(Base):
    """A curriculum as it was when an agenda began with it; `content` is its JSON."""

    __tablename__ = "curricula"

    hash: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str]
    version: Mapped[str]
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Agenda(Base):
    """One thread that is an agenda.

    `status` is running, paused or finished; `phase` is asking, draft, signing or finished; `awaiting` names
    what the next message is expected to be ("" nothing in particular). `since_bot` lists who spoke since the
    coach last did; `used` counts the wordings used so far, by key; `time_box_ends` is when the question
    at hand has had its time.
    """

    __tablename__ = "agendas"

    id: Mapped[str] = mapped_column(primary_key=True, default=_agenda_id)
    team: Mapped[str]
    channel: Mapped[str]
    thread_ts: Mapped[str]
    organisation: Mapped[str]
    scope: Mapped[str]
    minutes: Mapped[int]
    language: Mapped[str]
    quoting: Mapped[str]
    curriculum: Mapped[str] = mapped_column(ForeignKey("curricula.hash"))
    status: Mapped[str] = mapped_column(default="running")
    phase: Mapped[str] = mapped_column(default="asking")
    stage: Mapped[str]
    question: Mapped[str]
    awaiting: Mapped[str] = mapped_column(default="")
    since_bot: Mapped[list[str]] = mapped_column(JSON, default=list)
    used: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    started_by: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    last_at: Mapped[datetime] = mapped_column(default=utc_now)
    signed_by: Mapped[str] = mapped_column(default="")
    finished_at: Mapped[datetime | None]
    overview_ts: Mapped[str] = mapped_column(default="")
    time_box_ends: Mapped[datetime | None]

    members: Mapped[list[Member]] = relationship(cascade=OWNED, order_by="Member.id")
    stages: Mapped[list[StageState]] = relationship(cascade=OWNED, order_by="StageState.position")
    contributions: Mapped[list[Contribution]] = relationship(cascade=OWNED, order_by="Contribution.id")
    asked: Mapped[list[Asked]] = relationship(cascade=OWNED, order_by="Asked.id")
    versions: Mapped[list[DraftVersion]] = relationship(cascade=OWNED, order_by="DraftVersion.id")
    open_points: Mapped[list[OpenPoint]] = relationship(cascade=OWNED, order_by="OpenPoint.id")
    turns: Mapped[list[Turn]] = relationship(cascade=OWNED)
    votes: Mapped[list[Vote]] = relationship(cascade=OWNED, order_by="Vote.id")
    scan: Mapped[list[ScanAnswer]] = relationship(cascade=OWNED, order_by="ScanAnswer.id")
    cost: Mapped[list[CostInput]] = relationship(cascade=OWNED, order_by="CostInput.id")
    trace: Mapped[list[Trace]] = relationship(cascade=OWNED, order_by="Trace.id")

    __table_args__ = (UniqueConstraint("team", "channel", "thread_ts"),)


class Member(Base):
    """Someone who takes part: named at the start, or spoke in the thread."""

    __tablename__ = "agenda_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    user: Mapped[str] = mapped_column("user_id")
    name: Mapped[str]
    spoke: Mapped[bool] = mapped_column(default=False)
    invited: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (UniqueConstraint("agenda", "user_id"),)


class StageState(Base):
    """Where a stage stands: `state` is waiting, asking, draft, agreed or parked."""

    __tablename__ = "agenda_stages"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    position: Mapped[int]
    state: Mapped[str] = mapped_column(default="waiting")
    nudged: Mapped[bool] = mapped_column(default=False)
    agreed_by: Mapped[str] = mapped_column(default="")
    agreed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("agenda", "stage"),)


class Contribution(Base):
    """What somebody said: `kind` is answer, edit (of a draft), plan (who finds something out), decision
    (about a vote), paused (said while the agenda stood still) or aside; only answers and edits reach drafts.
    """

    __tablename__ = "contributions"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    question: Mapped[str]
    user: Mapped[str] = mapped_column("user_id")
    ts: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(default="answer")
    lacks: Mapped[list[str]] = mapped_column(JSON, default=list)
    good: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("agenda", "ts"),)


class Asked(Base):
    """A follow-up that the coach asked: which wording, about which criterion, on what ground."""

    __tablename__ = "agenda_asked"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    question: Mapped[str]
    kind: Mapped[str]
    criterion: Mapped[str] = mapped_column(default="")
    wording: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    contribution: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class DraftVersion(Base):
    """One version of a stage's draft.

    `statements` are objects with text, speaker and contributions (ids); `upto` is the id of the last
    contribution there was when it was made.
    """

    __tablename__ = "draft_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    number: Mapped[int]
    author: Mapped[str]
    origin: Mapped[str]
    form: Mapped[str] = mapped_column(default="text")
    upto: Mapped[int] = mapped_column(default=0)
    statements: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    __table_args__ = (UniqueConstraint("agenda", "stage", "number"),)


class OpenPoint(Base):
    """Something the team doesn't know or has yet to do; `who` and `due` are in their own words."""

    __tablename__ = "open_points"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    question: Mapped[str]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    contribution: Mapped[int | None]
    answer: Mapped[int | None]
    owner: Mapped[str] = mapped_column(default="")
    due: Mapped[str] = mapped_column(default="")
    done: Mapped[bool] = mapped_column(default=False)


class Turn(Base):
    """One thing handled in a thread and what the coach answered, so that a second delivery gets the same."""

    __tablename__ = "agenda_turns"

    agenda: Mapped[str] = mapped_column(ForeignKey("agendas.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Trace(Base):
    """What happened to an agenda and by whom; never the words themselves."""

    __tablename__ = "agenda_trace"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    user: Mapped[str] = mapped_column("user_id")
    what: Mapped[str]
    detail: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    __table_args__ = (Index("agenda_trace_order", "agenda", "id"),)


class Vote(Base):
    """Dots on options that came up in a stage, and what the team decided: `state` is open, closed or decided.

    `options` are objects with text and contributions (ids). `chosen` is an index in them, `reason` and
    `minority` are contributions: the decision is the team's own and needn't follow the dots.
    """

    __tablename__ = "agenda_votes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    stage: Mapped[str]
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default="open")
    reminded: Mapped[bool] = mapped_column(default=False)
    chosen: Mapped[int | None]
    decided_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[int | None]
    minority: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)

    dots: Mapped[list[Dot]] = relationship(cascade=OWNED, order_by="Dot.id")


class Dot(Base):
    """One dot of one person; nobody has more than three in a vote."""

    __tablename__ = "agenda_dots"

    id: Mapped[int] = mapped_column(primary_key=True)
    vote: Mapped[int] = mapped_column(ForeignKey("agenda_votes.id", ondelete="CASCADE"), index=True)
    user: Mapped[str] = mapped_column("user_id")
    option: Mapped[int]


class ScanAnswer(Base):
    """How far one person finds a statement of the self-scan true, from 1 to 5."""

    __tablename__ = "agenda_scan"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    user: Mapped[str] = mapped_column("user_id")
    statement: Mapped[str]
    level: Mapped[int]

    __table_args__ = (UniqueConstraint("agenda", "user_id", "statement"),)


class CostInput(Base):
    """What somebody filled in for a field of the cost per unit, in their own words."""

    __tablename__ = "agenda_cost"

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda: Mapped[str] = _parent()
    user: Mapped[str] = mapped_column("user_id")
    field: Mapped[str]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("agenda", "field"),)
