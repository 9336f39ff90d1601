"""Jokes that show only by what comes after them: people laugh, or whoever made it takes it back.

Such a message stays with who said it but in no draft; one that was laughed at is named below the draft, since
laughter may mean something else. A case, a figure or a name is never taken for a joke.
"""

from __future__ import annotations

from bot.coach.conversation import words
from bot.coach.conversation.talk import Talk
from bot.store.agendas import Contribution

KIND = "joke"
_LONGEST = 12  # words


def heard(talk: Talk, user: str, text: str) -> None:
    """A message that may show that what was said just before it was a joke."""
    said = talk.said(talk.agenda.stage, question=talk.agenda.question)
    if talk.agenda.phase != "asking" or not said or not _is_light(said[-1]):
        return
    if said[-1].user == user and words.takes_back(text):
        _mark(talk, said[-1], "taken back")
    elif said[-1].user != user and words.laughs(text) and not _tells(said[-1]):
        _mark(talk, said[-1], "laughed at")


def laughed_at(talk: Talk, stage: str) -> list[Contribution]:
    """What people laughed at in this stage."""
    marked = {entry.detail for entry in talk.agenda.trace if entry.what == "laughed at"}
    return [c for c in talk.said(stage, kinds=(KIND,)) if str(c.id) in marked]


def _is_light(contribution: Contribution) -> bool:
    return len(contribution.text.split()) <= _LONGEST and not words.has_digit(contribution.text)


def _tells(contribution: Contribution) -> bool:
    """It is about somebody, or good for something."""
    return words.names_person(contribution.text) or bool(contribution.good)


def _mark(talk: Talk, contribution: Contribution, why: str) -> None:
    contribution.kind = KIND
    talk.note(why, str(contribution.id))
