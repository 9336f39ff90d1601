"""The fitted reviewer: per passage of an agenda, which criteria it shows and how fully.

For every criterion two logistic regressions over the signs in a passage say whether it shows the criterion
at all and whether it does so fully. A text scores by its best passage; plain language is read off the whole.
Weights come from `python -m bot.coach.review.training`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from bot.coach.conversation.sentences import sentences
from bot.coach.judging.model import Model, Regression, own_features
from bot.coach.judging.signals import read_signs
from prompts.judging import RUBRIC_WEIGHTS
from prompts.rubric import CRITERIA

PLAIN = "plain_language"
AT_ALL, FULLY = "at all", "fully"
_LONG_WORD = 12  # letters
_BLANK = re.compile(r"\n\s*\n")
_MARKUP = re.compile(r"^\s*(?:[-*#>•]+|\d+[.)])\s*")


class Best(NamedTuple):
    """How likely a text shows a criterion at all and fully, and the passages that it rests on."""

    at_all: float
    fully: float
    passage: str


def passages(text: str) -> list[str]:
    """Each sentence, and each two in a row within a paragraph, without list markers."""
    unmarked = "\n".join(_MARKUP.sub("", line) for line in text.splitlines())
    paragraphs = [list(sentences(part)) for part in _BLANK.split(unmarked) if part.strip()]
    single = [sentence for paragraph in paragraphs for sentence in paragraph]
    return single + [f"{one} {another}" for paragraph in paragraphs for one, another in pairwise(paragraph)]


def passage_features(passage: str, language: str) -> dict[str, float]:
    values = own_features(read_signs(passage, language))
    return {name: value for name, value in values.items() if "words" not in name.split()}


def text_features(text: str, language: str) -> dict[str, float]:
    """How the whole text reads: long sentences and words, and officialese and delay per hundred words."""
    counts = read_signs(text, language).counts
    words = max(counts["words"], 1.0)
    long_words = sum(len(word) >= _LONG_WORD for word in re.findall(r"\w+", text))
    per_sentence = words / max(len(sentences(text)), 1)
    rates = {
        name: min(counts[name] / words * 100, 8.0) / 4 for name in ("jargon", "passive", "postponing", "we")
    }
    return {
        **rates,
        "long words": long_words / words * 10,
        "sentence length": math.log(max(per_sentence, 1.0)),
    }


def best_passages(text: str, language: str, model: Model) -> dict[str, Best]:
    """For each criterion the passage that shows it best; for plain language the text as a whole."""
    found = passages(text) or [text]
    read = [(passage, passage_features(passage, language)) for passage in found]
    best = {criterion: _best(criterion, read, model) for criterion in CRITERIA if criterion != PLAIN}
    whole = text_features(text, language)
    at_all, fully = (model[f"{PLAIN} {level}"].probability(whole) for level in (AT_ALL, FULLY))
    best[PLAIN] = Best(at_all, fully, _hardest(read))
    return best


def _best(criterion: str, read: Sequence[tuple[str, Mapping[str, float]]], model: Model) -> Best:
    at_all, fully = model[f"{criterion} {AT_ALL}"], model[f"{criterion} {FULLY}"]
    likely = [(at_all.probability(v), fully.probability(v), passage) for passage, v in read]
    passage = max(likely, key=lambda item: item[0] + item[1])[2]
    return Best(max(item[0] for item in likely), max(item[1] for item in likely), passage)


def _hardest(read: Sequence[tuple[str, Mapping[str, float]]]) -> str:
    """The passage with the most officialese and the longest."""
    return max(read, key=lambda item: (item[1].get("jargon", 0) + item[1].get("passive", 0), len(item[0])))[0]


@cache
def packaged_model() -> Model:
    """The fitted regressions, named "<criterion> at all" and "<criterion> fully"."""
    stored = json.loads(RUBRIC_WEIGHTS.read_text(encoding="utf-8"))
    return {name: Regression(item["intercept"], item["weights"]) for name, item in stored.items()}
