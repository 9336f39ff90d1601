"""Kinds of answers that are heard often, and the follow-ups that the curriculum has for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.coach.conversation import vocabulary, words
from bot.coach.judging.signals import any_of
from prompts.curriculum import Criterion, Curriculum, Situation


class Heard(NamedTuple):
    """What to ask after, the wordings for it, and the words that it answers."""

    criterion: Criterion
    wordings: Sequence[str]
    quote: str


def heard(curriculum: Curriculum, question: str, text: str, lacks: Sequence[Criterion]) -> Heard | None:
    """The first situation in this answer, with follow-ups for the first of its own that the answer lacks."""
    for situation in _at(curriculum, question):
        quote = _quote(situation, text)
        criterion = next((c for c in situation.probes if c in lacks), None)
        if quote and criterion:
            return Heard(criterion, situation.probes[criterion], quote)
    return None


def always(curriculum: Curriculum, question: str, text: str) -> Heard | None:
    """A situation that is asked after whatever else the answer has: a number that isn't one."""
    if words.has_digit(text) or words.promise(text):
        return None
    for situation in _at(curriculum, question):
        if situation.always and (quote := _quote(situation, text)):
            criterion, wordings = next(iter(situation.probes.items()))
            return Heard(criterion, wordings, quote)
    return None


def _at(curriculum: Curriculum, question: str) -> Collection[Situation]:
    return [s for s in curriculum.situations if not s.questions or question in s.questions]


def _quote(situation: Situation, text: str) -> str:
    """What was heard, as it was typed; "" when it wasn't."""
    bare = vocabulary.normalise(text)
    if situation.words and not 0 < len(bare.split()) <= situation.words:
        return ""
    answer = text.strip(" .!?…")
    if not situation.heard:
        return answer
    lowered = text.lower().replace("’", "'")
    if situation.unless and _pattern(situation.unless).search(lowered):
        return ""
    found = _pattern(situation.heard).search(lowered)
    if found and not situation.whole:
        return text[found.start() : found.end()]
    return answer if found else ""


@lru_cache(maxsize=64)
def _pattern(heard: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(heard)
