"""The fitted judge: how likely a reader would say that an answer lacks something.

One logistic regression per criterion over the signs in the answer, alone and with the question they answer;
two more say whether anything is lacking, and whether several things are. The weights come from
`python -m bot.coach.judging.training`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.coach.judging.signals import Signs
from prompts.judging import WEIGHTS

ANY, SEVERAL = "any", "several"
# The second and later occurrences of a sign say less than the first.
_REPEAT, _MOST_REPEATS = 0.25, 2
_WITH_QUESTION = 0.7  # how much a sign counts in the context of its question, beside on its own


# "words" counts as length; the others are rules of `judge`, too rare in our examples to learn from.
_NOT_WEIGHED = ("words", "when_good", "goes_about")
# Signs of a whole plan that the judge of single answers leaves alone (decision 0124).
_OF_A_PLAN = ("joint", "last_word", "workers")


def features(signs: Signs, question: str) -> dict[str, float]:
    """Named features of an answer to `question` (a question's id)."""
    own = {name: value for name, value in own_features(signs).items() if name not in _OF_A_PLAN}
    together = {f"{question}: {name}": _WITH_QUESTION * value for name, value in own.items()}
    return {**own, **together, f"question {question}": 1.0}


def own_features(signs: Signs) -> dict[str, float]:
    """Named features of a text on its own: its signs and its length."""
    own = {name: _damped(count) for name, count in signs.counts.items() if count and name not in _NOT_WEIGHED}
    words = signs.counts["words"]
    own["length"] = math.log1p(words) / 2
    own |= {f"up to {most} words": 1.0 for most in (2, 5, 9) if words <= most}
    own |= {f"from {least} words": 1.0 for least in (15, 40) if words >= least}
    return own


def _damped(count: float) -> float:
    return 1.0 + _REPEAT * min(count - 1, _MOST_REPEATS)


@dataclass(frozen=True, slots=True)
class Regression:
    intercept: float
    weights: Mapping[str, float]

    def probability(self, values: Mapping[str, float]) -> float:
        total = self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in values.items())
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def strongest(self, values: Mapping[str, float]) -> list[str]:
        """The signs in `values` that speak for this criterion, strongest first, without their question."""
        shares: dict[str, float] = {}
        for name, value in values.items():
            sign = name.rpartition(": ")[2]
            shares[sign] = shares.get(sign, 0.0) + self.weights.get(name, 0.0) * value
        return [sign for sign in sorted(shares, key=lambda s: -shares[s]) if shares[sign] > 0]


Model = Mapping[str, Regression]


@cache
def packaged_model() -> Model:
    """The fitted regressions by criterion, with `ANY` and `SEVERAL`."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {name: Regression(item["intercept"], item["weights"]) for name, item in stored.items()}
