"""How well each sentence or list of the passages that were found answers the question."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from bot.answers.context import Context
from bot.answers.definitions import defines, subject_of
from bot.answers.rows import Row
from bot.answers.units import Unit, asks_several, can_answer, is_wanted_list, shows_what_is_wanted, units_of
from knowledge.models import Chunk, Hit
from knowledge.tokens import tokens

PASSAGES = 8  # hits that are read for sentences

# Measured in docs/answers.md.
_PER_PASSAGE = 2  # units of a passage that are embedded; one more of the best passages
_BEST_PASSAGES = 3
_EMBEDDED = 240  # characters of a unit that are embedded
_NEAR = 0.35  # cosine with the question, of vectors without what their languages have in common
_OVERLAP = 0.05  # words in common with the question
_RANK = 0.01  # what one place in the search results is worth
_WANTED = 0.06  # a figure or a date when the question asks for one, and the like
_LIST = 0.03  # a list when the question asks for several things
_NAMED = 0.03  # the row of a table that the question names
_OPENS = 0.008  # the first sentence below a heading that has a word of the question
_DEFINES = 0.12  # saying what something is, when that was asked: worth opening with, not worth more of
_OWN_LANGUAGE = 0.02  # a sentence in the asker's language reads easier
_SAID = 0.05  # what the thread holds already
_LAST = 0.6  # share of the last message's own words, beside what it leans on

_NEAREST = 2  # passages that may say what something is under another name
_UNKNOWN = 0.5  # what a word is worth that no passage has

_MARK = re.compile(r"\[\d+\]")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit of a chunk, with how well it answers the question; `passage` is cited, and holds the chunk.

    `lead` is what makes it good to open with, `said` the share of its sentences that the thread holds
    already, `vector` its embedding.
    """

    unit: Unit
    chunk: Chunk
    passage: Hit
    score: float
    lead: float = 0.0
    said: float = 0.0
    vector: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32), compare=False)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks: `texts` are the whole of it and, with a thread before it, its own words."""

    texts: tuple[str, ...]
    weights: tuple[float, ...]
    language: str
    subject: str
    said: str
    telling: Mapping[str, float]

    def shared(self, unit: Unit, language: str) -> float:
        """The share of the question's words that a unit has, each for as much as it tells apart."""
        held = set(tokens(f"{unit.heading} {unit.plain}", language))
        asked = [set(tokens(text, language)) for text in self.texts]
        shares = [self._worth(words & held) / max(self._worth(words), 1e-9) for words in asked]
        return float(np.dot(shares, self.weights))

    def names(self, heading: str, chunk: Chunk) -> bool:
        """Tell whether a heading within a document has a word of the question."""
        words = set(tokens(heading, chunk.language)) & set(tokens(self.texts[-1], chunk.language))
        return bool(words) and heading != chunk.title

    def _worth(self, words: Iterable[str]) -> float:
        return sum(self.telling.get(word, _UNKNOWN) for word in words)


def candidates(context: Context) -> list[Candidate]:
    """Return what could be quoted, best first."""
    asked = _asked(context)
    found = list(_candidates(asked, context.hits[:PASSAGES]))
    return sorted(_scored(asked, found, context), key=lambda candidate: -candidate.score) if found else []


def _telling(hits: Sequence[Hit]) -> dict[str, float]:
    """How much each word tells the passages that were found apart: what all of them have, tells nothing."""
    held = Counter(
        word
        for hit in hits
        for word in set(tokens(f"{hit.chunk.title} {hit.chunk.section} {hit.chunk.text}", hit.chunk.language))
    )
    return {word: math.log((len(hits) + 1) / (count + 0.5)) for word, count in held.items()}


def _asked(context: Context) -> _Asked:
    whole, own = context.search_text, context.asked
    said = " ".join(turn.text for turn in context.question.history if turn.role == "assistant")
    return _Asked(
        (whole, own) if own else (whole,),
        (1 - _LAST, _LAST) if own else (1.0,),
        context.language,
        "" if asks_several(own or whole) else subject_of(own or whole),
        _plain(_MARK.sub("", said)),
        _telling(context.hits),
    )


