"""Outcomes as figures, for all questions and for each language and kind."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bot.evaluation.outcomes import Outcome
from knowledge.evaluation.measures import RANKING, percentile, ranking, share

ALL = "all"
MEASURES = (*RANKING, "refused", "wrongly_refused", "quoted", "supported", "p50_ms", "p95_ms")
Row = dict[str, float]


def summary(outcomes: Sequence[Outcome]) -> dict[str, Row]:
    """Measures by group; one that says nothing about a group is left out there."""
    return {name: _row(part) for name, part in groups(outcomes).items()}


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {ALL: list(outcomes)}
    for outcome in sorted(outcomes, key=lambda one: (not one.item.answerable, one.item.group)):
        found.setdefault(outcome.item.group, []).append(outcome)
    return found


def curve(outcomes: Sequence[Outcome], thresholds: Sequence[float]) -> list[tuple[float, float, float]]:
    """(threshold, refused of out of scope, wrongly refused) when refusing below each confidence."""
    right = _confidences(outcomes, answerable=False)
    wrong = _confidences(outcomes, answerable=True)
    if not len(right) or not len(wrong):
        return []
    return [(at, float((right < at).mean()), float((wrong < at).mean())) for at in thresholds]


def compared(
    outcomes: Sequence[Outcome], ranks: Mapping[str, Sequence[int | None]]
) -> dict[str, dict[str, Row]]:
    """Ranking measures by group and system; `ranks` are over the answerable outcomes, in order."""
    answerable = [outcome for outcome in outcomes if outcome.item.answerable]
    found: dict[str, dict[str, Row]] = {}
    for name in groups(answerable):
        rows = [row for row, one in enumerate(answerable) if name in (ALL, one.item.group)]
        found[name] = {system: ranking([places[row] for row in rows]) for system, places in ranks.items()}
    return found


def _row(outcomes: Sequence[Outcome]) -> Row:
    answerable = [outcome for outcome in outcomes if outcome.item.answerable]
    times = [outcome.milliseconds for outcome in outcomes]
    row = {
        "n": float(len(outcomes)),
        **ranking([outcome.rank for outcome in answerable]),
        "refused": share([outcome.refused for outcome in outcomes if not outcome.item.answerable]),
        "wrongly_refused": share([outcome.refused for outcome in answerable]),
        "quoted": share([outcome.quoted for outcome in answerable]),
        "supported": share([part for outcome in outcomes for part in outcome.support]),
        "p50_ms": percentile(times, 50),
        "p95_ms": percentile(times, 95),
    }
    return {name: value for name, value in row.items() if not math.isnan(value)}


def _confidences(outcomes: Sequence[Outcome], *, answerable: bool) -> NDArray[np.float64]:
    return np.array([one.confidence for one in outcomes if one.item.answerable is answerable])
