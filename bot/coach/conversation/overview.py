"""The pinned message of an agenda: how far the team is, what is settled, what is open."""

from __future__ import annotations

from bot.coach.conversation import blocks, open_points
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.outcome import Reply
from bot.coach.tools import decisions, voting

_MARKS = {"waiting": "○", "asking": "◐", "draft": "◑", "agreed": "●", "parked": "◌"}
_SETTLED_LIMIT = 240


def overview(talk: Talk) -> Reply:
    """The message as it should read now; the caller posts it once and updates it from then on."""
    agenda = talk.agenda
    title = talk.t("overview.title", organisation=agenda.organisation) if agenda.organisation else ""
    done = sum(state.state in ("agreed", "parked") for state in agenda.stages)
    parts = [
        f"*{blocks.escape(title or talk.t('overview.untitled'))}*",
        f"{_bar(talk)}  {talk.t('overview.done', done=done, total=len(agenda.stages))}",
        _now(talk),
        _vote(talk),
        _list(talk.t("overview.decided"), [*_settled(talk), *_decisions(talk)]),
        _list(talk.t("overview.open"), _open(talk)),
    ]
    text = "\n".join(part for part in parts if part)
    moves = {"paused": blocks.PAUSED, "running": blocks.STEER}.get(agenda.status, ())
    return Reply(
        "overview", blocks.fit(text), blocks.message(text, moves, agenda.id, talk.texts), key="overview"
    )


def _bar(talk: Talk) -> str:
    """A mark per stage, and in words for who can't see them: the names of the stages follow in the text."""
    return "".join(_MARKS[state.state] for state in talk.agenda.stages)


def _now(talk: Talk) -> str:
    agenda = talk.agenda
    if agenda.status == "paused":
        return talk.t("overview.paused")
    if agenda.status == "finished":
        signed = agenda.signed_by
        return talk.t("overview.finished", name=talk.name(signed)) if signed else talk.t("overview.unsigned")
    return talk.t("overview.now", title=talk.stage.title)


def _settled(talk: Talk) -> list[str]:
    lines = []
    for state in talk.agenda.stages:
        version = drafting.latest(talk, state.stage)
        if state.state == "agreed" and version and version.statements:
            title = blocks.escape(talk.curriculum.stage(state.stage).draft_title)
            lines.append(f"*{title}*: {blocks.fit(drafting.text_of(talk, version), _SETTLED_LIMIT)}")
    return lines


def _vote(talk: Talk) -> str:
    """The vote that is under way, with its dots so far."""
    vote = voting.current(talk)
    return f"*{talk.t('overview.vote')}*\n{voting.tally(talk, vote)}" if vote else ""


def _decisions(talk: Talk) -> list[str]:
    return [decisions.record(talk, vote) for vote in talk.agenda.votes if vote.state == "decided"]


def _open(talk: Talk) -> list[str]:
    lines = []
    for state in talk.agenda.stages:
        title = talk.curriculum.stage(state.stage).title
        version = drafting.latest(talk, state.stage)
        emptied = state.state == "agreed" and version is not None and not version.statements
        if state.state == "parked" or emptied:
            lines.append(talk.t("stage.parked_point", title=title))
        if state.state != "waiting":
            points = open_points.lines(talk, state.stage) if state.state != "asking" else []
            lines += [blocks.escape(point) for point in points]
    return lines


def _list(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"• {line}" for line in lines)]) if lines else ""
