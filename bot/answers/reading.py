"""Saying as what a word with a typing error was read, when what was found rests on it."""

from __future__ import annotations

from bot.answers.context import Context
from knowledge.confidence import THRESHOLD


def note_reading(context: Context) -> None:
    """Note the words that were mended, unless the same is found without that."""
    errors = context.base.errors(context.question.text, language=context.language)
    if errors and (context.confidence < THRESHOLD or _found_by_it(context)):
        context.read = tuple(errors.items())


def _found_by_it(context: Context) -> bool:
    """Tell whether another passage comes first when the words are looked for as they were typed."""
    as_typed = context.base.search(
        context.search_text, language=context.language, limit=1, filters=context.filters, mend=False
    )
    return [hit.chunk.id for hit in as_typed] != [hit.chunk.id for hit in context.hits[:1]]
