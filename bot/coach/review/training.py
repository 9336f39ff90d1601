"""Fit the reviewer on the labelled agenda texts in the repository: `python -m bot.coach.review.training`.

Prints cross-validated figures, then writes `prompts/judging/rubric_weights.json`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.coach.judging.model import Model, Regression
from bot.coach.judging.training import fit_regression, store
from bot.coach.review.grading import Graded, agenda_text, agreement, grade_agenda
from bot.coach.review.model import AT_ALL, FULLY, PLAIN, passage_features, text_features
from prompts.judging import AGENDAS, RUBRIC_WEIGHTS, read_lines
from prompts.rubric import CRITERIA

STRENGTH = 1.0
FOLDS = 7


def fit(agendas: Sequence[dict[str, Any]]) -> Model:
    """Two regressions per criterion on the labelled passages; plain language on the whole texts."""
    labelled = [(p, a["language"]) for a in agendas for p in a["passages"]]
    rows = [passage_features(passage["text"], language) for passage, language in labelled]
    whole = [text_features(agenda_text(a), a["language"]) for a in agendas]
    model: dict[str, Regression] = {}
    for criterion in CRITERIA:
        plain = criterion == PLAIN
        scores = (
            [a["scores"][PLAIN] for a in agendas]
            if plain
            else [p["shows"].get(criterion, 0) for p, _ in labelled]
        )
        model |= _two_levels(criterion, whole if plain else rows, scores)
    return model


def _two_levels(criterion: str, rows: Sequence[dict[str, float]], scores: Sequence[int]) -> Model:
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    levels = ((AT_ALL, 1), (FULLY, 2))
    return {
        f"{criterion} {name}": fit_regression(matrix, np.array(scores) >= least, names, STRENGTH)
        for name, least in levels
    }


def cross_validate(agendas: Sequence[dict[str, Any]], folds: int = FOLDS) -> list[Graded]:
    """How each text is graded by a model fitted on the others."""
    graded: list[Graded] = []
    for fold in range(folds):
        model = fit([a for i, a in enumerate(agendas) if i % folds != fold])
        held_out = [a for i, a in enumerate(agendas) if i % folds == fold]
        graded += [grade_agenda({**a, "text": agenda_text(a)}, model=model) for a in held_out]
    return graded


def main() -> None:
    agendas = read_lines(AGENDAS)
    for name, found in agreement(agendas, cross_validate(agendas)).items():
        print(f"{name}: kappa {found.kappa:.2f}, exact {found.exact:.2f}, within one step {found.near:.2f}")
    store(fit(agendas), RUBRIC_WEIGHTS)


if __name__ == "__main__":
    main()
