"""How likely it is that what was found answers the question: a logistic regression over a few plain features.

Its coefficients are in confidence.json, made by `python -m knowledge.training`; the curve is in
docs/retrieval.md.
"""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from statistics import mean
from typing import Any

import yaml

from knowledge.glossary import translations
from knowledge.lexicon import translated
from knowledge.models import Chunk, Hit
from knowledge.snapshot import Snapshot
from knowledge.tokens import content_words, tokens

THRESHOLD = 0.5  # below it, refuse: what the model is fitted to
_TOP = 5
_NEAREST = 10  # whose cosines count; of a small index, a tenth: the others have little to do with anything
_USUAL = 0.6  # fused score of the best passage for a question that may or may not be answered
_OUTSTANDING = 0.7  # fused score above which hardly anything is out of scope, however alone it stands
_ANYONE = 0.2  # how personal a question is in which "I" may be anyone
_NAME = re.compile(r"(?<=[\w,;] )[A-Z][a-z]{2,}\w*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against an answer. Shares are 0–1, weighed by how rare the words are."""

    cosine: float  # plain cosine of the nearest, on average
    score: float  # highest fused score: how far the best stands out from what its language has in common
    standing_out: float  # how far that is above what others reach: a subject with one passage to itself
    covered: float  # share of the question's words that the five best hits have together
    names_missing: float  # how many capitalised words inside the question none of the five has
    found: float  # as many words as that, of those that carry meaning, as a logarithm
    personal: float  # 1 if it asks about the asker, a little if "I" may be anyone ("how do I …")
    passing: float  # 1 if it asks about today or this week


def probability(evidence: Evidence) -> float:
    """The probability, 0–1, that what was found answers the question."""
    model = _model()
    logit = float(model["intercept"])
    for name, part in model["features"].items():
        logit += part["coefficient"] * (getattr(evidence, name) - part["mean"]) / part["scale"]
    return 1 / (1 + math.exp(-logit))


def gather(question: str, language: str, hits: Sequence[Hit], snapshot: Snapshot) -> Evidence:
    """The evidence in at least one hit; what read them again after the search changes nothing about it."""
    top = sorted(hits, key=lambda hit: -hit.fused)[:_TOP]
    words = [(word, _rarity(word, language, snapshot)) for word in content_words(question, language)]
    together = frozenset().union(*(_words_of(hit.chunk) for hit in top))
    covered = _share(words, language, together)
    score = _outstanding(top[0], snapshot)
    return Evidence(
        cosine=_nearness(hits, snapshot),
        score=score,
        standing_out=max(0.0, score - _OUTSTANDING),
        covered=covered,
        names_missing=float(
            sum(not _has(name.lower(), language, together) for name in _NAME.findall(question))
        ),
        found=math.log1p(covered * len(words)),
        personal=_personal(question),
        passing=float(_cue("passing").search(_cue("what_now").sub(" ", question)) is not None),
    )


def _nearness(hits: Sequence[Hit], snapshot: Snapshot) -> float:
    count = min(max(snapshot.size // _NEAREST, 1), _NEAREST)
    return mean(sorted((hit.dense for hit in hits), reverse=True)[:count])


def _outstanding(best: Hit, snapshot: Snapshot) -> float:
    """The fused score, as far as the index is large enough for it to tell anything.

    Of a few passages it hardly knows what they have in common, so that everything looks near.
    """
    shelf = snapshot.shelves.get(best.chunk.language)
    sureness = shelf.sureness if shelf else 0.0
    return sureness * best.fused + (1 - sureness) * _USUAL


def _personal(question: str) -> float:
    if _cue("personal").search(question):
        return 1.0
    return _ANYONE if _cue("anyone").search(question) else 0.0


def _share(words: Sequence[tuple[str, float]], language: str, found: frozenset[str]) -> float:
    total = sum(rarity for _, rarity in words)
    return sum(rarity for word, rarity in words if _has(word, language, found)) / total if total else 0.0


def _has(word: str, language: str, found: frozenset[str]) -> bool:
    """Does a text have the word, a part of the compound, or a translation from the glossary?"""
    return any(term in found for term in _terms(word, language))


@lru_cache(maxsize=10_000)
def _terms(word: str, language: str) -> frozenset[str]:
    other = "en" if language == "nl" else "nl"
    own = tokens(word, language)
    put_over = [*translations(word, language, other), *translated(word, language, other)]
    return frozenset([*own, *tokens(word, other), *put_over])


def _words_of(chunk: Chunk) -> frozenset[str]:
    return frozenset(tokens(" ".join((chunk.title, *chunk.headings, chunk.text)), chunk.language))


def _rarity(word: str, language: str, snapshot: Snapshot) -> float:
    """0 for a word in every chunk, 1 for one in none: the lowest over the languages of the index."""
    return min(
        (
            shelf.lexical.relative_rarity(term)
            for shelf_language, shelf in snapshot.shelves.items()
            for term in _in_language(word, language, shelf_language)
        ),
        default=1.0,
    )


@lru_cache(maxsize=10_000)
def _in_language(word: str, language: str, target: str) -> tuple[str, ...]:
    same = tokens(word, target)
    return tuple(same if target == language else [*same, *translations(word, language, target)])


@cache
def _model() -> dict[str, Any]:
    model: dict[str, Any] = json.loads((files("knowledge") / "confidence.json").read_text(encoding="utf-8"))
    return model


@cache
def _cue(name: str) -> re.Pattern[str]:
    data = yaml.safe_load((files("knowledge") / "cues.yaml").read_text(encoding="utf-8"))
    return re.compile(rf"(?<![\w'’])(?:{'|'.join(data[name])})(?![\w'’])", re.IGNORECASE)
