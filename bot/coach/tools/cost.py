"""What one costs: a sum the team fills in with ranges, and that says how it was done."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import NamedTuple

from bot.coach.conversation import blocks, changes
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.outcome import Choice, Move
from bot.store.agendas import Contribution, CostInput
from prompts.curriculum import UnitCost

FILL = "fill"  # the value of the button that opens the form
STAGE = "quality-cost"
_TS = "cost"  # stands for a message's ts in the one contribution that the sum makes
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATIVE = re.compile(r"\D*[-−]\s*\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_AT_LEAST_SOME = ("number", "hours")
_RATIO = re.compile(r"(\d+)\s*(?:op|van|in|out of)\s*(?:de |elke |every )?(\d+)", re.IGNORECASE)
_TEXT_FIELD = "unit"


class Range(NamedTuple):
    low: float
    high: float


def open_form(talk: Talk, value: str) -> None:
    """Offer the sum; filling it in can be done in a form or here, one field at a time."""
    if given := _from_form(talk, value):
        fill_in(talk, given)
        return
    cost = talk.curriculum.unit_cost
    first = _missing(talk) or cost.fields[0].id
    talk.agenda.awaiting = f"cost:{first}"
    text = "\n".join([f"*{cost.title}*", cost.introduction, talk.t("cost.how"), _question(talk, first)])
    talk.say(text, (), [Choice(Move.COST, FILL, talk.t("cost.fill"))])


def hear(talk: Talk, text: str) -> bool:
    """A message that may fill in the field the coach asked for; False when it isn't about that."""
    kind, _, field = talk.agenda.awaiting.partition(":")
    if kind != "cost":
        return False
    talk.agenda.awaiting = ""
    if not _fits(field, text):
        return False
    fill_in(talk, {field: text})
    return True


def fill_in(talk: Talk, given: Mapping[str, str]) -> None:
    """Keep what was filled in, and say what one costs, or ask for what is still missing."""
    for field, text in given.items():
        _keep(talk, field, text)
    missing = _missing(talk)
    if missing:
        talk.agenda.awaiting = f"cost:{missing}"
        talk.say(_question(talk, missing), (), [Choice(Move.COST, FILL, talk.t("cost.fill"))])
        return
    outcome = _outcome(talk)
    _contribute(talk, outcome)
    parts = [blocks.escape(outcome), talk.t("cost.formula"), talk.curriculum.unit_cost.beside]
    talk.say("\n".join(parts), drafting.buttons_now(talk))


def unreadable(cost: UnitCost, given: Mapping[str, str]) -> list[str]:
    """The fields in which no number can be read (or no word, where that is asked)."""
    return [field.id for field in cost.fields if not _fits(field.id, given.get(field.id, ""))]


def filled(talk: Talk) -> dict[str, str]:
    """What was filled in so far, by field."""
    return {given.field: given.text for given in talk.agenda.cost}


def per_unit(given: Mapping[str, str]) -> Range:
    """hours × rate × (1 + share done again) + other costs ÷ number; low with low and high with high.

    `given` has number, hours, rate, other and redo, in people's words.
    """
    number, hours, rate, other = (read_range(given[name]) for name in ("number", "hours", "rate", "other"))
    redo = read_share(given["redo"])
    return Range(
        hours.low * rate.low * (1 + redo.low) + other.low / number.high,
        hours.high * rate.high * (1 + redo.high) + other.high / number.low,
    )


def read_range(text: str) -> Range:
    """The lowest and highest number in a text; minutes count as parts of an hour. ValueError without one."""
    numbers = [_as_number(match) for match in _NUMBER.findall(text)]
    if not numbers:
        raise ValueError("no number in it")
    minutes = re.search(r"\bmin", text, re.IGNORECASE) is not None
    scale = 1 / 60 if minutes else 1
    return Range(min(numbers) * scale, max(numbers) * scale)


