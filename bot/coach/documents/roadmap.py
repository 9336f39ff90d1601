"""The road map: from now, past the first step, to every open point and try-out that has a date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.coach.conversation import dates
from bot.coach.documents.wording import clip, in_words
from bot.coach.judging.signals import read_signs
from bot.coach.plan import Plan
from prompts import Texts

_MOST_STOPS = 5
_LONGEST = 88  # characters


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the road. `kind` is now, step, experiment or open; `when` is its date in words."""

    kind: str
    title: str
    text: str
    when: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Roadmap:
    """`stops` in order of date, the first is now; `later` is what has no day that can be told."""

    stops: Sequence[Stop]
    later: Sequence[Stop]


def roadmap(plan: Plan, t: Texts) -> Roadmap:
    """The road of a plan. What doesn't fit on it, past five stops, goes with what comes later."""
    now = _stop(plan, t, "now", t("handover.roadmap.now"), t("handover.roadmap.now_text"), plan.day)
    points = [*_step(plan, t), *_experiment(plan, t), *_open(plan, t)]
    dated = sorted((p for p in points if p.day), key=lambda p: (p.day or plan.day, p.kind != "step"))
    later = [*dated[_MOST_STOPS - 1 :], *(p for p in points if not p.day)]
    return Roadmap([now, *dated[: _MOST_STOPS - 1]], later)


def alt(road: Roadmap, t: Texts) -> str:
    """The road map in words, for who doesn't see it."""
    stops = " ".join(
        t(
            "handover.roadmap.alt_stop",
            when=stop.when,
            title=stop.title,
            text=f", {stop.text.rstrip('.')}" if stop.text else "",
        )
        for stop in road.stops
    )
    text = t("handover.roadmap.alt", stops=stops)
    points = "; ".join(later_line(stop) for stop in road.later)
    return f"{text} {t('handover.roadmap.alt_later', points=points)}" if points else text


def as_data(road: Roadmap, t: Texts) -> dict[str, Any]:
    """What the picture's template takes."""
    return {
        "stops": [
            {"kind": stop.kind, "title": stop.title, "text": stop.text, "when": stop.when}
            for stop in road.stops
        ],
        "later": [later_line(stop) for stop in road.later],
        "later_title": t("handover.roadmap.later"),
    }


def later_line(stop: Stop) -> str:
    """A stop in one line: its title, and its date when it has one."""
    when = f" ({stop.when})" if stop.when else ""
    return f"{stop.title}: {stop.text.rstrip('.')}{when}"


def _step(plan: Plan, t: Texts) -> list[Stop]:
    step = plan.first_step
    if step is None:
        return []
    owner = f" ({step.owner})" if step.owner else ""
    return [_stop(plan, t, "step", t("handover.roadmap.step") + owner, step.text, step.day, step.due)]


def _experiment(plan: Plan, t: Texts) -> list[Stop]:
    section = next((s for s in plan.sections if s.stage == "experiment"), None)
    if section is None or not section.lines:
        return []
    dated = [line for line in section.lines if _day(line, plan)]
    counted = [line for line in section.lines if _counts(line, plan)]
    line = [*dated, *counted, *section.lines][0]
    return [_stop(plan, t, "experiment", t("handover.roadmap.experiment"), line, _day(line, plan))]


def _counts(line: str, plan: Plan) -> bool:
    """How long or how many: the try itself, and not what was said around it."""
    signs = read_signs(line, plan.language)
    return signs.has("digits") or signs.has("number_words")


def _open(plan: Plan, t: Texts) -> list[Stop]:
    return [
        _stop(plan, t, "open", section.title, _errand(point), _day(point, plan))
        for section in plan.sections
        for point in section.open
        if _is_taken_on(point)
    ]


def _stop(plan: Plan, t: Texts, kind: str, title: str, text: str, day: date | None, said: str = "") -> Stop:
    when = in_words(day, t, short=day.year == plan.day.year) if day else said
    return Stop(kind, title, clip(text, _LONGEST), when, day)


def _is_taken_on(point: str) -> bool:
    """Somebody said what to do about it, or before when; a bare gap is no place on a road."""
    return "“" in point or bool(dates.find(point))


def _errand(point: str) -> str:
    """What somebody said they would do, without the gap that it answers."""
    match = re.search(r"([^.?!]*“[^”]*”)[^“”]*$", point)
    return (match[1] if match else point).strip()


def _day(text: str, plan: Plan) -> date | None:
    return dates.resolve(text, plan.day)
