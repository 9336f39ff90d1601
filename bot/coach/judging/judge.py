"""What an answer to a coaching question still lacks, and which lack to ask about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal, get_args

from bot.coach.judging.model import ANY, SEVERAL, Model, features, packaged_model
from bot.coach.judging.mood import tone
from bot.coach.judging.quote import fit_quote
from bot.coach.judging.signals import Signs, read_signs
from prompts.curriculum import Criterion, Question

Mood = Literal["ok", "unknown", "hostile", "joke", "off_topic", "hurt", "question"]

LACKING = 0.35  # from this probability a criterion counts as lacking
SEVERAL_LACK = 0.2  # ask when several things are probably lacking, or …
SURE, SURE_OF_ONE = 0.9, 0.65  # … when something surely is, and it is clear what
MOST_LIKELY = 0.5
SEVERAL_SURELY = 0.6  # of two lacks, that a few words after a complete answer must surely have one
_ALIKE = 0.9  # of two lacks about as likely, ask about the one that the question puts first
_UNQUOTED = ("unknown", "hostile", "joke", "off_topic")  # giving these back would sound like mocking
_OPENING = 4  # words before it says that nobody knows
_SHORT = 12  # words; a mood in a longer answer is a tone and not the message

# The signs that show a criterion is met: what people see as good, and what colleagues already answered.
_SHOWN_BY: dict[Criterion, tuple[str, ...]] = {
    "evidence": ("evidence_words",),
    "outlier": ("outlier_words",),
    "measurable": ("digits", "percentage", "number_words"),
    "need": ("need_words",),
    "value": ("value_words",),
    "user": ("someone", "people_group"),
    "date": ("calendar", "when_day"),
    "owner": ("names", "owner_words"),
    "quality": ("when_good", "quality_words"),
    "cost": ("cost_words",),
    "working-form": ("working_form",),
    "small": ("small_words",),
    "experiment": ("experiment_words",),
    "people": ("people_words",),
    "coherence": ("coherence_words",),
    "honest": ("honest_words",),
    "uncertainty": ("uncertainty_words",),
    "concrete": ("someone", "digits", "names", "calendar"),
}
# What a good answer may be praised for at each question, most telling first.
_WORTH_NOTICING: dict[str, tuple[Criterion, ...]] = {
    "stand": ("user", "evidence", "measurable", "outlier", "honest", "uncertainty", "concrete"),
    "value": ("value", "user", "measurable", "honest"),
    "users": ("need", "evidence", "user", "measurable", "uncertainty"),
    "data": ("outlier", "measurable", "evidence", "honest"),
    "direction": ("coherence", "value", "concrete"),
    "process": ("owner", "coherence", "concrete"),
    "people": ("working-form", "people", "owner", "honest"),
    "quality-cost": ("quality", "cost", "measurable", "uncertainty"),
    "experiment": ("small", "experiment", "date", "uncertainty"),
    "first-step": ("date", "owner", "small", "measurable"),
}


@dataclass(frozen=True, slots=True)
class Lack:
    criterion: Criterion
    evidence: str  # the part of the answer that this rests on; the whole answer when nothing else is
    score: float  # estimated probability that a reader would say this is missing
    signs: tuple[
        str, ...
    ] = ()  # the signs that speak for it, strongest first (`prompts/judging/signals.yaml`)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`lacks` run from what matters most now; `probe` is the one to ask about, None when it is enough."""

    lacks: tuple[Lack, ...]
    good: tuple[Criterion, ...]
    probe: Lack | None
    mood: Mood
    quote: str  # a few of the person's own words, fit for a follow-up; "" when there are none


def judge(
    answer: str, *, stage: Question, language: str, earlier: Sequence[str] = (), model: Model | None = None
) -> Judgement:
    """Hold one answer against what `stage` asks for.

    `earlier` are the team's answers to the same question before it: what they already told isn't asked again.
    `model` is the packaged one unless another was just fitted.
    """
    model = model or packaged_model()
    signs = read_signs(answer, language)
    values = features(signs, stage.id)
    scores = {name: regression.probability(values) for name, regression in model.items()}
    given = _told(earlier, language) | _answered(signs, stage.id)
    order = _order(stage, scores, given)
    lacks = tuple(_lack(c, answer, scores[c], model[c].strongest(values), signs) for c in order)
    probe = lacks[0] if lacks and _ask(scores, lacks[0], given) else None
    good = _good(signs, stage.id, {lack.criterion for lack in lacks})
    mood = _mood(answer, signs, scores, language, first=not earlier)
    quote = "" if mood in _UNQUOTED else fit_quote(answer, probe.evidence if probe else _found(signs, good))
    return Judgement(lacks, good, probe, mood, quote)


