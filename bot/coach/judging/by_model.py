"""A language model in the judge's place, to see how it does: `reisplan rehearse --model`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from bot.coach.judging.judge import Judgement, Lack, judge
from bot.coach.writing.orders import Ask, ask_for, by_name
from bot.language_model import ModelFailure
from prompts.curriculum import Criterion, Question
from prompts.writing import load_writing


class ModelJudge:
    """Judges like `judge`, with what the model finds lacking; mood and quote stay those of the rules.

    `asked` and `unusable` count its questions, and those to which nothing usable came: there the rules judge.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self.asked = self.unusable = 0

    def __call__(
        self, answer: str, *, stage: Question, language: str, earlier: Sequence[str] = ()
    ) -> Judgement:
        ruled = judge(answer, stage=stage, language=language, earlier=earlier)
        self.asked += 1
        found = self._lacks(answer, stage, language, earlier)
        if found is None:
            self.unusable += 1
            return ruled
        lacking = {lack.criterion for lack in found}
        good = tuple(criterion for criterion in ruled.good if criterion not in lacking)
        return replace(ruled, lacks=found, good=good, probe=found[0] if found else None)

    def _lacks(
        self, answer: str, stage: Question, language: str, earlier: Sequence[str]
    ) -> tuple[Lack, ...] | None:
        human = {
            "question": stage.opening_short,
            "criteria": "\n".join(f"{criterion}: {stage.gaps[criterion]}" for criterion in _in_order(stage)),
            "asked": "\n".join(earlier) or load_writing(language).nobody,
            "said": answer,
        }
        try:
            reply = ask_for(self._ask, "judge", language, human=human)
        except ModelFailure:
            return None
        return read(reply, answer, load_writing(language).enough)


def _in_order(stage: Question) -> list[Criterion]:
    """Every criterion, this question's own first."""
    return [*stage.criteria, *(c for c in get_args(Criterion) if c not in stage.criteria)]


def read(reply: str, answer: str, enough: str) -> tuple[Lack, ...] | None:
    """The lacks in a reply of lines with a criterion, a colon and words of the answer; None for another."""
    if reply.strip(" .!\n").upper() == enough:
        return ()
    known = {name: words.strip(" \"“”‘’'") for name, words in by_name(reply).items()}
    lacks = tuple(
        Lack(criterion, words if words and words in answer else answer, 1.0)
        for name, words in known.items()
        for criterion in get_args(Criterion)
        if criterion == name
    )
    return lacks or None
