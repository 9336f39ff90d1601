"""What stays open: things nobody knows yet, things somebody will find out, and what a draft still lacks."""

from __future__ import annotations

from collections.abc import Collection

from bot.coach.conversation import dates, vocabulary, words
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.store.agendas import Agenda, Asked, Contribution, OpenPoint

_MOST_GAPS = 2
WHOLE = 10  # words; what isn't lacking in a shorter answer may just not have come up


def of(talk: Talk, *, question: str = "", stage: str = "") -> list[OpenPoint]:
    """The open points of a question, or of a stage."""
    return [
        point
        for point in talk.agenda.open_points
        if not point.done
        and (point.question == question if question else point.stage == (stage or talk.agenda.stage))
    ]


def add(
    talk: Talk, kind: str, text: str, contribution: Contribution | None = None, owner: str = ""
) -> OpenPoint:
    """Write down that something is open in the question at hand."""
    point = OpenPoint(
        stage=talk.agenda.stage,
        question=talk.agenda.question,
        kind=kind,
        text=text,
        contribution=contribution.id if contribution else None,
        owner=owner,
        due=dates.find(contribution.text) if contribution and kind == "promise" else "",
    )
    talk.agenda.open_points.append(point)
    talk.session.flush()
    talk.changed = True
    talk.note("open", kind)
    return point


def unclaimed(talk: Talk) -> OpenPoint | None:
    """The first thing that nobody knew, and nobody has said to find out."""
    points = [p for p in talk.agenda.open_points if p.kind == "unknown" and not p.done and p.text]
    return next((point for point in points if taken_on(point) is None), None)


def forget(agenda: Agenda, said: Collection[str]) -> None:
    """Points that were put in somebody's words lose them; what others said to it stays."""
    for point in agenda.open_points:
        point.text = "" if point.text in said else point.text


def gap_asked(talk: Talk) -> str:
    """The gap that the coach asked after last, when that is what is being answered; "" when it isn't."""
    asked = [a for a in talk.agenda.asked if a.question == talk.agenda.question]
    if not asked or asked[-1].kind != "probe":
        return ""
    gaps = {str(criterion): gap for criterion, gap in talk.question.gaps.items()}
    return gaps.get(asked[-1].criterion, "")


def settle(talk: Talk, point: OpenPoint, contribution: Contribution) -> None:
    """Somebody said who finds it out, how or before when."""
    point.answer = point.answer or contribution.id
    point.due = dates.find(contribution.text) or point.due
    point.owner = point.owner or _owner(talk, contribution)
    talk.changed = True


def answered(talk: Talk, contribution: Contribution) -> None:
    """Somebody knew after all: what nobody had taken on is open no more."""
    for point in of(talk, question=contribution.question):
        if point.kind == "unknown" and point.answer is None and point.contribution != contribution.id:
            point.done = True
            talk.changed = True


def _owner(talk: Talk, contribution: Contribution) -> str:
    said = set(vocabulary.normalise(contribution.text).split())
    for user, name in talk.heard_names().items():
        if name in said:
            return user
    return contribution.user if said & {"ik", "i", "i'll", "mij", "me"} else ""


def taken_on(point: OpenPoint) -> int | None:
    """The contribution in which somebody took it on."""
    return point.contribution if point.kind == "promise" else point.answer


def errand(talk: Talk, point: OpenPoint) -> str:
    """What somebody said to do about it, in their words; what is open when nobody said anything."""
    whole = line(talk, point)
    return whole.removeprefix(point.text).strip() or whole


def line(talk: Talk, point: OpenPoint) -> str:
    """The point in one plain line: what is open, then what somebody said to do about it, in their words."""
    said = {c.id: c for c in talk.agenda.contributions if not c.deleted_at}
    source = said.get(taken_on(point) or 0)
    text = point.text
    if source is None:
        return text
    errand = (words.promise(source.text) if point.kind == "promise" else "") or source.text
    name = talk.names().get(source.user, "")
    by = f"{name}: " if name else ""
    due = f" ({point.due})" if point.due and point.due not in errand else ""
    return f"{text} {by}“{excerpt(errand, 120)}”{due}.".strip()


def lines(talk: Talk, stage: str) -> list[str]:
    """Everything that is open in a stage: its points, then the gaps that were asked after and not filled."""
    points = of(talk, stage=stage)
    shown = [told for point in points if (told := line(talk, point))]
    room = max(0, _MOST_GAPS - len(points))
    gaps = [gap for gap in _gaps(talk, stage) if not any(gap in line for line in shown)]
    return shown + gaps[:room]


def _gaps(talk: Talk, stage: str) -> list[str]:
    """What the coach asked after, and no answer gave."""
    found = []
    for question in talk.curriculum.stage(stage).questions:
        answers = talk.said(stage, question=question.id)
        probes = [a for a in talk.agenda.asked if a.kind in ("probe", "parked") and a.question == question.id]
        for probe in probes:
            met = any(gives(talk, probe.criterion, c) or _follows(c, probe) for c in answers)
            if answers and not met:
                found.append({str(key): gap for key, gap in question.gaps.items()}[probe.criterion])
    return list(dict.fromkeys(found + _uncovered(talk, stage)))


def gives(talk: Talk, criterion: str, contribution: Contribution) -> bool:
    """The answer has this: it is good at it, holds it to the letter, or is whole and doesn't lack it."""
    text = contribution.text
    if criterion == "owner":
        names = set(talk.heard_names().values())
        return words.says_i(text) or bool(names & set(vocabulary.normalise(text).split()))
    if criterion == "date":
        return bool(dates.find(text))
    if criterion == "quality" and words.says_when_good(text):
        return True
    if criterion == "user" and words.has_case(text):
        return True
    whole = len(text.split()) >= WHOLE
    return criterion in contribution.good or (whole and criterion not in contribution.lacks)


def _uncovered(talk: Talk, stage: str) -> list[str]:
    """What a good answer has and none of the stage's answers: most important first."""
    found, answers = [], talk.said(stage)
    for question in talk.curriculum.stage(stage).questions:
        lacked = [
            c
            for c in question.criteria
            if answers and all(c in a.lacks and not gives(talk, c, a) for a in answers)
        ]
        found += [question.gaps[criterion] for criterion in lacked if criterion in question.gaps]
    return found


def _follows(contribution: Contribution, probe: Asked) -> bool:
    """It was said after the probe, and doesn't lack what that asked for."""
    return contribution.id > (probe.contribution or 0) and probe.criterion not in contribution.lacks
