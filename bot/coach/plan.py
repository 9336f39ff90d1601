"""The reisplan as a whole: what the thread came to, put together for reading and for export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.coach.conversation import blocks, dates, open_points, words
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import Statement, from_json, references, render
from bot.coach.tools import decisions
from bot.store.agendas import Contribution
from bot.store.base import utc_now
from prompts import Texts


@dataclass(frozen=True, slots=True)
class Section:
    """One stage of the plan. `lines` are its statements as they read, unmarked; `open` what is missing;
    `decided` what was decided after a vote, with the reason and who saw it otherwise.
    """

    stage: str
    part: str
    title: str
    state: str
    statements: Sequence[Statement]
    lines: Sequence[str]
    open: Sequence[str]
    form: str = "text"
    decided: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FirstStep:
    """`owner` is a first name and `due` a date, both as people said them, "" when they didn't."""

    text: str
    owner: str
    owner_user: str
    due: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Plan:
    id: str
    title: str
    organisation: str
    scope: str
    language: str
    day: date
    parts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    first_step: FirstStep | None
    people: Sequence[str]
    signed_by: str
    contributions: dict[int, Contribution]
    anonymous: bool
    status: str
    stage: str


def assemble(talk: Talk) -> Plan:
    """The plan as it stands now."""
    agenda = talk.agenda
    organisation = agenda.organisation
    title = talk.t("plan.title_of", organisation=organisation) if organisation else talk.t("plan.title")
    spoke = [member for member in agenda.members if member.spoke]
    return Plan(
        id=agenda.id,
        title=title,
        organisation=organisation,
        scope=agenda.scope,
        language=agenda.language,
        day=(agenda.finished_at or utc_now()).date(),
        parts=[(key, part.title) for key, part in talk.curriculum.parts.items()],
        sections=[_section(talk, state.stage) for state in agenda.stages],
        first_step=first_step(talk),
        people=[] if agenda.quoting == "anonymous" else [member.name for member in spoke],
        signed_by=_full_name(talk, agenda.signed_by),
        contributions={c.id: c for c in agenda.contributions if not c.deleted_at},
        anonymous=agenda.quoting == "anonymous",
        status=agenda.status,
        stage=agenda.stage,
    )


def first_step(talk: Talk) -> FirstStep | None:
    """The first step as the last stage has it: the statement that names a day, else its first.

    Who and when may stand in the sentences beside it.
    """
    version = drafting.latest(talk, talk.agenda.stages[-1].stage)
    statements = from_json(version.statements) if version else []
    if not statements:
        return None
    telling = [s for s in statements if not dates.is_only(s.text)] or statements
    step = next((s for s in telling if dates.find(s.text)), telling[0])
    beside = [step, *(s for s in statements if s is not step)]
    dated = next((s for s in beside if dates.find(s.text)), step)
    due = dates.find_end(dated.text)
    owned, user = next(((s, user) for s in beside if (user := _owner(talk, s))), (step, ""))
    owner = talk.first_name(user) if user and _may_name(talk, owned, user) else ""
    if absent := _absent(talk, step):
        owner, user = absent, ""
    return FirstStep(step.text.rstrip("."), owner, user, due, dates.resolve(due, _said_on(talk, dated)))


def _said_on(talk: Talk, dated: Statement) -> date:
    """When the newest of its words were said: "over drie weken" counts from there, whatever is said since."""
    days = [c.created_at.date() for c in talk.agenda.contributions if c.id in dated.contributions]
    return max(days, default=talk.agenda.last_at.date())


def as_slack(plan: Plan, texts: Texts) -> str:
    """The whole plan as one message."""
    lines = [f"*{blocks.escape(plan.title)}*"]
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        if sections:
            lines += ["", f"*{blocks.escape(title)}*"]
            lines += [_section_as_slack(section, texts) for section in sections]
    return "\n".join(lines)


