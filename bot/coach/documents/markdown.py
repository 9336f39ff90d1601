"""The reisplan as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coach.documents import roadmap
from bot.coach.documents.one_page import page
from bot.coach.documents.wording import facts, note, open_list, step
from bot.coach.plan import Plan, Section
from prompts import Texts


def full(plan: Plan, t: Texts) -> str:
    """The plan: three questions, their sections, the first step, the road, what is open, who took part."""
    lines = [f"# {escape(plan.title)}", "", *_labelled(facts(plan, t))]
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        if sections:
            lines += ["", f"## {escape(title)}"]
        for section in sections:
            lines += ["", f"### {escape(section.title)}", "", *_body(section, t)]
    if plan.first_step:
        lines += ["", f"## {t('agenda.plan.first_step')}", "", *_labelled(step(plan, t))]
    lines += ["", f"## {t('handover.roadmap.title')}", "", *_road(plan, t)]
    lines += _bullets(t("agenda.plan.open"), open_list(plan))
    return _finished(lines, plan, t)


def one_page(plan: Plan, t: Texts) -> str:
    """The plan condensed, with the same words as on the printed page."""
    shown = page(plan, t)
    lines = [f"# {escape(plan.title)}", "", *_labelled(facts(plan, t))]
    for title, sections in shown.parts:
        lines += ["", f"## {escape(title)}"]
        for head, text in sections:
            lines += ["", f"**{escape(head)}.** {escape(text)}"]
    if plan.first_step:
        lines += ["", f"## {t('agenda.plan.first_step')}", "", *_labelled(step(plan, t))]
    lines += _bullets(t("handover.page.open"), shown.open)
    return _finished(lines, plan, t)


def escape(text: str) -> str:
    """People's words as plain text in Markdown: no headings, links or HTML come of them."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


def _body(section: Section, t: Texts) -> list[str]:
    unsaid = [] if section.open or section.decided else [f"_{t('agenda.plan.parked')}_"]
    decided = [f"- {escape(line)}" for line in section.decided]
    lines = [escape(line) for line in section.lines] or unsaid
    body = [f"- {line}" for line in lines] if section.form == "list" else [" ".join(lines)]
    missing = [t("agenda.stage.open", points=escape(" ".join(section.open)))] if section.open else []
    paragraphs = [decided, body if lines else [], missing]
    return "\n\n".join("\n".join(part) for part in paragraphs if part).split("\n")


def _road(plan: Plan, t: Texts) -> list[str]:
    road = roadmap.roadmap(plan, t)
    lines = [f"- **{escape(stop.when)}** {escape(f'{stop.title}: {stop.text}')}" for stop in road.stops]
    later = [escape(roadmap.later_line(stop)) for stop in road.later]
    return [*lines, *(f"- _{t('handover.roadmap.later')}_ {line}" for line in later)]


def _labelled(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [f"- {label}: {escape(value)}" for label, value in pairs]


def _bullets(title: str, points: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {escape(point)}" for point in points)] if points else []


def _finished(lines: Sequence[str], plan: Plan, t: Texts) -> str:
    return "\n".join([*lines, "", "---", "", escape(note(plan, t)), ""])
