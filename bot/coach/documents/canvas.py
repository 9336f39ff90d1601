"""The reisplan as a Slack canvas: Markdown only, and a file where the workspace allows no canvas."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.documents import export, roadmap
from bot.coach.documents.markdown import escape
from bot.coach.documents.wording import facts, note, open_list, step
from bot.coach.outcome import File
from bot.coach.plan import Plan, Section
from prompts import Texts

_LONGEST = 250_000  # characters; Slack takes 1 MiB
# What canvases.create answers where none may be made: by plan, by policy, or because there is one already.
REFUSALS = frozenset(
    {
        "access_denied",
        "canvas_creation_failed",
        "canvas_disabled_user_team",
        "canvas_tab_creation_failed",
        "free_team_canvas_tab_already_exists",
        "free_teams_cannot_create_non_tabbed_canvases",
        "missing_scope",
        "not_allowed_token_type",
        "restricted_action",
        "team_tier_cannot_create_channel_canvases",
    }
)


@dataclass(frozen=True, slots=True)
class Canvas:
    title: str
    markdown: str

    def arguments(self, channel: str) -> dict[str, object]:
        """What canvases.create takes, for a canvas in this channel's tabs (a free workspace has no other)."""
        return {
            "channel_id": channel,
            "title": self.title,
            "document_content": {"type": "markdown", "markdown": self.markdown},
        }


def canvas(plan: Plan, t: Texts) -> Canvas:
    """The plan for canvases.create: headings, lists and boxes to tick; a canvas takes no Block Kit."""
    lines = [f"- {label}: {escape(value)}" for label, value in facts(plan, t)]
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        lines += [f"\n# {escape(title)}"] if sections else []
        lines += [part for section in sections for part in _section(section, t)]
    if plan.first_step:
        lines.append(f"\n# {t('agenda.plan.first_step')}")
        lines += [f"- **{label}:** {escape(value)}" for label, value in step(plan, t)]
    lines.append(f"\n# {t('handover.roadmap.title')}")
    road = roadmap.roadmap(plan, t)
    lines += [f"- **{escape(stop.when)}** {escape(f'{stop.title}: {stop.text}')}" for stop in road.stops]
    if points := open_list(plan):
        lines += [f"\n# {t('agenda.plan.open')}", *(f"- [ ] {escape(point)}" for point in points)]
    lines += ["", f"> {escape(note(plan, t))}"]
    return Canvas(plan.title, "\n".join(lines)[:_LONGEST])


def instead(plan: Plan, t: Texts) -> tuple[str, File]:
    """What to post when canvases.create answers one of REFUSALS: a sentence, and the plan as a file."""
    return t("handover.canvas.instead"), export.files(plan, t, ("docx",))["docx"]


def _section(section: Section, t: Texts) -> list[str]:
    lines = [escape(line) for line in section.lines]
    decided = [f"- {escape(line)}" for line in section.decided]
    if not lines and not section.open and not decided:
        lines = [f"_{t('agenda.plan.parked')}_"]
    body = [f"- {line}" for line in lines] if section.form == "list" else [" ".join(lines)]
    missing = [f"> {t('handover.page.open')}: {escape(' '.join(section.open))}"] if section.open else []
    after = ["", *body] if decided else body
    return [f"\n## {escape(section.title)}", *decided, *(after if lines else []), *missing]
