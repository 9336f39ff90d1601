"""Who is there: newcomers, those who haven't spoken, and what to do after a silence."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.coach.conversation import blocks, markup
from bot.coach.conversation.talk import SPRINT, Talk
from bot.coach.plan import so_far
from bot.coach.tools import voting
from bot.coach.working_days import not_before_work
from bot.store.agendas import Member
from bot.store.base import utc_now

_SESSION = 8 * 60  # minutes; longer agendas run over days
_CATCH_UP_LIMIT = 1_500


def join(talk: Talk, user: str, name: str, *, spoke: bool = False) -> bool:
    """Note who takes part; True for who speaks for the first time when others are well under way."""
    member, name = talk.member(user), markup.clean(name, {}, talk.agenda.language)
    if member is None:
        member = Member(user=user, name=name, spoke=False)
        talk.agenda.members.append(member)
    late = spoke and not member.spoke and not _was_there(talk, user)
    member.name = name or member.name
    member.spoke = member.spoke or spoke
    return late


def _was_there(talk: Talk, user: str) -> bool:
    """Whoever began it, pressed buttons, or comes while the first question is open has missed nothing."""
    agenda = talk.agenda
    acted = user == agenda.started_by or any(entry.user == user for entry in agenda.trace)
    return acted or agenda.status != "running" or talk.state.position == 0


def catch_up(talk: Talk, user: str) -> None:
    """What a latecomer missed, for their eyes only."""
    text = talk.pick(
        "catch_up",
        talk.curriculum.moves.catch_up,
        name=talk.name(user),
        stage=talk.stage.title,
        question=talk.question.opening_short,
        summary=f"\n{blocks.fit(so_far(talk, besides=user) or talk.t('summary.none'), _CATCH_UP_LIMIT)}\n",
    )
    talk.whisper(user, text)


def patience(talk: Talk) -> int | None:
    """Seconds after which to look in: a silence or the end of a time box; None for neither."""
    box = talk.agenda.time_box_ends if talk.agenda.status == "running" else None
    ends = [end for end in (_quiet_until(talk), box) if end is not None]
    return max(0, round((min(ends) - utc_now()).total_seconds())) if ends else None


def _quiet_until(talk: Talk) -> datetime | None:
    """When a silence has lasted long enough to look in; None when nobody is waited for."""
    vote = voting.current(talk)
    waiting = not vote.reminded if vote else talk.agenda.phase == "asking" and not talk.state.nudged
    if talk.agenda.status != "running" or not waiting:
        return None
    last, minutes = talk.agenda.last_at, talk.agenda.minutes
    if minutes > _SESSION:
        return not_before_work(last + timedelta(days=1))
    return last + timedelta(minutes=4 if minutes <= SPRINT else 15)


def nudge(talk: Talk, now: datetime) -> None:
    """The end of a time box; else once a question, after long enough a silence, with one invitation ever."""
    ends = talk.agenda.time_box_ends
    if ends is not None and now >= ends and talk.agenda.status == "running":
        talk.agenda.time_box_ends, talk.state.nudged = None, True
        talk.say(talk.t("time_box.over"), blocks.FOLLOW_UP)
        return
    quiet = _quiet_until(talk)
    if quiet is None or now < quiet:
        return
    if voting.current(talk):
        voting.remind(talk)
        return
    talk.state.nudged = True
    question = talk.question.opening_short
    if not talk.said(talk.agenda.stage, question=talk.agenda.question):
        talk.say(talk.pick("nudge", talk.curriculum.moves.nudge, question=question), blocks.QUESTION)
    for member in talk.agenda.members:
        if not member.spoke and not member.invited:
            member.invited = True
            name = talk.name(member.user)
            invitation = talk.pick("invite", talk.curriculum.moves.invite, name=name, question=question)
            talk.whisper(member.user, invitation)


def first_time(talk: Talk, what: str) -> bool:
    """True the first time since this agenda last stood still."""
    pauses = sum(entry.what == "paused" for entry in talk.agenda.trace)
    key = f"{what}:{pauses}"
    if talk.agenda.used.get(key):
        return False
    talk.agenda.used = {**talk.agenda.used, key: 1}
    return True
