"""Everything about a thread or a person: to hand over, and to delete."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.coach.conversation import open_points
from bot.coach.conversation.asking import unsay
from bot.coach.conversation.sentences import tidy
from bot.coach.drafts.draft import from_json
from bot.coach.drafts.following import followed
from bot.coach.tools import voting
from bot.store.agendas import Agenda, Contribution, CurriculumSnapshot, Member, OpenPoint, Vote

GONE = ""  # stands for a person who was deleted, wherever they only moved things along


def export_person(session: Session, user: str) -> dict[str, Any]:
    """Everything kept about a person: the agendas they are in and what they said there."""
    agendas = session.scalars(select(Agenda).join(Member).where(Member.user == user)).all()
    return {"user": user, "agendas": [_of_person(agenda, user) for agenda in agendas]}


def export_agenda(agenda: Agenda) -> dict[str, Any]:
    """Everything kept about a thread."""
    return {
        "id": agenda.id,
        "channel": agenda.channel,
        "thread_ts": agenda.thread_ts,
        "organisation": agenda.organisation,
        "started_by": agenda.started_by,
        "started_at": agenda.started_at.isoformat(),
        "members": [{"user": m.user, "name": m.name, "spoke": m.spoke} for m in agenda.members],
        "contributions": [_said(c) for c in agenda.contributions],
        "follow_ups": [{"question": a.question, "kind": a.kind, "text": a.text} for a in agenda.asked],
        "versions": [
            {"stage": v.stage, "number": v.number, "author": v.author, "statements": v.statements}
            for v in agenda.versions
        ],
        "open_points": [
            {"stage": p.stage, "text": p.text, "owner": p.owner, "due": p.due} for p in agenda.open_points
        ],
        "votes": [_vote(vote) for vote in agenda.votes],
        "scan": [{"user": a.user, "statement": a.statement, "level": a.level} for a in agenda.scan],
        "cost": [{"user": c.user, "field": c.field, "text": c.text} for c in agenda.cost],
        "trace": [{"at": t.created_at.isoformat(), "user": t.user, "what": t.what} for t in agenda.trace],
    }


def delete_agenda(session: Session, agenda: Agenda) -> None:
    """Delete a thread's agenda and all that hangs on it; its curriculum too when no other agenda has it."""
    snapshot = agenda.curriculum
    session.delete(agenda)
    session.flush()
    if session.scalar(select(Agenda.id).where(Agenda.curriculum == snapshot).limit(1)) is None:
        session.execute(delete(CurriculumSnapshot).where(CurriculumSnapshot.hash == snapshot))


def delete_person(session: Session, user: str) -> list[Agenda]:
    """Delete what a person said and their name, in every agenda; returns those that lost words by it.

    Sentences of drafts that rest on their words alone go too; what others said stays.
    """
    agendas = session.scalars(
        select(Agenda).where(
            Agenda.id.in_(select(Member.agenda).where(Member.user == user))
            | Agenda.id.in_(select(Contribution.agenda).where(Contribution.user == user))
            | (Agenda.started_by == user)
        )
    ).all()
    changed = [agenda for agenda in agendas if _forget(agenda, user)]
    session.flush()
    return changed


def _forget(agenda: Agenda, user: str) -> int:
    theirs = [c for c in agenda.contributions if c.user == user]
    ids = {c.id for c in theirs}
    names = {m.name for m in agenda.members if m.user == user and m.name}
    left = [c for c in agenda.contributions if c.user != user]
    for version in agenda.versions:
        version.statements = [
            replace(kept, speaker="" if kept.speaker == user else kept.speaker).as_json()
            for s in from_json(version.statements)
            if not (s.by_model and ids & set(s.contributions))  # their words may be anywhere in it
            for kept in followed(s, ids, left)
        ]
        version.author = GONE if version.author == user else version.author
    for asked in agenda.asked:
        if asked.contribution in ids or any(name.split()[0] in asked.text for name in names):
            unsay(asked)
            asked.contribution = None
    voting.forget(agenda, ids)
    _forget_tools(agenda, user)
    open_points.forget(agenda, {tidy(c.text) for c in theirs})
    agenda.open_points = [p for p in agenda.open_points if not _rests_on(p, ids, user)]
    agenda.contributions = left
    agenda.members = [m for m in agenda.members if m.user != user]
    agenda.used = {key: count for key, count in agenda.used.items() if user not in key}
    agenda.since_bot = [spoke for spoke in agenda.since_bot if spoke != user]
    _forget_moves(agenda, user)
    return len(theirs)


def _forget_tools(agenda: Agenda, user: str) -> None:
    for vote in agenda.votes:
        vote.dots = [dot for dot in vote.dots if dot.user != user]
        vote.decided_by = GONE if vote.decided_by == user else vote.decided_by
    agenda.scan = [answer for answer in agenda.scan if answer.user != user]
    agenda.cost = [given for given in agenda.cost if given.user != user]


def _forget_moves(agenda: Agenda, user: str) -> None:
    """What was answered may hold their words, and moves their id."""
    for turn in agenda.turns:
        turn.outcome = {**turn.outcome, "replies": [], "question": None, "back": ""}
    for state in agenda.stages:
        state.agreed_by = GONE if state.agreed_by == user else state.agreed_by
    for entry in agenda.trace:
        entry.user = GONE if entry.user == user else entry.user
    agenda.started_by = GONE if agenda.started_by == user else agenda.started_by
    agenda.signed_by = GONE if agenda.signed_by == user else agenda.signed_by


def _rests_on(point: OpenPoint, ids: set[int], user: str) -> bool:
    return point.owner == user or point.contribution in ids or point.answer in ids


def _of_person(agenda: Agenda, user: str) -> dict[str, Any]:
    return {
        "id": agenda.id,
        "channel": agenda.channel,
        "thread_ts": agenda.thread_ts,
        "organisation": agenda.organisation,
        "names": [m.name for m in agenda.members if m.user == user],
        "contributions": [_said(c) for c in agenda.contributions if c.user == user],
        "dots": [
            vote.options[dot.option]["text"] for vote in agenda.votes for dot in vote.dots if dot.user == user
        ],
        "scan": {answer.statement: answer.level for answer in agenda.scan if answer.user == user},
        "cost": {given.field: given.text for given in agenda.cost if given.user == user},
        "trace": [
            {"at": t.created_at.isoformat(), "what": t.what, "stage": t.stage}
            for t in agenda.trace
            if t.user == user
        ],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "stage": vote.stage,
        "options": vote.options,
        "state": vote.state,
        "dots": [{"user": dot.user, "option": dot.option} for dot in vote.dots],
        "chosen": vote.chosen,
        "decided_by": vote.decided_by,
        "reason": vote.reason,
        "minority": vote.minority,
    }


def _said(contribution: Contribution) -> dict[str, Any]:
    return {
        "stage": contribution.stage,
        "question": contribution.question,
        "user": contribution.user,
        "ts": contribution.ts,
        "text": contribution.text,
        "kind": contribution.kind,
        "deleted": contribution.deleted_at is not None,
    }
