"""All of a run: its figures, what it was compared with, and the cases worth looking at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.evaluation.outcomes import Outcome
from bot.evaluation.quality import WAYS, Quality, mean
from bot.evaluation.summary import Row, compared, curve, summary
from bot.evaluation.thresholds import Breach
from knowledge.evaluation.judging import Result, rank
from knowledge.evaluation.measures import by_question, difference

OURS = "reisplan"
STEPS = tuple(step / 20 for step in range(1, 20))

Search = Callable[[str], list[Result]]


@dataclass(frozen=True, slots=True)
class Gain:
    """What the product scores above a system on nDCG@10, with its 95 % interval."""

    system: str
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Report:
    """`systems` and `gains` hold the baselines, `without` and `worth` the product short of a stage."""

    outcomes: Sequence[Outcome]
    systems: Mapping[str, Sequence[int | None]] = field(default_factory=dict)
    without: Mapping[str, Sequence[int | None]] = field(default_factory=dict)
    qualities: Sequence[Quality] = ()
    breaches: Sequence[Breach] = ()

    @property
    def rows(self) -> dict[str, Row]:
        return summary(self.outcomes)

    @property
    def curve(self) -> list[tuple[float, float, float]]:
        return curve(self.outcomes, STEPS)

    @property
    def compared(self) -> dict[str, dict[str, Row]]:
        """Ranking measures by group and system, the product first; empty without baselines."""
        return compared(self.outcomes, {OURS: self._ours, **self.systems}) if self.systems else {}

    @property
    def gains(self) -> list[Gain]:
        return self._gains(self.systems)

    @property
    def worth(self) -> list[Gain]:
        return self._gains(self.without)

    @property
    def ways(self) -> dict[str, tuple[float, float]]:
        """Token F1 and similarity by way of answering."""
        return {way: mean(self.qualities, way) for way in WAYS} if self.qualities else {}

    @property
    def _ours(self) -> list[int | None]:
        return [outcome.rank for outcome in self.outcomes if outcome.item.answerable]

    def _gains(self, systems: Mapping[str, Sequence[int | None]]) -> list[Gain]:
        ours = by_question(self._ours)["ndcg@10"] if systems else None
        return [
            Gain(name, *difference(ours, by_question(places)["ndcg@10"]))
            for name, places in systems.items()
            if ours is not None
        ]

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready: figures, and a line for each question."""
        return {
            "measures": self.rows,
            "refusal": [
                {"below": at, "refused": right, "wrongly_refused": wrong} for at, right, wrong in self.curve
            ],
            "systems": self.compared,
            "gains": [asdict(gain) for gain in self.gains],
            "stages": [asdict(gain) for gain in self.worth],
            "answers": {way: {"f1": f1, "similarity": cosine} for way, (f1, cosine) in self.ways.items()},
            "breaches": [asdict(breach) for breach in self.breaches],
            "questions": [_line(outcome) for outcome in self.outcomes],
        }


def ranks(outcomes: Sequence[Outcome], search: Search) -> list[int | None]:
    """Where a search finds what the answerable questions want, in order."""
    answerable = [outcome for outcome in outcomes if outcome.item.answerable]
    return [rank(outcome.item, search(outcome.searched)) for outcome in answerable]


def misses(outcomes: Sequence[Outcome], limit: int = 20) -> list[Outcome]:
    """Answerable questions whose passage wasn't among the first ten, the most confident first."""
    missed = [one for one in outcomes if one.item.answerable and one.rank is None]
    return sorted(missed, key=lambda one: -one.confidence)[:limit]


def wrongly_answered(outcomes: Sequence[Outcome], limit: int = 10) -> list[Outcome]:
    """Out-of-scope questions that got an answer, the most confident first."""
    wrong = [one for one in outcomes if not one.item.answerable and one.answer.sentences]
    return sorted(wrong, key=lambda one: -one.confidence)[:limit]


def examples(qualities: Sequence[Quality], limit: int = 10) -> list[Quality]:
    """The answers nearest to their reference and those furthest from it, by similarity."""
    ordered = sorted(qualities, key=lambda one: -one.similarity["answer"])
    return ordered if len(ordered) <= 2 * limit else [*ordered[:limit], *ordered[-limit:]]


def _line(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.item.id,
        "group": outcome.item.group,
        "rank": outcome.rank,
        "confidence": round(outcome.confidence, 4),
        "status": str(outcome.answer.status),
        "quoted": outcome.quoted,
        "support": list(outcome.support),
        "milliseconds": round(outcome.milliseconds, 1),
        "found": [hit.chunk.document for hit in outcome.hits],
    }
