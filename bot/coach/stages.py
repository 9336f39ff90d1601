"""The road: asking a stage's questions, drafting it, agreeing on it, parking it, going back, signing."""

from __future__ import annotations

from bot.coach import blocks, drafting, open_points
from bot.coach.talk import SPRINT, Talk
from bot.store.agendas import StageState
from bot.store.base import utc_now
from prompts.curriculum import Question, Stage

_SETTLED = ("agreed", "parked")


def open_stage(talk: Talk, stage: Stage, lead: str = "") -> None:
    """Put a stage's first question, with `lead` before it in the same message."""
    agenda, before = talk.agenda, talk.curriculum.stage(talk.agenda.stage)
    agenda.stage, agenda.phase, agenda.awaiting = stage.id, "asking", ""
    talk.state.state, talk.state.nudged = "asking", False
    talk.changed = True
    talk.note("opened")
    number, part = talk.state.position + 1, talk.curriculum.parts[stage.part]
    begins_part = number == 1 or before.part != stage.part
    parts = [
        lead,
        f"_{blocks.escape(part.title)}_ {part.opening}" if begins_part else "",
        talk.t(
            "stage.heading",
            number=talk.t("stage.of", number=number, total=len(agenda.stages)),
            title=stage.title,
        ),
        _pose(talk, stage),
    ]
    talk.say("\n".join(part for part in parts if part), blocks.QUESTION)


def next_step(talk: Talk) -> None:
    """The team is done with the question: the stage's second question, its draft, or the way on without."""
    question, stage = talk.question, talk.stage
    answered = bool(talk.said(stage.id, question=question.id)) or open_points.of(talk, question=question.id)
    if not answered and question.id == stage.id and talk.agenda.awaiting != "skip":
        talk.agenda.awaiting = "skip"
        talk.say(talk.t("stage.nothing_yet"), blocks.FOLLOW_UP)
    elif answered and stage.then and question.id == stage.id and talk.agenda.minutes > SPRINT:
        talk.agenda.awaiting = ""
        talk.say(_pose(talk, stage.then), blocks.QUESTION)
    elif not drafting.draft(talk):
        park(talk)


def agree(talk: Talk) -> None:
    """The team lets the draft stand."""
    state = talk.state
    state.state, state.agreed_by, state.agreed_at = "agreed", talk.user, utc_now()
    talk.note("agreed")
    advance(talk, drafting.echo(talk))


def park(talk: Talk) -> None:
    """Leave the stage open and go on."""
    talk.state.state = "parked"
    talk.note("parked")
    lead = talk.pick("skip", talk.curriculum.moves.skip, title=talk.stage.title)
    advance(talk, lead)


def advance(talk: Talk, lead: str = "") -> None:
    """The next stage that isn't settled, or the signing."""
    position = talk.state.position
    ahead = [
        state for state in talk.agenda.stages if state.position > position and state.state not in _SETTLED
    ]
    talk.changed = True
    if ahead:
        open_stage(talk, talk.curriculum.stage(ahead[0].stage), lead)
    else:
        ask_to_sign(talk, lead)


def back(talk: Talk) -> None:
    """Reopen the stage before; from the signing, the last one; from a second question, the first."""
    agenda, position = talk.agenda, talk.state.position
    if agenda.phase == "signing":
        _reopen(talk, agenda.stages[-1])
    elif agenda.question != agenda.stage and agenda.phase == "asking":
        _reopen(talk, talk.state)
    elif position == 0:
        talk.say(f"{talk.t('stage.first')} {talk.question.opening_short}", blocks.QUESTION)
    else:
        if talk.state.state in ("asking", "draft"):
            talk.state.state = "waiting"
        _reopen(talk, agenda.stages[position - 1])


def ask_to_sign(talk: Talk, lead: str = "") -> None:
    agenda = talk.agenda
    agenda.phase, agenda.awaiting = "signing", ""
    talk.note("signing")
    lines = [f"• *{blocks.escape(stage.title)}*: {_standing(talk, stage)}" for stage in talk.stages]
    text = "\n".join(part for part in (lead, "\n".join(lines), "", talk.t("sign.ask")) if part is not None)
    talk.say(text.strip(), blocks.SIGNING)


def _reopen(talk: Talk, state: StageState) -> None:
    agenda, stage = talk.agenda, talk.curriculum.stage(state.stage)
    agenda.stage, agenda.phase, agenda.awaiting = stage.id, "asking", ""
    state.state, state.nudged = "asking", False
    talk.changed = True
    talk.note("reopened")
    lead = talk.pick("back", talk.curriculum.moves.back, title=stage.title)
    talk.say(f"{lead}\n{_pose(talk, stage)}", blocks.QUESTION)


def _pose(talk: Talk, question: Question) -> str:
    talk.agenda.question = question.id
    if talk.agenda.minutes <= SPRINT and not talk.agenda.used.get(f"opening:{question.id}"):
        talk.pick(f"opening:{question.id}", question.opening)
        return question.opening_short
    return talk.pick(f"opening:{question.id}", question.opening)


def _standing(talk: Talk, stage: Stage) -> str:
    return talk.t(f"overview.states.{talk.state_of(stage.id).state}")
