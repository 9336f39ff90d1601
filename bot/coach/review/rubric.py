"""Reviewing an agenda text against the published rubric in `prompts/rubric/`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from bot.coach.judging.model import Model
from bot.coach.review.model import Best, best_passages, packaged_model
from prompts.rubric import CRITERIA, Grade, Rubric, load_rubric

# A criterion is read in its best passage and, more than half, in how much the rest of the text shows: whoever
# grades does so too. Chosen by cross-validation on our own texts; see decision 0120.
OF_THE_REST = 0.6
AT_ALL, FULLY = 0.25, 0.48  # from these sums of both a criterion is there at all, and fully
SEEN_AT_ALL, SEEN_FULLY = 0.2, 0.4  # a passage has to speak for it at least so much
# The grades start at these sums of both over all criteria. Our own texts alone would put them a little lower
# (5.2 and 9.7); texts that teams really write are richer in words, also where they say little.
MIDDLING, GOOD = 6.0, 10.5
MOST = 2  # the score of a criterion that is fully there
CHANGES = 2
_NOTHING = Best(0.0, 0.0, "")


class Reason(NamedTuple):
    text: str  # what this score means, from the rubric
    sentence: str  # the passage it rests on; "" when the criterion wasn't found


@dataclass(frozen=True, slots=True)
class Review:
    """`scores` are 0, 1 or 2 per criterion; `advice` holds the changes that would help most."""

    scores: dict[str, int]
    overall: Grade
    reasons: dict[str, Reason]
    advice: tuple[str, ...]
    changes: tuple[str, ...]  # the criteria that `advice` is about


def review(
    text: str,
    language: str,
    apart: Mapping[str, str] | None = None,
    unfinished: Collection[str] = (),
    answered: Mapping[str, str] | None = None,
    *,
    model: Model | None = None,
) -> Review:
    """Scores, reasons and advice for a whole agenda text in `language` ("nl" or "en").

    `apart` holds the part of the text in which to look for a criterion, where that is known; what the team
    left open (`unfinished`) is never there in full. `answered` holds what the team said when it was asked
    for a criterion: that is half of it at least, and short of the whole the reason rests on those words.
    """
    rubric, model = load_rubric(language), model or packaged_model()
    best = best_passages(text, language, model)
    for criterion, part in (apart or {}).items():
        best[criterion] = best_passages(part, language, model)[criterion] if part else _NOTHING
    scores = {c: min(score, 1) if c in unfinished else score for c, score in scores_of(best).items()}
    for criterion, part in (answered or {}).items():
        if scores[criterion] < MOST:
            scores[criterion] = 1
            told = best_passages(part, language, model)[criterion]
            words = told.passage if told.at_all >= SEEN_AT_ALL else part
            best[criterion] = best[criterion]._replace(passage=words)
    changes = _changes(rubric, scores)
    advice = tuple(
        rubric.advice.format(title=rubric.criterion(c).title, advice=rubric.criterion(c).advice)
        for c in changes
    )
    return Review(scores, grade(best), _reasons(rubric, scores, best), advice, changes)


def grade(best: dict[str, Best]) -> Grade:
    """How the text does as a whole: by how much is shown, and not by counting rounded scores."""
    total = sum(found.at_all + found.fully for found in best.values())
    return "good" if total >= GOOD else "middling" if total >= MIDDLING else "weak"


def scores_of(best: Mapping[str, Best]) -> dict[str, int]:
    """Each criterion from 0 to 2, in its best passage and in the light of the rest."""
    own = {criterion: (found.at_all + found.fully) / 2 for criterion, found in best.items()}
    rest = {criterion: (sum(own.values()) - shown) / (len(own) - 1) for criterion, shown in own.items()}
    return {c: _score(best[c].at_all, own[c] * (1 - OF_THE_REST) + rest[c] * OF_THE_REST) for c in CRITERIA}


def _score(seen: float, shown: float) -> int:
    if seen < SEEN_AT_ALL or shown < AT_ALL:
        return 0
    return MOST if shown >= FULLY and seen >= SEEN_FULLY else 1


def _reasons(rubric: Rubric, scores: dict[str, int], best: dict[str, Best]) -> dict[str, Reason]:
    return {
        c: Reason(
            rubric.criterion(c).levels[score], best[c].passage if score or c == "plain_language" else ""
        )
        for c, score in scores.items()
    }


def _changes(rubric: Rubric, scores: dict[str, int]) -> tuple[str, ...]:
    """The lowest scores first; among equals the order of the rubric, which is what helps most."""
    order = [criterion.id for criterion in rubric.criteria]
    lacking = [c for c in order if scores[c] < MOST]
    return tuple(sorted(lacking, key=lambda c: (scores[c], order.index(c)))[:CHANGES])
