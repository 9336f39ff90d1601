"""Before anyone signs: the whole agenda against the published rubric, and what would help it most."""

from __future__ import annotations

from collections.abc import Collection

from bot.coach.conversation import blocks
from bot.coach.conversation.sentences import excerpt, sentences
from bot.coach.conversation.talk import Talk
from bot.coach.outcome import Choice, Move
from bot.coach.plan import Plan, assemble
from bot.coach.review.rubric import MOST, Review
from bot.coach.writing import wording
from prompts.rubric import load_rubric

_QUOTE, _SHORT_QUOTE = 110, 90
_A_SENTENCE = 4  # words; less is a shrug
# Where a criterion is talked about; plain language is everywhere, and goes to the passage that reads hardest.
_STAGES = {
    "public_value": "value",
    "users": "users",
    "feedback": "users",
    "outliers": "users",
    "experiment": "experiment",
    "people": "people",
    "working_forms": "people",
    "quality_cost": "quality-cost",
    "coherence": "process",
    "first_step": "first-step",
}

# These are read where the team was asked for them: elsewhere a sentence with the same words ("binnen een
# week", "bellen") is something else.
_ONLY_IN = {
    "public_value": ("value", "direction"),
    "quality_cost": ("quality-cost", "experiment", "first-step"),
    "coherence": ("process", "direction", "people"),
    "feedback": ("users", "experiment", "people", "first-step"),
    "outliers": ("stand", "value", "users"),
    "people": ("direction", "process", "people", "experiment", "first-step"),
    "experiment": ("experiment", "first-step"),
    "working_forms": ("people", "experiment", "first-step"),
    "first_step": ("experiment", "first-step"),
}

# Whoever answered these questions said something of it: "I can't read that" would be deaf.
_ASKED_FOR = ("public_value", "users", "experiment", "people", "quality_cost", "coherence", "first_step")


def ask(talk: Talk, lead: str = "") -> bool:
    """Hold the agenda against the rubric before it is signed; False when there is nothing to review."""
    plan = assemble(talk)
    if not any(section.lines for section in plan.sections):
        return False
    review = _review(talk, plan)
    talk.agenda.phase, talk.agenda.awaiting = "challenge", ""
    talk.note("reviewed", review.overall)
    rubric = load_rubric(talk.agenda.language)
    found = [rubric.criterion(id) for id in review.changes]
    points = [f"{c.title}: {c.asks} {c.advice}" for c in found]
    advice = wording.advice(talk, points, _text(plan)) or [c.advice for c in found]
    changes = [_change(talk, review, *pair) for pair in zip(review.changes, advice, strict=True)]
    parts = [
        lead,
        f"*{talk.t('challenge.title')}*",
        talk.t("challenge.grade", grade=rubric.grades[review.overall]),
        _scores(talk, review),
        "\n".join([talk.t("challenge.changes" if len(changes) > 1 else "challenge.change"), *changes])
        if changes
        else "",
        talk.t("challenge.ask"),
    ]
    talk.say("\n".join(part for part in parts if part), blocks.CHALLENGE, _ways_back(talk, plan, review))
    return True


def explain(talk: Talk) -> None:
    """Every criterion with its score, the reason and the sentence it rests on; only for who asked."""
    plan = assemble(talk)
    if not any(section.lines for section in plan.sections):
        talk.whisper(talk.user, talk.t("challenge.nothing"))
        return
    review, rubric = _review(talk, plan), load_rubric(talk.agenda.language)
    lines = [
        f"• *{c.title}*, {_score(talk, review, c.id)}. {_reason(talk, review, c.id, _SHORT_QUOTE)}"
        for c in rubric.criteria
    ]
    talk.whisper(talk.user, "\n".join([rubric.introduction, *lines]))


def _review(talk: Talk, plan: Plan) -> Review:
    apart = {criterion: _text(plan, stages) for criterion, stages in _ONLY_IN.items()}
    left_open = {section.stage for section in plan.sections if not section.lines}
    unfinished = [criterion for criterion, stage in _STAGES.items() if stage in left_open]
    told = {criterion: _text(plan, (_STAGES[criterion],)) for criterion in _ASKED_FOR}
    answered = {criterion: text for criterion, text in told.items() if _says_something(text)}
    return talk.reviewer(_text(plan), talk.agenda.language, apart, unfinished, answered)


def _says_something(text: str) -> bool:
    return any(len(sentence.split()) >= _A_SENTENCE for sentence in sentences(text))


def _scores(talk: Talk, review: Review) -> str:
    """All criteria, grouped by what they score, the best first."""
    rubric = load_rubric(talk.agenda.language)
    lines = []
    for score in range(MOST, -1, -1):
        titles = [c.title for c in rubric.criteria if review.scores[c.id] == score]
        if titles:
            label = talk.texts.many("agenda.challenge.scored")[score].format(score=score, most=MOST)
            lines.append(f"• {label}: {', '.join(titles).lower()}")
    return "\n".join(lines)


def _change(talk: Talk, review: Review, criterion: str, advice: str) -> str:
    found = load_rubric(talk.agenda.language).criterion(criterion)
    number = review.changes.index(criterion) + 1
    reason = _reason(talk, review, criterion, _QUOTE)
    return f"{number}. *{found.title}*. {reason} {advice or found.advice}"


def _score(talk: Talk, review: Review, criterion: str) -> str:
    return talk.t("challenge.score", score=review.scores[criterion], most=MOST)


def _reason(talk: Talk, review: Review, criterion: str, limit: int) -> str:
    reason = review.reasons[criterion]
    if not reason.sentence:
        asks = load_rubric(talk.agenda.language).criterion(criterion).asks
        return talk.t("challenge.unread", asks=asks)
    sentence = blocks.escape(excerpt(reason.sentence, limit))
    said = talk.t("challenge.so_far", sentence=sentence, text=reason.text)
    if review.scores[criterion] == MOST:
        return said
    home = next((s for s in assemble(talk).sections if s.stage == _STAGES.get(criterion)), None)
    if home is None or home.lines:
        return said
    return talk.t("challenge.so_far", sentence=sentence, text=talk.t("challenge.elsewhere", title=home.title))


def _ways_back(talk: Talk, plan: Plan, review: Review) -> list[Choice]:
    """A button for each change, to the stage where it belongs."""
    stages = dict.fromkeys(_stage(plan, review, criterion) for criterion in review.changes)
    titles = {stage: talk.curriculum.stage(stage).title for stage in stages if stage}
    return [
        Choice(Move.REVISIT, stage, talk.t("challenge.revisit", title=title))
        for stage, title in titles.items()
    ]


def _stage(plan: Plan, review: Review, criterion: str) -> str:
    """The stage for a criterion; "" when this agenda's road doesn't have it."""
    wanted = _STAGES.get(criterion) or _holding(plan, review.reasons[criterion].sentence)
    return wanted if wanted in {section.stage for section in plan.sections} else ""


def _holding(plan: Plan, sentence: str) -> str:
    start = sentence[:40]
    return next((s.stage for s in plan.sections if start and start in " ".join(s.lines)), "")


def _text(plan: Plan, stages: Collection[str] = ()) -> str:
    """What the team wrote (in these stages), less the headings: those are the curriculum's."""
    return "\n\n".join(
        " ".join(s.text for s in section.statements)
        for section in plan.sections
        if section.lines and (not stages or section.stage in stages)
    )
