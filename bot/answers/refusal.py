"""Saying honestly that there is no answer, with what comes closest and what to do next."""

from __future__ import annotations

from bot.answers.context import Context
from bot.answers.models import Answer, Citation, Status
from knowledge.confidence import THRESHOLD

_NEAREST = 3


def refuse_when_unsure(context: Context) -> None:
    """End the way when the passages probably don't answer the question."""
    if not context.hits or context.confidence < THRESHOLD:
        refuse(context)


def refuse(context: Context) -> None:
    """End the way with a refusal."""
    say, documents = context.say, context.documents
    nearest = _nearest(context)
    searched = (
        say("answers.refusal.text_one")
        if documents == 1
        else say("answers.refusal.text", documents=documents)
    )
    text = f"{searched}\n\n{say('answers.refusal.next')}"
    context.answer = Answer(Status.REFUSED, context.language, text, nearest=nearest)


def _nearest(context: Context) -> tuple[Citation, ...]:
    """The first passages, one of each document."""
    first = {hit.chunk.document: hit.chunk for hit in reversed(context.hits)}
    chunks = [hit.chunk for hit in context.hits if first[hit.chunk.document] is hit.chunk][:_NEAREST]
    return tuple(
        Citation(number, chunk.document, chunk.title, chunk.section, chunk.text, chunk.id)
        for number, chunk in enumerate(chunks, 1)
    )
