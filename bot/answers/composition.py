"""An answer without a model: sentences and lists from the sources, to the letter, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.answers.context import Context, Part
from bot.answers.definitions import term_of
from bot.answers.models import Answer, Citation, Sentence, Status
from bot.answers.refusal import refuse
from bot.answers.scoring import Candidate
from bot.answers.selection import Choice, alike, choose
from bot.answers.suggestions import suggestions
from knowledge.lexicon import translated
from knowledge.models import Chunk, Hit
from knowledge.tokens import tokens
from prompts import Texts

_OLD_YEARS = 3
_SOURCES = 5
_GAP = 0.22  # how far below the best a passage may be found and still be named
_EACH = 2  # sentences for each part of a question that asks several things


def compose(context: Context) -> None:
    """End the way with an answer made of quotes; with a refusal when there is nothing to quote."""
    choices = _choices(context)
    chosen = [candidate for choice in choices for candidate in choice.quoted]
    if not chosen:
        refuse(context)
        return
    by_passage: dict[str, Candidate] = {}
    for candidate in chosen:
        by_passage.setdefault(candidate.passage.chunk.id, candidate)
    cited = list(by_passage.values())
    chunks = [candidate.chunk for candidate in cited]
    number = {passage: at for at, passage in enumerate(by_passage, 1)}
    further = _further(context, cited)
    context.answer = Answer(
        Status.PARTIAL if context.missing else Status.ANSWERED,
        context.language,
        _text(context, choices, number, range(len(cited) + 1, len(cited) + len(further) + 1)),
        tuple(
            Sentence(line, (number[candidate.passage.chunk.id],))
            for candidate in chosen
            for line in candidate.unit.quotes
        ),
        (
            *(cite(_within(one), at, one.passage.context) for at, one in enumerate(cited, 1)),
            *(cite(hit.chunk, at, hit.context) for at, hit in enumerate(further, len(cited) + 1)),
        ),
        suggestions=suggestions(context, chunks),
        note=" ".join(
            filter(
                None,
                (_undefined(context, chosen), _difference(context, choices, number), notes(context, chunks)),
            )
        ),
    )


def _choices(context: Context) -> list[Choice]:
    """What to quote for each part of the question; nothing for a part that an earlier one's answer covers."""
    if len(context.parts) <= 1:
        return [choose(_of_part(context, part)) for part in context.parts] or [choose(context)]
    found: list[Choice] = []
    for part in context.parts:
        choice = choose(_of_part(context, part))
        said = [candidate for other in found for candidate in other.quoted]
        new = [one for one in choice.together if not any(alike(one, other) for other in said)]
        if new and new[0] is choice.together[0]:
            found.append(replace(choice, together=tuple(new[:_EACH]), beside=(choice.differing or ())[1:]))
        elif not _is_about(part, said, context.language):
            context.missing = (*context.missing, part.name)
    return found


def _is_about(part: Part, said: Sequence[Candidate], language: str) -> bool:
    """Tell whether what answers another part has a word of this one, in either language."""
    asked = {
        *tokens(part.asked, language),
        *translated(part.asked, language, "en" if language == "nl" else "nl"),
    }
    return not asked or any(asked & set(tokens(one.unit.plain, one.chunk.language)) for one in said)


def _of_part(context: Context, part: Part) -> Context:
    """The way of one part: beside its own words count those it leans on, or else the whole question's."""
    whole = part.search_text != part.asked or len(context.parts) == 1
    text = part.search_text if whole else context.search_text
    return replace(
        context, asked=part.asked if text != part.asked else "", search_text=text, hits=list(part.hits)
    )


def _further(context: Context, cited: Sequence[Candidate]) -> list[Hit]:
    """Passages that aren't quoted, for who wants to read on; none that stands in another one."""
    shown = [one.passage for one in cited]
    far = max(hit.fused for hit in context.hits) - _GAP
    for hit in context.hits:
        if (
            len(shown) < _SOURCES
            and hit.fused >= far
            and not any(hit.chunk.text in other.context for other in shown)
        ):
            shown.append(hit)
    return shown[len(cited) :]