def so_far(talk: Talk, *, besides: str = "") -> str:
    """What there is up to now: drafts, and in the stage at hand what was said (`besides` one person)."""
    shown, open_ones = [], []
    for state in talk.agenda.stages:
        stage = talk.curriculum.stage(state.stage)
        version = drafting.latest(talk, stage.id)
        said = [c for c in talk.said(stage.id) if c.user != besides]
        if version and version.statements:
            decided = [blocks.escape(line) for line in decisions.of(talk, stage.id)]
            text = "\n".join([drafting.text_of(talk, version), *decided])
            shown.append(f"*{blocks.escape(stage.draft_title)}*: {text}")
        elif version or state.state == "parked":
            open_ones.append(f"*{blocks.escape(stage.draft_title)}*")
        elif said:
            quotes = "\n".join(as_quote(talk, contribution) for contribution in said)
            shown.append(f"*{blocks.escape(stage.draft_title)}*: {talk.t('summary.talking')}\n{quotes}")
    left = [f"{', '.join(open_ones)}: {talk.t('summary.parked')}"] if open_ones else []
    return "\n".join([*shown, *left])


def said_so_far(talk: Talk) -> list[Contribution]:
    """What the drafts rest on, and what was said where there is no draft yet; in the order it was said."""
    versions = {state.stage: drafting.latest(talk, state.stage) for state in talk.agenda.stages}
    drafted = [s for version in versions.values() if version for s in from_json(version.statements)]
    cited = {id for statement in drafted for id in statement.contributions}
    return [
        c
        for c in talk.agenda.contributions
        if not c.deleted_at
        and (c.id in cited or (c.kind == "answer" and c.stage in versions and not versions[c.stage]))
    ]


def _section(talk: Talk, stage_id: str) -> Section:
    stage = talk.curriculum.stage(stage_id)
    version = drafting.latest(talk, stage_id)
    statements = from_json(version.statements) if version else []
    names = talk.names()
    return Section(
        stage=stage_id,
        part=stage.part,
        title=stage.draft_title,
        state=talk.state_of(stage_id).state,
        statements=statements,
        lines=render(statements, names, stage_id),
        open=open_points.lines(talk, stage_id),
        form=version.form if version else "text",
        decided=decisions.of(talk, stage_id),
    )


def _section_as_slack(section: Section, texts: Texts) -> str:
    numbers = references(section.statements)
    body = " ".join(blocks.escape(line) for line in [*section.decided, *section.lines])
    if not numbers and not section.open:
        body = texts("agenda.plan.parked")
    missing = (
        f" {texts('agenda.stage.open', points=blocks.escape(' '.join(section.open)))}" if section.open else ""
    )
    return f"*{blocks.escape(section.title)}*: {f'{body}{missing}'.strip()}"


def _owner(talk: Talk, step: Statement) -> str:
    """Whoever it opens with, else whoever says "ik" in it, else whoever it names."""
    firsts = {name: user for user, name in talk.first_names().items()}
    said = step.text.split()
    if said[0] in firsts:
        return firsts[said[0]]
    if step.speaker and words.says_i(step.text):
        return step.speaker
    return next((firsts[word] for word in said if word in firsts), step.speaker)


def _absent(talk: Talk, step: Statement) -> str:
    """Whoever does the step by name and never wrote in the thread; "" when it is one of the team."""
    name = words.who_does(step.text)
    ours = set(talk.first_names().values())
    known = not name or name in ours or dates.find(name) or words.says_i(step.text)
    return "" if known or talk.anonymous else name


def _may_name(talk: Talk, step: Statement, user: str) -> bool:
    """In a team that wants no names, only who used their own name is named."""
    if not talk.anonymous:
        return True
    own = [c.text for c in talk.agenda.contributions if c.id in step.contributions and c.user == user]
    return any(talk.first_name(user) in text.split() for text in own)


def as_quote(talk: Talk, contribution: Contribution) -> str:
    """What somebody said as an item of a list, with their name unless the team wants none."""
    name = blocks.escape(talk.names().get(contribution.user, ""))
    text = f"“{blocks.escape(contribution.text)}”"
    return f"• {name}: {text}" if name else f"• {text}"


def _full_name(talk: Talk, user: str) -> str:
    member = talk.member(user) if user else None
    return member.name if member else ""
