"""What of a reisplan goes on one page: of each part its heart, by how many people stand behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.coach.documents.wording import clip, open_list
from bot.coach.plan import Plan, Section
from prompts import Texts

# From roomy to tight: lines a section, characters a line, open points and characters each.
_ROOM = ((2, 240, 5, 170), (1, 240, 5, 150), (1, 170, 4, 120), (1, 110, 3, 90))
LEVELS = len(_ROOM)


@dataclass(frozen=True, slots=True)
class Page:
    """`parts` are (question, its sections as (title, text)); `open` the first few points that are open."""

    parts: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    open: Sequence[str]


def page(plan: Plan, t: Texts, level: int = 1) -> Page:
    """The plan condensed; a higher level (below LEVELS) says less. Sections without a line are left out."""
    lines, characters, points, width = _ROOM[level]
    parts = []
    for key, title in plan.parts:
        sections = [
            (section.title, _heart(section, lines, characters))
            for section in plan.sections
            if section.part == key and (section.lines or section.decided) and not _is_step(plan, section)
        ]
        if sections:
            parts.append((title, sections))
    return Page(parts, _open(plan, t, points, width))


def _is_step(plan: Plan, section: Section) -> bool:
    """The last section is the first step, which has a place of its own."""
    return plan.first_step is not None and section is plan.sections[-1]


def _heart(section: Section, count: int, characters: int) -> str:
    """What was decided, then its weightiest lines, in the order in which they stand."""
    decided = list(section.decided[:1])
    rest = [place for place, line in enumerate(section.lines) if not any(line in told for told in decided)]
    places = sorted(rest, key=lambda place: _weight(section, place))[: max(0, count - len(decided))]
    chosen = [*decided, *(section.lines[place] for place in sorted(places))]
    return " ".join(clip(line, characters) for line in chosen)


def _weight(section: Section, place: int) -> tuple[int, bool, int]:
    """Said by most, the team's own rather than a quotation, then first."""
    statement = section.statements[place] if place < len(section.statements) else None
    people = len(statement.contributions) if statement else 0
    return -people, bool(statement and statement.speaker), place


def _open(plan: Plan, t: Texts, count: int, characters: int) -> list[str]:
    points = open_list(plan)
    more = [t("handover.page.more", count=len(points) - count)] if len(points) > count else []
    return [clip(point, characters) for point in points[:count]] + more