def _candidates(asked: _Asked, hits: Sequence[Hit]) -> Iterator[Candidate]:
    """The most promising units of each passage; `score` is what is known of them so far."""
    for rank, hit in enumerate(hits):
        chunk, passage = hit.chunk, _passage(hit, hits[:rank])
        bonus = (_OWN_LANGUAGE if chunk.language == asked.language else 0.0) - _RANK * rank
        whole = units_of(chunk.text, chunk.language, _heading(chunk))
        units = [
            unit for unit in (_narrowed(asked, one, chunk.language) for one in whole) if can_answer(unit)
        ]
        known = [_known(asked, unit, chunk, passage, bonus, nearest=rank < _NEAREST) for unit in units]
        known = [_placed(asked, one, units) for one in known]
        promising = sorted(known, key=lambda one: (-one.score - one.lead, one.unit.position))
        yield from islice(promising, _PER_PASSAGE + (rank < _BEST_PASSAGES))


def _placed(asked: _Asked, one: Candidate, units: Sequence[Unit]) -> Candidate:
    """A unit with what it is worth to come first below a heading that has a word of the question."""
    first = next(unit for unit in units if unit.heading == one.unit.heading)
    opens = first is one.unit and asked.names(one.unit.heading, one.chunk)
    return replace(one, score=one.score + _OPENS) if opens else one


def _narrowed(asked: _Asked, unit: Unit, language: str) -> Unit:
    """A table with only the rows that the question names, if it names any."""
    named = [row for row in unit.rows if _is_named(asked, row, language)]
    if not (unit.items and named):
        return unit
    return replace(unit, items=tuple(row.listed for row in named), rows=tuple(named))


def _is_named(asked: _Asked, row: Row, language: str) -> bool:
    """Tell whether the question has all the words with which a row begins."""
    label = set(tokens(row.label, language))
    return bool(label) and label <= set(tokens(asked.texts[-1], language))


def _known(
    asked: _Asked, unit: Unit, chunk: Chunk, passage: Hit, bonus: float, *, nearest: bool
) -> Candidate:
    """A unit with what it is worth before its meaning is looked at."""
    sentences = [part for line in unit.lines for part in _SENTENCES.split(line)] if asked.said else []
    said = sum(_plain(part) in asked.said for part in sentences) / max(len(sentences), 1)
    worth = (
        _OVERLAP * asked.shared(unit, chunk.language)
        + _WANTED * shows_what_is_wanted(asked.texts[-1], unit.plain)
        + _LIST * is_wanted_list(asked.texts[-1], unit)
        + _NAMED * (bool(unit.rows) and all(_is_named(asked, row, chunk.language) for row in unit.rows))
        - _SAID * said
    )
    lead = _DEFINES * defines(unit, asked.subject, nearest=nearest)
    return Candidate(unit, chunk, passage, bonus + worth, lead, said)


def _scored(asked: _Asked, found: Sequence[Candidate], context: Context) -> list[Candidate]:
    """Add how near each unit is to the question in meaning."""
    questions = context.base.embed(list(asked.texts), kind="query")
    texts = [f"{candidate.unit.heading}: {candidate.unit.plain}"[:_EMBEDDED] for candidate in found]
    vectors = context.base.embed(texts, kind="passage")
    languages = [candidate.chunk.language for candidate in found]
    aims = context.base.centred(questions, [asked.language] * len(questions))
    similarity = _NEAR * (context.base.centred(vectors, languages) @ aims.T @ np.asarray(asked.weights))
    return [
        replace(candidate, score=candidate.score + float(cosine), vector=vector)
        for candidate, cosine, vector in zip(found, similarity, vectors, strict=True)
    ]


def _passage(hit: Hit, better: Sequence[Hit]) -> Hit:
    """The better hit in whose context this one stands, or the hit itself: a reader needs one of the two."""
    same = (other for other in better if other.chunk.document == hit.chunk.document)
    return next((other for other in same if hit.chunk.text in other.context), hit)


def _heading(chunk: Chunk) -> str:
    return chunk.headings[-1] if chunk.headings else chunk.title


def _plain(text: str) -> str:
    """Words only: an answer keeps neither white space nor list signs as they stood."""
    return " ".join(re.findall(r"\w+", text.lower()))