def shows(text: str, criterion: Criterion, language: str) -> bool:
    """Something in these words shows that the criterion is met."""
    signs = read_signs(text, language)
    return any(signs.has(sign) for sign in _SHOWN_BY.get(criterion, ()))


def _order(stage: Question, scores: Mapping[str, float], told: Set[Criterion]) -> list[Criterion]:
    """What is probably lacking and hasn't been told, the one to ask about first."""
    open_ones = [c for c in get_args(Criterion) if c in scores and c not in told]
    likely = sorted((c for c in open_ones if scores[c] >= LACKING), key=lambda c: -scores[c])
    if not likely and scores[SEVERAL] >= SEVERAL_LACK:
        likely = [max(open_ones, key=lambda c: scores[c])]
    if not likely:
        return []
    alike = [c for c in likely if scores[c] >= _ALIKE * scores[likely[0]]]
    first = min(alike, key=lambda c: stage.criteria.index(c) if c in stage.criteria else -1)
    return [first, *(c for c in likely if c != first)]


def _lack(criterion: Criterion, answer: str, score: float, strongest: Sequence[str], signs: Signs) -> Lack:
    evidence = next((signs.found[sign] for sign in strongest if sign in signs.found), answer)
    return Lack(criterion, evidence, round(score, 3), tuple(strongest[:3]))


def _ask(scores: Mapping[str, float], first: Lack, given: Set[Criterion]) -> bool:
    """Whether to ask; with more certainty where what seemed to lack most turns out to be given."""
    foremost = max((c for c in get_args(Criterion) if c in scores), key=lambda c: scores[c])
    if foremost in given:
        return scores[SEVERAL] >= MOST_LIKELY
    return scores[SEVERAL] >= SEVERAL_LACK or (scores[ANY] >= SURE and first.score >= SURE_OF_ONE)


def _answered(signs: Signs, question: str) -> set[Criterion]:
    """What this very answer gives, whatever the model makes of it: asking for it would be deaf."""
    given: set[Criterion] = set()
    counted = signs.has("digits") or signs.has("number_words")
    if counted and question in ("stand", "users", "data", "quality-cost"):
        given.add("measurable")
    if question == "users" and signs.has("someone") and signs.has("need_words"):
        given.add("measurable")  # one person and what they needed: a story first, the count can wait
    if question == "quality-cost" and signs.has("when_good"):
        given.add("quality")
    if signs.has("calendar") or (question == "data" and signs.has("delay")):
        given.add("date")
    named = signs.has("names") and signs.has("taking")
    if named or (question == "process" and (signs.has("deciding") or signs.has("goes_about"))):
        given.add("owner")
    return given


def _told(earlier: Sequence[str], language: str) -> frozenset[Criterion]:
    """What colleagues' answers to this question show already."""
    met: set[Criterion] = set()
    for text in earlier:
        signs = read_signs(text, language)
        met |= {c for c in _TELLING if any(signs.has(sign) for sign in _SHOWN_BY[c])}
    return frozenset(met)


# Only what one colleague can settle for all: a count, a name with a day, somebody it happened to.
_TELLING: tuple[Criterion, ...] = ("measurable", "date", "quality", "cost")


def _good(signs: Signs, question: str, lacking: set[Criterion]) -> tuple[Criterion, ...]:
    if signs.counts["words"] < 4:
        return ()
    noticing = _WORTH_NOTICING.get(question, ("user", "measurable", "date"))
    return tuple(c for c in noticing if c not in lacking and any(signs.has(sign) for sign in _SHOWN_BY[c]))


def _found(signs: Signs, good: Sequence[Criterion]) -> str:
    return next((signs.found[sign] for c in good for sign in _SHOWN_BY[c] if sign in signs.found), "")


def _mood(answer: str, signs: Signs, scores: Mapping[str, float], language: str, *, first: bool) -> Mood:
    short = signs.counts["words"] <= _SHORT
    telling = signs.has("someone") or signs.has("digits")
    if (heard := tone(answer, signs, language)) is not None:
        return heard
    if scores.get("on-topic", 0.0) >= MOST_LIKELY:
        return "off_topic"
    if signs.has("unknown_words") and not telling and (short or (first and _opens_unknown(answer, signs))):
        return "unknown"
    return "question" if answer.rstrip().endswith("?") and short and not telling else "ok"


def _opens_unknown(answer: str, signs: Signs) -> bool:
    """Who doesn't know says so at once, and may go on: "Honestly? I couldn't tell you. We only see …".

    After a colleague's answer it is a doubt about that one.
    """
    before = answer[: answer.index(signs.found["unknown_words"])]
    return len(before.split()) <= _OPENING and signs.counts["words"] <= 2 * _SHORT


__all__ = ["Judgement", "Lack", "Mood", "judge", "shows"]