def read_share(text: str) -> Range:
    """A share: "1 op de 5", "20%", or "0"; the range of those that are there."""
    ratios = [int(some) / int(of) for some, of in _RATIO.findall(text) if int(of)]
    if ratios:
        return Range(min(ratios), max(ratios))
    found = read_range(text)
    percents = "%" in text or "procent" in text.lower() or "per cent" in text.lower() or found.high > 1
    return Range(found.low / 100, found.high / 100) if percents else found


def _as_number(text: str) -> float:
    """1.200 and 1,200 are thousands, 1,5 and 1.5 one and a half; in 1.000,50 the last mark counts."""
    if _THOUSANDS.fullmatch(text) and len({".", ","} & {*text}) == 1:
        return float(re.sub(r"[.,]", "", text))
    whole, _, rest = re.sub(r"[.,](?=.*[.,])", "", text).replace(",", ".").partition(".")
    return float(f"{whole}.{rest or 0}")


def _fits(field: str, text: str) -> bool:
    if field == _TEXT_FIELD:
        return bool(text.strip()) and len(text.split()) <= 8
    if not _NUMBER.search(text) or _NEGATIVE.match(text) or len(text.split()) > 12:
        return False
    return field not in _AT_LEAST_SOME or read_range(text).low > 0


def _keep(talk: Talk, field: str, text: str) -> None:
    talk.agenda.cost = [given for given in talk.agenda.cost if given.field != field]
    talk.session.flush()
    talk.agenda.cost.append(CostInput(user=talk.user, field=field, text=text.strip()))
    talk.session.flush()


def _missing(talk: Talk) -> str:
    have = filled(talk)
    return next((field.id for field in talk.curriculum.unit_cost.fields if field.id not in have), "")


def _question(talk: Talk, id: str) -> str:
    field = next(field for field in talk.curriculum.unit_cost.fields if field.id == id)
    return f"*{field.label}* ({field.hint})"


def _outcome(talk: Talk) -> str:
    given = filled(talk)
    cost = per_unit(given)
    unit = re.sub(r"^(?:een|één|one|an?)\s+", "", given["unit"].strip(" .,"), flags=re.IGNORECASE)
    low, high = _rounded(talk, cost.low), _rounded(talk, cost.high)
    said = talk.curriculum.unit_cost.outcome.format(unit=unit, low=low, high=high)
    if low == high:
        said = talk.t("cost.exact", unit=unit, cost=low)
    basis = ", ".join(
        f"{given[field.id].rstrip('.')} ({talk.t(f'cost.short.{field.id}')})"
        for field in talk.curriculum.unit_cost.fields
        if field.id != _TEXT_FIELD
    )
    return f"{said} {talk.t('cost.basis', basis=basis)}"


def _rounded(talk: Talk, value: float) -> str:
    """Two figures that mean something: it is an estimate."""
    if value <= 0:
        return "0"
    digits = 1 - math.floor(math.log10(value))
    shown = f"{round(value, digits):,.{max(digits, 0)}f}"
    if talk.agenda.language == "nl":
        return shown.translate(str.maketrans(",.", ".,"))
    return shown


def _contribute(talk: Talk, text: str) -> None:
    """The outcome as a contribution of who filled in the last of it; a new outcome takes the drafts along."""
    if any(c.ts == _TS and not c.deleted_at for c in talk.agenda.contributions):
        changes.edit(talk, _TS, text)
        return
    road = [state.stage for state in talk.agenda.stages]
    stage = STAGE if STAGE in road else talk.agenda.stage
    talk.agenda.contributions.append(
        Contribution(stage=stage, question=stage, user=talk.user, ts=_TS, text=text, kind="answer")
    )
    talk.session.flush()
    talk.note("cost", "filled in", stage)


def _from_form(talk: Talk, value: str) -> dict[str, str]:
    """The form sends "field=text" lines; "" and the button's own value are none."""
    lines = [line.partition("=") for line in value.splitlines() if "=" in line]
    known = {field.id for field in talk.curriculum.unit_cost.fields}
    return {id: text for id, _, text in lines if id in known and _fits(id, text)}
