"""Colleagues who only say that they agree: they stand behind what was said, and add no words of their own."""

from __future__ import annotations

from bot.coach.conversation import vocabulary, words
from bot.coach.conversation.talk import Talk
from bot.coach.drafts.draft import AGREED
from bot.store.agendas import Contribution

ACCEPTED = "accepted"  # what kind a proposal is that a colleague agreed to


def with_whom(talk: Talk, user: str, text: str) -> Contribution | None:
    """What a colleague said just before, or was named for, and this message agrees with; None otherwise."""
    names = talk.heard_names()
    if talk.agenda.phase != "asking" or not words.concurs(text, names.values()):
        return None
    said = [c for c in talk.said(talk.agenda.stage, question=talk.agenda.question) if c.user != user]
    spoken = set(vocabulary.normalise(text).split())
    named = [c for c in said if names.get(c.user) in spoken]
    if named or not said:
        return named[-1] if named else None
    return said[-1] if _to_colleague(talk) else None


def note(talk: Talk, contribution: Contribution, answer: Contribution) -> None:
    """Keep with whose words this one agrees."""
    contribution.kind = AGREED
    talk.note(AGREED, f"{contribution.id} {answer.id}")


def take_up(talk: Talk, user: str, text: str) -> None:
    """A proposal put as a question is kept when a colleague goes along with it: it is what they agreed."""
    before = talk.agenda.contributions[-1] if talk.agenda.contributions else None
    if before is None or before.user == user or before.kind != "aside" or talk.agenda.phase != "asking":
        return
    if before.question == talk.agenda.question and words.proposes(before.text) and words.accepts(text):
        before.kind = ACCEPTED


def behind(talk: Talk, stage: str) -> dict[int, tuple[int, ...]]:
    """Answer → the messages that agree with it."""
    standing = {c.id for c in talk.said(stage, kinds=(AGREED,))}
    pairs = [tuple(map(int, t.detail.split())) for t in talk.agenda.trace if t.what == AGREED]
    found: dict[int, tuple[int, ...]] = {}
    for agreed, answer in pairs:
        if agreed in standing:
            found[answer] = (*found.get(answer, ()), agreed)
    return found


def _to_colleague(talk: Talk) -> bool:
    """A colleague spoke last, or the coach only said thank you since: a question of its own is answered."""
    asked = [a.kind for a in talk.agenda.asked if a.question == talk.agenda.question]
    return len(set(talk.agenda.since_bot)) > 1 or asked[-1:] == ["thanks"]
