"""The coach comes back: the working day before the first step, and on the day itself to ask how it went.

When is worked out from the plan each time, so nothing has to be kept: a reminder carries the day it is about,
and stays silent when the first step has moved since.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.coach import working_days
from bot.coach.afterwards.buttons import button, post
from bot.coach.conversation import blocks, dates
from bot.coach.conversation.talk import Talk
from bot.coach.documents.wording import in_words
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import from_json
from bot.coach.outcome import Block
from bot.coach.plan import FirstStep, Plan, first_step
from bot.coach.working_days import ZONE
from bot.store.agendas import Contribution
from prompts import Texts

_MORNING, _AFTERNOON = time(9), time(16)
_WITHOUT_DATE = timedelta(days=14)
WENT = "went"  # what `Agenda.awaiting` is while the coach waits to hear how it went
NEW_DAY = "newday"  # what `Agenda.awaiting` is while a new date is asked for


@dataclass(frozen=True, slots=True)
class Reminder:
    """`kind` is before or day, `day` that of the first step, `due` when to come back (naive UTC)."""

    kind: str
    day: date
    due: datetime

    @property
    def key(self) -> str:
        """Names this reminder, so that it is planned and sent once."""
        return f"{self.kind}:{self.day.isoformat()}"

    def delay(self, now: datetime) -> float:
        """Seconds from `now`, in naive UTC."""
        return max(0.0, (self.due - now).total_seconds())


def reminders(plan: Plan, now: datetime) -> list[Reminder]:
    """What is still to come back for, earliest first; [] for an agenda that isn't finished.

    A first step without a day is asked after two weeks later.
    """
    if plan.status != "finished" or plan.first_step is None:
        return []
    day = _day_of(plan)
    asked = _at(working_days.nearest(day, 1), _AFTERNOON)
    before = _at(working_days.nearest(day - timedelta(days=1), -1), _MORNING)
    planned = [Reminder("before", day, before)] if plan.first_step.day and before > now else []
    if asked > now:
        planned.append(Reminder("day", day, asked))
    return planned


def remind(talk: Talk, plan: Plan, key: str, today: date) -> None:
    """Say what the reminder with this key is for, unless the step moved or is being talked about.

    A bot that was away until the day itself announces it no more.
    """
    kind, _, day = key.partition(":")
    step = plan.first_step
    busy = talk.agenda.awaiting not in ("", "step", WENT)
    too_late = kind == "before" and step is not None and today >= _day_of(plan)
    if too_late or plan.status != "finished" or step is None or _day_of(plan).isoformat() != day or busy:
        return
    post(talk, _text(talk.texts, plan, step, kind), _buttons(talk, kind))
    talk.agenda.awaiting = WENT if kind == "day" else talk.agenda.awaiting
    talk.note("reminded", kind)


def ask_new_day(talk: Talk, *, aloud: bool = True) -> None:
    """Somebody says that the day won't do; not `aloud` when they say another with it."""
    talk.agenda.awaiting = NEW_DAY
    if aloud:
        post(talk, talk.texts("handover.reminder.which_day"))


def new_day(talk: Talk, contribution: Contribution) -> bool:
    """Put the day that was said into the first step; False when no day can be read in it."""
    step, said = first_step(talk), dates.find(contribution.text)
    today = contribution.created_at.date()
    day = dates.resolve(contribution.text, today)
    stage = talk.agenda.stages[-1].stage
    version = drafting.latest(talk, stage)
    if step is None or version is None or day is None:
        return False
    statements = [
        type(s)(_redated(s.text, step, said), (*s.contributions, contribution.id), s.speaker)
        if (step.due in s.text if step.due else s.text.rstrip(".") == step.text)
        else s
        for s in from_json(version.statements)
    ]
    drafting.add_version(
        talk, stage, statements, origin="moved", author=talk.user, form=version.form, upto=contribution.id
    )
    talk.agenda.awaiting, talk.changed = "", True
    post(talk, talk.texts("handover.reminder.moved", day=in_words(day, talk.texts)))
    return True


def in_private(plan: Plan, key: str, t: Texts) -> str:
    """The same for one person, whose team's thread can't be written in any more; "" without a first step."""
    kind = key.partition(":")[0]
    said = _text(t, plan, plan.first_step, kind) if plan.first_step else ""
    return f"{said} {t('handover.reminder.elsewhere', title=plan.title)}" if said else ""


def _text(t: Texts, plan: Plan, step: FirstStep, kind: str) -> str:
    known = step.owner_user and not plan.anonymous
    name = f"<@{step.owner_user}>" if known else t("handover.reminder.team")
    quote = f"“{blocks.escape(step.text)}”"
    day = in_words(_day_of(plan), t, short=True)
    if kind == "day" and not step.day:
        return t("handover.reminder.asked_later", name=name, step=quote)
    said = "asked" if kind == "day" else "before"
    return t(f"handover.reminder.{said}", name=name, step=quote, day=day)


def _buttons(talk: Talk, kind: str) -> Sequence[Block]:
    whats = ("went_well", "went_half", "went_not") if kind == "day" else ()
    return [button(what, talk.agenda.id, talk.texts) for what in (*whats, "other_day")]


def _redated(text: str, step: FirstStep, said: str) -> str:
    """The step with its new date where the old one stood, else at its end."""
    return text.replace(step.due, said, 1) if step.due else f"{text.rstrip('.')} ({said})."


def _day_of(plan: Plan) -> date:
    day = plan.first_step.day if plan.first_step else None
    return day or plan.day + _WITHOUT_DATE


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE).astimezone(UTC).replace(tzinfo=None)
