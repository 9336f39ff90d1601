"""What a turn has worded by a model, and what it says when nothing was written."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import blocks
from bot.coach.conversation.talk import Talk
from bot.coach.writing.orders import Source
from bot.coach.writing.probes import ProbeOrder
from bot.store.agendas import Contribution

_MOST_HEARD = 12  # messages that a follow-up may build on


def probe(talk: Talk, criterion: str, contribution: Contribution, stand_in: str) -> str:
    """The follow-up, worded from what was said; the curriculum's wording, `stand_in`, when there is none."""
    if talk.desk is None:
        return stand_in
    question = talk.question
    said = [c for c in talk.said(contribution.stage, question=question.id) if c is not contribution]
    order = ProbeOrder(
        language=talk.agenda.language,
        question=question.opening_short,
        lack=next((gap for name, gap in question.gaps.items() if name == criterion), criterion),
        example=stand_in,
        asked=tuple(asked.text for asked in talk.agenda.asked if asked.text),
        said=sources(talk, [*said[-_MOST_HEARD:], contribution]),
    )
    written = talk.desk(order)
    return blocks.escape(written.lines[0].text) if written and written.lines else stand_in


def sources(talk: Talk, said: Sequence[Contribution]) -> tuple[Source, ...]:
    """What people said as the model gets it; without names where the team wants none."""
    names = talk.names()
    return tuple(Source(c.id, names.get(c.user, ""), c.text) for c in said)
