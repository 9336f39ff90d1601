"""An answer by a language model, of which only stays what the sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers.asking import write
from bot.answers.composition import cite, compose, notes
from bot.answers.context import Context
from bot.answers.grounding import supported
from bot.answers.models import Answer, Citation, Sentence, Status
from bot.answers.suggestions import suggestions
from bot.answers.units import is_quotable, sentences_of
from bot.language_model import LanguageModel, ModelFailure
from knowledge.models import Hit

_PASSAGES = 6
_SENTENCES = 7  # five sentences, or a lead-in with its items

_MARK = re.compile(r"\[(\d+(?:\s*,\s*\d+)*)\]")
_MARKS_BEHIND = re.compile(r"([.!?:])((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_LINK = re.compile(r"!?\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    numbers: tuple[int, ...]
    bullet: bool


@dataclass(frozen=True, slots=True)
class Writer:
    """The step that lets a model write; what it can't do, is composed of quotes."""

    model: LanguageModel

    def __call__(self, context: Context) -> None:
        """End the way with the model's answer, checked, or with the composed one and a note that says why."""
        passages = _passages(context.hits)
        try:
            said = write(self.model, context.search_text, context.language, passages)
        except ModelFailure:
            _compose_instead(context, "answers.note.model_failed")
            return
        kept = [claim for claim in claims(said, context.language) if holds(claim, passages, context)]
        if kept:
            context.answer = _answer(context, kept[:_SENTENCES], passages)
        else:
            _compose_instead(context, "answers.note.model_unsupported" if said else "")


def _passages(hits: Sequence[Hit]) -> list[Citation]:
    """The first passages in their context, those left out that a better one already shows."""
    kept: list[Hit] = []
    for hit in hits:
        if len(kept) < _PASSAGES and not any(hit.chunk.text in other.context for other in kept):
            kept.append(hit)
    return [cite(hit.chunk, number, hit.context) for number, hit in enumerate(kept, 1)]


def claims(said: str, language: str) -> Iterator[_Claim]:
    """Return the sentences and items of a model's text, each with the passages that it names."""
    for line in said.splitlines():
        bullet = bool(_BULLET.match(line))
        text = _MARKS_BEHIND.sub(r"\2\1", _LINK.sub(r"\1", _BULLET.sub("", line)))
        for sentence in sentences_of(text, language):
            numbers = [int(number) for mark in _MARK.findall(sentence) for number in mark.split(",")]
            clean = re.sub(r"\s+([.,!?:;])", r"\1", _MARK.sub("", sentence)).strip(" #")
            if clean:
                yield _Claim(clean, tuple(dict.fromkeys(numbers)), bullet)


def holds(claim: _Claim, passages: Sequence[Citation], context: Context) -> bool:
    """Tell whether a claim names passages that exist, says what they say, and nothing that could act."""
    if not claim.numbers or not all(1 <= number <= len(passages) for number in claim.numbers):
        return False
    cited = [passages[number - 1].text for number in claim.numbers]
    return is_quotable(claim.text) and supported(claim.text, cited, context.language, context.base)


def _answer(context: Context, kept: Sequence[_Claim], passages: Sequence[Citation]) -> Answer:
    """Number the sources anew, in the order in which they are named."""
    order = list(dict.fromkeys(number for claim in kept for number in claim.numbers))
    place = {number: at for at, number in enumerate(order, 1)}
    sentences = [Sentence(claim.text, tuple(place[number] for number in claim.numbers)) for claim in kept]
    cited = [replace(passages[number - 1], number=place[number]) for number in order]
    chunks = [hit.chunk for one in cited for hit in context.hits if hit.chunk.id == one.chunk_id]
    return Answer(
        Status.PARTIAL if context.missing else Status.ANSWERED,
        context.language,
        _text(sentences, [claim.bullet for claim in kept]),
        tuple(sentences),
        tuple(cited),
        suggestions=suggestions(context, chunks),
        note=notes(context, chunks),
        by_model=True,
    )


def _text(sentences: Sequence[Sentence], bullets: Sequence[bool]) -> str:
    text = ""
    for sentence, bullet in zip(sentences, bullets, strict=True):
        marks = "".join(f"[{number}]" for number in sentence.citations)
        text += f"\n- {sentence.text} {marks}" if bullet else f" {sentence.text} {marks}"
    return text.strip()


def _compose_instead(context: Context, note: str) -> None:
    compose(context)
    if context.answer is not None and note and not context.answer.refused:
        said = " ".join(part for part in (context.say(note), context.answer.note) if part)
        context.answer = replace(context.answer, note=said)
