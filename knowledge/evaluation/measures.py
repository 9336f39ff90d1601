"""Measures over ranks (by ir-measures), shares and times, and how sure a difference is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RANKING = ("recall@1", "recall@5", "recall@10", "mrr@10", "ndcg@10")
_RESAMPLES = 5000


def ranking(ranks: Sequence[int | None]) -> dict[str, float]:
    """Means over questions; of each, the place where the relevant result came (None: nowhere)."""
    per_question = by_question(ranks)
    return {name: float(values.mean()) for name, values in per_question.items()} if ranks else {}


def by_question(ranks: Sequence[int | None]) -> dict[str, NDArray[np.float64]]:
    """Each measure for each question, shape (n,)."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = dict(zip(RANKING, (R @ 1, R @ 5, R @ 10, RR @ 10, nDCG @ 10), strict=True))
    names = {measure: name for name, measure in measures.items()}
    values = {name: np.zeros(len(ranks)) for name in RANKING}
    qrels = {str(index): {"gold": 1} for index in range(len(ranks))}
    run = {str(index): _list(place) for index, place in enumerate(ranks)}
    for metric in ir_measures.iter_calc(list(measures.values()), qrels, run):
        values[names[metric.measure]][int(metric.query_id)] = metric.value
    return values


def _list(place: int | None) -> dict[str, float]:
    """A ranked list, as scores, with the relevant result at its place."""
    scores = {f"other{position}": 1 / position for position in range(1, 11) if position != place}
    return {**scores, "gold": 1 / place} if place else scores


def share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else float("nan")


def percentile(values: Sequence[float], percent: float) -> float:
    return float(np.percentile(values, percent)) if values else float("nan")


def difference(
    ours: NDArray[np.float64], theirs: NDArray[np.float64], *, seed: int = 0
) -> tuple[float, float, float]:
    """Mean difference with its 95 % interval, by paired bootstrap over questions."""
    gains = ours - theirs
    rows = np.random.default_rng(seed).integers(0, len(gains), (_RESAMPLES, len(gains)))
    low, high = np.quantile(gains[rows].mean(axis=1), [0.025, 0.975])
    return float(gains.mean()), float(low), float(high)
