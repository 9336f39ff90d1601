"""Grading agenda texts with the rubric, and how far the grades agree with labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.coach.judging.model import Model
from bot.coach.judging.signals import read_signs
from bot.coach.review.rubric import review
from prompts.rubric import CRITERIA

GRADES = ("weak", "middling", "good")

Agenda = dict[str, Any]  # "id", "language", "text"; labelled ones also "scores" and "overall"
Graded = dict[str, Any]  # "id", "scores", "overall"


def agenda_text(agenda: dict[str, Any]) -> str:
    """The whole text: as given, or the title and the labelled passages."""
    text: str = agenda.get("text") or "\n".join([agenda["title"], *(p["text"] for p in agenda["passages"])])
    return text


def grade_agenda(agenda: Agenda, *, model: Model | None = None) -> Graded:
    """`{"id", "scores": {criterion: 0|1|2}, "overall": "weak"|"middling"|"good"}`."""
    found = review(agenda["text"], agenda["language"], model=model)
    return {"id": agenda["id"], "scores": found.scores, "overall": found.overall}


def always_middling(agenda: Agenda) -> Graded:
    """The simplest way: everything in the middle."""
    return {"id": agenda["id"], "scores": dict.fromkeys(CRITERIA, 1), "overall": "middling"}


def by_keywords(agenda: Agenda) -> Graded:
    """A simple way: each criterion scores by how often words of its list occur."""
    signs = read_signs(agenda["text"], agenda["language"])
    scores = {c: int(min(signs.counts[sign], 2)) for c, sign in _KEYWORDS.items()}
    total = sum(scores.values())
    return {"id": agenda["id"], "scores": scores, "overall": GRADES[(total >= 8) + (total >= 16)]}


_KEYWORDS = {
    "public_value": "value_words",
    "users": "need_words",
    "feedback": "feedback_words",
    "outliers": "outlier_words",
    "experiment": "experiment_words",
    "people": "people_words",
    "working_forms": "working_form",
    "quality_cost": "cost_words",
    "coherence": "coherence_words",
    "first_step": "calendar",
    "plain_language": "we",
}


def weighted_kappa(labels: Sequence[int], grades: Sequence[int], steps: int = 3) -> float:
    """Cohen's kappa with linear weights (Cohen 1968); 1.0 when neither side varies and both agree."""
    seen = np.zeros((steps, steps))
    for label, given in zip(labels, grades, strict=True):
        seen[label, given] += 1
    distance = np.abs(np.subtract.outer(np.arange(steps), np.arange(steps)))
    chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / max(seen.sum(), 1)
    expected = float((distance * chance).sum())
    return 1.0 if expected == 0 else 1 - float((distance * seen).sum()) / expected


@dataclass(frozen=True, slots=True)
class Agreement:
    kappa: float
    exact: float  # share of labels met exactly
    near: float  # share met within one step


def agreement(agendas: Sequence[Agenda], graded: Sequence[Graded]) -> dict[str, Agreement]:
    """How far grades agree with labels, per criterion and "overall"; {} when nothing is labelled."""
    labelled = {a["id"]: a for a in agendas if "scores" in a}
    pairs = [(labelled[g["id"]], g) for g in graded if g["id"] in labelled]
    if not pairs:
        return {}
    found = {c: _agreement([(a["scores"][c], g["scores"][c]) for a, g in pairs]) for c in CRITERIA}
    overall = [(GRADES.index(a["overall"]), GRADES.index(g["overall"])) for a, g in pairs]
    return {**found, "overall": _agreement(overall)}


def _agreement(pairs: Sequence[tuple[int, int]]) -> Agreement:
    return Agreement(
        weighted_kappa([label for label, _ in pairs], [given for _, given in pairs]),
        sum(label == given for label, given in pairs) / len(pairs),
        sum(abs(label - given) <= 1 for label, given in pairs) / len(pairs),
    )
