"""Words that every document of a reisplan shares: facts, the first step, dates, what is open."""

from __future__ import annotations

import re
from datetime import date

from bot.coach.conversation.vocabulary import normalise
from bot.coach.plan import Plan
from prompts import Texts

LOCALES = {"nl": "nl-NL", "en": "en-GB"}


def facts(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    """(label, value) of what stands below the title; what nobody said is left out."""
    found = [
        (t("agenda.plan.date"), in_words(plan.day, t)),
        (t("agenda.plan.scope"), plan.scope),
        (t("agenda.plan.people"), ", ".join(plan.people)),
        (t("agenda.plan.signed"), plan.signed_by or t("agenda.plan.unsigned")),
    ]
    return [(label, value) for label, value in found if value]


def note(plan: Plan, t: Texts) -> str:
    """What a reader should know of how the text came about; which parts a language model helped to write."""
    titles = [section.title for section in plan.sections if any(s.by_model for s in section.statements)]
    if not titles:
        return t("agenda.plan.note")
    key = "writing.mark_signed" if plan.signed_by else "writing.mark"
    named = {"name": plan.signed_by} if plan.signed_by else {}
    return t(key, titles=", ".join(titles), **named)


def step(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    """(label, value) of the first step: what, who and before when; [] when there is none."""
    if plan.first_step is None:
        return []
    missing = t("agenda.plan.not_said")
    return [
        (t("agenda.plan.what"), plan.first_step.text),
        (t("agenda.plan.owner"), plan.first_step.owner or missing),
        (t("agenda.plan.due"), plan.first_step.due or missing),
    ]


def open_list(plan: Plan) -> list[str]:
    """Everything that is still open, with the section it belongs to."""
    return [f"{section.title}: {point}" for section in plan.sections for point in section.open]


def in_words(day: date, t: Texts, *, short: bool = False) -> str:
    """The date as people write it: "7 december 2026", or without its year."""
    month = t.many("handover.months")[day.month - 1]
    return t(f"handover.day{'_short' if short else ''}", day=day.day, month=month, year=day.year)


def clip(text: str, limit: int) -> str:
    """The text cut at a word, with dots, and its quotation closed again, when it is longer than `limit`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 2].rsplit(" ", 1)[0].rstrip(" .,;:!?")
    return f"{head}…{'”' if head.count('“') > head.count('”') else ''}"


def file_name(plan: Plan, t: Texts, *parts: str, ending: str) -> str:
    """reisplan-organisation-part-date.ending, in plain letters."""
    pieces = (t("agenda.plan.file"), slug(plan.organisation), *parts, plan.day.isoformat())
    return f"{'-'.join(filter(None, pieces))}.{ending}"


def file_title(plan: Plan, t: Texts) -> str:
    return t("agenda.plan.file_title", organisation=plan.organisation).strip()


def slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", normalise(text)))[:40].strip("-")
