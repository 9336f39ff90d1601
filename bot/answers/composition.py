"""An answer without a model: sentences and lists from the sources, to the letter, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.answers.context import Context
from bot.answers.models import Answer, Citation, Sentence, Status
from bot.answers.refusal import refuse
from bot.answers.scoring import Candidate
from bot.answers.selection import choose, goes_on
from bot.answers.suggestions import suggestions
from knowledge.models import Chunk

_OLD_YEARS = 3


def compose(context: Context) -> None:
    """End the way with an answer made of quotes; with a refusal when there is nothing to quote."""
    chosen = choose(context)
    if not chosen:
        refuse(context)
        return
    by_passage: dict[str, Candidate] = {}
    for candidate in chosen:
        by_passage.setdefault(candidate.passage.chunk.id, candidate)
    cited = list(by_passage.values())
    chunks = [candidate.chunk for candidate in cited]
    number = {passage: at for at, passage in enumerate(by_passage, 1)}
    context.answer = Answer(
        Status.PARTIAL if context.missing else Status.ANSWERED,
        context.language,
        _text(context, chosen, number),
        tuple(
            Sentence(line, (number[candidate.passage.chunk.id],))
            for candidate in chosen
            for line in candidate.unit.lines
        ),
        tuple(cite(one.chunk, at, one.passage.context) for at, one in enumerate(cited, 1)),
        suggestions=suggestions(context, chunks),
        note=notes(context, chunks),
    )


def cite(chunk: Chunk, number: int, context: str = "") -> Citation:
    """Return the numbered source that a chunk is, with the text that stands around it."""
    text = context if chunk.text in context else chunk.text
    return Citation(number, chunk.document, chunk.title, chunk.section, text, chunk.id)


def notes(context: Context, chunks: Sequence[Chunk]) -> str:
    """Return what the reader should know: what is missing, old or in the other language."""
    found = [context.say("answers.note.partial", missing=part) for part in context.missing]
    if _is_old(chunks[0]):
        found.append(context.say("answers.note.old", year=chunks[0].date[:4]))
    foreign = sum(chunk.language != context.language for chunk in chunks)
    if foreign:
        key = "other_language" if foreign == len(chunks) else "some_other_language"
        found.append(context.say(f"answers.note.{key}"))
    return " ".join(found)


def _is_old(chunk: Chunk) -> bool:
    return chunk.date[:4].isdigit() and int(chunk.date[:4]) < datetime.now(UTC).year - _OLD_YEARS


def _text(context: Context, chosen: Sequence[Candidate], number: Mapping[str, int]) -> str:
    """What answers first; below it, as a list, what else was found."""
    first = [chosen[0], *(one for one in chosen[1:2] if goes_on(chosen[0], one))]
    parts = [_list(first[0]) if first[0].unit.items else " ".join(f"{one.unit.text} [1]" for one in first)]
    others = [f"- {_inline(one)} [{number[one.passage.chunk.id]}]" for one in chosen[len(first) :]]
    if others:
        parts.append("\n".join([context.say("answers.more"), *others]))
    return "\n\n".join(parts)


def _list(candidate: Candidate) -> str:
    return "\n".join([candidate.unit.text, *(f"- {item} [1]" for item in candidate.unit.items)])


def _inline(candidate: Candidate) -> str:
    """A list in one line."""
    items = [item.rstrip(" ;,.") for item in candidate.unit.items]
    return f"{candidate.unit.text} {'; '.join(items)}." if items else candidate.unit.text
