"""What could be asked next, from headings near the passages that were quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answers.context import Context
from knowledge.models import Chunk

_NUMBERING = re.compile(r"^(?:[^\w\"“‘'(]|\d+[.)])+\s*")  # and pictures
_MOST = 3
_LONGEST = 70


def suggestions(context: Context, cited: Sequence[Chunk]) -> tuple[str, ...]:
    """Return up to three questions: headings that are one, else "more about" a section nearby."""
    found: dict[str, None] = {}
    for heading in _headings(context, cited):
        if len(heading) > _LONGEST or heading.lower() in context.question.text.lower():
            continue
        question = heading if heading.endswith("?") else context.say("answers.more_about", subject=heading)
        found.setdefault(question)
    return tuple(sorted(found, key=lambda question: not question.endswith("?"))[:_MOST])


def _headings(context: Context, cited: Sequence[Chunk]) -> Iterator[str]:
    """Headings in the asker's language that the cited passages don't stand under, nearest first."""
    quoted = {heading for chunk in cited for heading in chunk.headings}
    documents = {chunk.document for chunk in cited}
    found = [hit.chunk for hit in context.hits if hit.chunk.document in documents]
    for chunk in [*context.base.around(cited[0].id, before=1, after=2), *found]:
        if chunk.language == context.language and chunk.headings and chunk.headings[-1] not in quoted:
            heading = _NUMBERING.sub("", chunk.headings[-1]).strip()
            if len(heading.split()) > 1:
                yield heading