def _within(one: Candidate) -> Chunk:
    """The chunk by the heading within it that the quote stands below: small sections share a chunk."""
    heading, known = one.unit.heading, (one.chunk.title, *one.chunk.headings)
    return one.chunk if heading in known else replace(one.chunk, headings=(*one.chunk.headings, heading))


def cite(chunk: Chunk, number: int, context: str = "") -> Citation:
    """Return the numbered source that a chunk is, with the text that stands around it."""
    text = context if chunk.text in context else chunk.text
    return Citation(number, chunk.document, chunk.title, chunk.section, text, chunk.id)


def notes(context: Context, chunks: Sequence[Chunk]) -> str:
    """Return what the reader should know of what is cited: what is missing, old or in the other language."""
    found = [context.say("answers.note.partial", missing=part) for part in context.missing]
    old = [(number, chunk.date[:4]) for number, chunk in enumerate(chunks, 1) if _is_old(chunk)]
    if len(old) == 1:
        found.append(context.say("answers.note.old", number=old[0][0], year=old[0][1]))
    elif old:
        sources = ", ".join(f"[{number}] ({year})" for number, year in old)
        found.append(context.say("answers.note.several_old", sources=sources))
    foreign = sum(chunk.language != context.language for chunk in chunks)
    if foreign:
        key = "other_language" if foreign == len(chunks) else "some_other_language"
        found.append(context.say(f"answers.note.{key}"))
    return " ".join(found)


def _undefined(context: Context, chosen: Sequence[Candidate]) -> str:
    """That nothing says what something is, when that was asked."""
    term = term_of(context.asked or context.search_text) if len(context.parts) <= 1 else ""
    defined = not term or any(candidate.lead for candidate in chosen)
    return "" if defined else context.say("answers.note.undefined", term=term)


def _difference(context: Context, choices: Sequence[Choice], number: Mapping[str, int]) -> str:
    for choice in choices:
        cited = [number[candidate.passage.chunk.id] for candidate in choice.differing or ()]
        if len(set(cited)) > 1:
            return context.say("answers.note.differ", one=cited[0], other=cited[1])
    return ""


def _is_old(chunk: Chunk) -> bool:
    return chunk.date[:4].isdigit() and int(chunk.date[:4]) < datetime.now(UTC).year - _OLD_YEARS


def _text(
    context: Context,
    choices: Sequence[Choice],
    number: Mapping[str, int],
    further: Sequence[int],
) -> str:
    """What answers, a paragraph for each part; below it, as a list, what else was found and where is more."""
    paragraphs = [_paragraph(choice.together, number, context.say) for choice in choices]
    beside = [one for choice in choices for one in choice.beside]
    if beside:
        cited = [number[one.passage.chunk.id] for one in beside]
        items = [f"- {_list(one, at, context.say, '  ')}" for one, at in zip(beside, cited, strict=True)]
        paragraphs.append("\n".join([context.say("answers.more"), *items]))
    if further:
        paragraphs.append(context.say("answers.further", sources=" ".join(f"[{at}]" for at in further)))
    return "\n\n".join(paragraphs)


def _paragraph(together: Sequence[Candidate], number: Mapping[str, int], say: Texts) -> str:
    """A list, or sentences in a row; all of them come from one passage."""
    cited = number[together[0].passage.chunk.id]
    return " ".join(_list(candidate, cited, say) for candidate in together)


def _list(candidate: Candidate, number: int, say: Texts, indent: str = "") -> str:
    """A sentence, or a list under its lead-in; of a long one it says how much is left out."""
    unit = candidate.unit
    if not unit.items:
        return f"{unit.text} [{number}]"
    signs = [f"{at}." if unit.counted else "-" for at in range(1, len(unit.items) + 1)]
    items = (f"{indent}{sign} {item} [{number}]" for sign, item in zip(signs, unit.items, strict=True))
    rest = [f"{indent}- {say('answers.more_items', count=len(unit.rest))}"] if unit.rest else []
    return "\n".join([unit.text, *items, *rest])
