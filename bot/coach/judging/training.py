"""Fit the judge on the labelled transcripts in the repository: `python -m bot.coach.judging.training`.

Prints cross-validated figures (no transcript is judged by weights it was fitted on), then writes
`prompts/judging/weights.json`. Needs scikit-learn, which sentence-transformers brings along.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from bot.coach.judging.judge import judge
from bot.coach.judging.model import ANY, SEVERAL, Model, Regression, features
from bot.coach.judging.rehearsal import figures
from bot.coach.judging.signals import read_signs
from bot.coach.rehearsal_engine import play_all
from prompts.curriculum import Criterion
from prompts.judging import TRANSCRIPTS, WEIGHTS, read_lines

STRENGTH = 0.5  # inverse regularisation, chosen by cross-validation
FOLDS = 8
_FEWEST = 2  # labelled examples; a criterion with fewer isn't fitted
_DECIMALS = 3


def fit(transcripts: Sequence[dict[str, Any]]) -> dict[str, Regression]:
    """A regression per criterion that the labels use often enough, and for `ANY` and `SEVERAL`."""
    rows, labels = _answers(transcripts)
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    targets = {c: np.array([c in lacks for lacks in labels]) for c in get_args(Criterion)}
    targets |= {ANY: np.array([len(lacks) > 0 for lacks in labels])}
    targets |= {SEVERAL: np.array([len(lacks) > 1 for lacks in labels])}
    return {name: fit_regression(matrix, y, names) for name, y in targets.items() if y.sum() >= _FEWEST}


def _answers(transcripts: Sequence[dict[str, Any]]) -> tuple[list[dict[str, float]], list[list[str]]]:
    rows, labels = [], []
    for transcript in transcripts:
        for note in transcript["notes"]:
            answer = transcript["stage_answers"][note["index"]]
            rows.append(features(read_signs(answer["text"], transcript["language"]), answer["stage"]))
            labels.append(note["lacks"])
    return rows, labels


def fit_regression(
    matrix: NDArray[np.float64], target: NDArray[np.bool_], names: Sequence[str], strength: float = STRENGTH
) -> Regression:
    """A logistic regression of `target` (n,) on `matrix` (n, names), rounded for storing."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=2000).fit(matrix, target)
    weights = {
        name: round(float(w), _DECIMALS)
        for name, w in zip(names, model.coef_[0], strict=True)
        if abs(w) >= 10**-_DECIMALS
    }
    return Regression(round(float(model.intercept_[0]), _DECIMALS), weights)


def cross_validate(transcripts: Sequence[dict[str, Any]], folds: int = FOLDS) -> list[dict[str, Any]]:
    """What the coach asks in each transcript, with a judge fitted on the others."""
    outcomes: list[dict[str, Any]] = []
    for fold in range(folds):
        model = fit([t for i, t in enumerate(transcripts) if i % folds != fold])
        held_out = [t for i, t in enumerate(transcripts) if i % folds == fold]
        outcomes += play_all(held_out, partial(judge, model=model))
    return outcomes


def main() -> None:
    transcripts = read_lines(TRANSCRIPTS)
    found = figures(transcripts, cross_validate(transcripts))[""]
    print(f"precision {found.precision:.3f}, reach {found.reach:.3f}, needless {found.needless:.3f}")
    store(fit(transcripts), WEIGHTS)


def store(model: Model, path: Path) -> None:
    stored = {name: {"intercept": r.intercept, "weights": dict(r.weights)} for name, r in model.items()}
    path.write_text(json.dumps(stored, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
