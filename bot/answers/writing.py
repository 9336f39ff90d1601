"""An answer by a language model, of which only stays what the sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.answers.asking import write
from bot.answers.composition import cite, compose, notes
from bot.answers.context import Context
from bot.answers.grounding import supported
from bot.answers.models import Answer, Citation, Sentence, Status
from bot.answers.suggestions import suggestions
from bot.answers.units import is_quotable
from bot.language_model import LanguageModel, ModelFailure
from knowledge.models import Hit
from knowledge.sentences import sentences
from prompts import answers

_PASSAGES = 6
_SENTENCES = 7  # five sentences, or a lead-in with its items

_MARK = re.compile(r"\[(\d+(?:\s*,\s*\d+)*)\]")
_MARKS_BEHIND = re.compile(r"([.!?:])((?:\s*\[\d+(?:\s*,\s*\d+)*\])+)")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_LINK = re.compile(r"!?\[([^\]]+)\]\([^)]*\)")
_LETTER = re.compile(r"[^\W\d_]")
_END = re.compile(r"[.!?:;…][)\"'”’]*$")


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
        draft = Draft(context, _passages(context.hits))
        try:
            for piece in write(self.model, context.search_text, context.language, draft.passages):
                draft.add(piece)
                if len(draft.kept) >= _SENTENCES:
                    break
            draft.finish()
        except ModelFailure:
            _compose_instead(context, "answers.note.model_failed")
            return
        if draft.kept:
            context.answer = _answer(context, draft)
        else:
            _compose_instead(context, "" if draft.says_nothing else "answers.note.model_unsupported")


@dataclass
class Draft:
    """What a model has written so far; `kept` are the sentences that hold, released as they come.

    Sources are numbered anew, in the order in which they are named.
    """

    context: Context
    passages: list[Citation]
    kept: list[Sentence] = field(default_factory=list)
    text: str = ""
    _said: str = ""
    _looked_at: int = 0
    _place: dict[int, int] = field(default_factory=dict)
    _bullet: bool = False

    def add(self, piece: str) -> None:
        """Take the next piece; a sentence is complete when another one has begun, with letters."""
        self._said += piece
        if _LETTER.search(piece):
            found = list(claims(self._said, self.context.language))
            begun = bool(found) and bool(_LETTER.search(found[-1].text))
            self._take(found[: -1 if begun else -2])

    def finish(self) -> None:
        """Take what is left, unless it was cut off."""
        found = list(claims(self._said, self.context.language))
        cut_off = bool(found) and not found[-1].bullet and not _END.search(found[-1].text)
        self._take(found[:-1] if cut_off else found)

    @property
    def says_nothing(self) -> bool:
        """Tell whether the model said that the passages hold no answer."""
        return answers.instructions(self.context.language)["nothing"].lower() in self._said.lower()

    def cited(self) -> list[Citation]:
        """Return the sources that are named, by their new numbers."""
        return [replace(self.passages[number - 1], number=place) for number, place in self._place.items()]

    def _take(self, found: Sequence[_Claim]) -> None:
        for claim in found[self._looked_at :]:
            self._looked_at += 1
            if len(self.kept) < _SENTENCES and holds(claim, self.passages, self.context):
                self._keep(claim)

    def _keep(self, claim: _Claim) -> None:
        if any(claim.text == sentence.text for sentence in self.kept):
            return
        for number in claim.numbers:
            self._place.setdefault(number, len(self._place) + 1)
        sentence = Sentence(claim.text, tuple(self._place[number] for number in claim.numbers))
        marks = "".join(f"[{number}]" for number in sentence.citations)
        before = "\n- " if claim.bullet else "\n\n" if self._bullet else " "
        piece = f"{before if self.kept else before.lstrip()}{sentence.text} {marks}"
        self.kept.append(sentence)
        self.text += piece
        self._bullet = claim.bullet
        if self.context.release:
            self.context.release(piece)


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
        for sentence in sentences(text, language):
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


def _answer(context: Context, draft: Draft) -> Answer:
    cited = draft.cited()
    chunks = [hit.chunk for one in cited for hit in context.hits if hit.chunk.id == one.chunk_id]
    return Answer(
        Status.PARTIAL if context.missing else Status.ANSWERED,
        context.language,
        draft.text,
        tuple(draft.kept),
        tuple(cited),
        suggestions=suggestions(context, chunks),
        note=notes(context, chunks),
        by_model=True,
    )


def _compose_instead(context: Context, note: str) -> None:
    compose(context)
    if context.answer is not None and note and not context.answer.refused:
        said = " ".join(part for part in (context.say(note), context.answer.note) if part)
        context.answer = replace(context.answer, note=said)
