"""Plans to make documents of: one as a team makes it, one far too full, one with next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.coach.drafts.draft import Statement
from bot.coach.plan import FirstStep, Plan, Section

_NL = (
    ("stand", "now", "Waar we nu staan", ["Vorige week werd een zoon drie keer doorverbonden."]),
    ("value", "now", "Waar we het voor doen", ["Wie iets moet regelen na een overlijden, belt één keer."]),
    (
        "people",
        "where",
        "Wie er iets anders gaat doen",
        ["Karin: “De balie mag zelf besluiten.”", "En belt."],
    ),
    ("experiment", "step", "Wat we gaan uitproberen", ["Twee weken neemt één persoon alle meldingen aan."]),
    ("first-step", "step", "Onze eerste stap", ["Meral belt op 7 december drie nabestaanden."]),
)
_QUESTIONS = {
    "now": "Waar staan we nu?",
    "where": "Welke richting?",
    "step": "Wat is een logische eerste stap?",
}
_OPEN = {
    "stand": [
        "Hoe vaak dit gebeurt, weten we niet. Joost: “kan het nazoeken in het zaaksysteem” (1 december)."
    ],
    "people": ["Wie hierover beslist, is nog niet afgesproken.", "Karin: “ik vraag het na”."],
}
STEP = FirstStep(
    "Meral belt op 7 december drie nabestaanden", "Meral", "U-Meral", "7 december", date(2026, 12, 7)
)


def section(stage: str, part: str, title: str, lines: Sequence[str], **more: Any) -> Section:
    statements = [Statement(line, (number,)) for number, line in enumerate(lines, 1)]
    return Section(stage, part, title, "agreed", statements, list(lines), more.pop("open", []), **more)


def sample_plan(**changes: Any) -> Plan:
    """A reisplan of 23 November 2026, in Dutch unless told otherwise."""
    fields: dict[str, Any] = {
        "id": "a1",
        "title": "Reisplan van gemeente Lommerdam",
        "organisation": "gemeente Lommerdam",
        "scope": "burgerzaken",
        "language": "nl",
        "day": date(2026, 11, 23),
        "parts": list(_QUESTIONS.items()),
        "sections": [section(*row, open=_OPEN.get(row[0], [])) for row in _NL],
        "first_step": STEP,
        "people": ["Karin de Vries", "Meral Yıldız"],
        "signed_by": "Karin de Vries",
        "contributions": {},
        "anonymous": False,
        "status": "finished",
        "stage": "first-step",
    }
    return Plan(**(fields | changes))


def full_plan() -> Plan:
    """As much as people ever write, and more."""
    line = "Als iemand belt over een overlijden, dan gaat het bij ons van loket naar loket en weer terug. "
    lines = [line * 3, line * 2, line * 2, line]
    sections = [
        section(f"s{i}", part, f"Onderdeel {i} met een naam die lang uitvalt", lines, open=[line] * 3)
        for i, part in enumerate(("now",) * 4 + ("where",) * 4 + ("step",) * 2)
    ]
    step = FirstStep(line * 2, "Meral", "U-Meral", "7 december", date(2026, 12, 7))
    return sample_plan(
        sections=sections, first_step=step, title="Reisplan van " + "de heel lange dienst " * 4
    )


def empty_plan() -> Plan:
    """Begun and left at once."""
    sections = [section(row[0], row[1], row[2], []) for row in _NL]
    return sample_plan(sections=sections, first_step=None, people=[], signed_by="", organisation="", scope="")
