"""The road: asking a stage's questions, drafting it, agreeing on it, parking it, going back, signing."""

from __future__ import annotations

from bot.coach.afterwards import signing
from bot.coach.conversation import blocks, open_points
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import SPRINT, Talk
from bot.coach.drafts import drafting
from bot.coach.review import challenge
from bot.store.agendas import StageState
from bot.store.base import utc_now
from prompts.curriculum import Question, Stage

_SETTLED = ("agreed", "parked")
_FORM_FROM = 3  # stages written before another form is offered


def open_stage(talk: Talk, stage: Stage, lead: str = "") -> None:
    """Put a stage's first question, with `lead` before it in the same message."""
    agenda, before = talk.agenda, talk.curriculum.stage(talk.agenda.stage)
    agenda.stage, agenda.phase, agenda.awaiting = stage.id, "asking", ""
    agenda.time_box_ends = None
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
        _wondered(talk, stage),
        _other_form(talk, stage),
    ]
    talk.say("\n".join(part for part in parts if part), drafting.question_buttons(talk))


def _wondered(talk: Talk, stage: Stage) -> str:
    """What nobody knew, and nobody has taken on to find out: a question that a small try may answer."""
    point = open_points.unclaimed(talk)
    if point is None or not stage.wondered:
        return ""
    return talk.pick("wondered", stage.wondered, point=blocks.escape(excerpt(point.text, 160)))


def _other_form(talk: Talk, stage: Stage) -> str:
    """After a while of typing, something to do together instead."""
    form = next((form for form in talk.curriculum.forms if form.id == stage.working_form), None)
    position = talk.state.position
    if form is None or position < _FORM_FROM or talk.agenda.minutes <= SPRINT:
        return ""
    offered = f"offered:{form.id}"
    if talk.agenda.used.get(offered):
        return ""
    talk.agenda.used = {**talk.agenda.used, offered: 1}
    return talk.pick("change_form", talk.curriculum.moves.change_form, form=form.title)


def next_step(talk: Talk) -> None:
    """The team is done with the question: the stage's second question, its draft, or the way on without."""
    question, stage = talk.question, talk.stage
    answered = bool(talk.said(stage.id, question=question.id)) or open_points.of(talk, question=question.id)
    if not answered and question.id == stage.id and talk.agenda.awaiting != "skip":
        talk.agenda.awaiting = "skip"
        talk.say(talk.t("stage.nothing_yet"), blocks.FOLLOW_UP)
    elif answered and stage.then and question.id == stage.id and talk.agenda.minutes > SPRINT:
        talk.agenda.awaiting = ""
        talk.say(f"{talk.t('stage.then')} {_pose(talk, stage.then)}", drafting.question_buttons(talk))
    elif not drafting.draft(talk):
        park(talk, left=bool(open_points.lines(talk, stage.id)))


def agree(talk: Talk) -> None:
    """The team lets the draft stand."""
    state = talk.state
    state.state, state.agreed_by, state.agreed_at = "agreed", talk.user, utc_now()
    talk.note("agreed")
    advance(talk, drafting.echo(talk) if talk.state.position + 1 < len(talk.agenda.stages) else "")


def park(talk: Talk, *, left: bool = False) -> None:
    """Leave the stage open and go on. `left`: it was talked about, and what is open was written down."""
    talk.state.state = "parked"
    talk.note("parked")
    title = talk.stage.title
    lead = (
        talk.t("stage.left", title=title)
        if left
        else talk.pick("skip", talk.curriculum.moves.skip, title=title)
    )
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
    elif not challenge.ask(talk, lead):
        signing.ask(talk, lead)


def revisit(talk: Talk, stage: str) -> bool:
    """Reopen a stage that the road has; False when it hasn't."""
    if stage not in [state.stage for state in talk.agenda.stages]:
        return False
    if talk.state.state in ("asking", "draft"):
        talk.state.state = "waiting"
    _reopen(talk, talk.state_of(stage))
    return True


def back(talk: Talk) -> None:
    """Reopen the stage before; from the signing, the last one; from a second question, the first."""
    agenda, position = talk.agenda, talk.state.position
    if agenda.phase in ("challenge", "signing"):
        _reopen(talk, agenda.stages[-1])
    elif agenda.question != agenda.stage and agenda.phase == "asking":
        _reopen(talk, talk.state)
    elif position == 0:
        talk.say(f"{talk.t('stage.first')} {talk.question.opening_short}", drafting.question_buttons(talk))
    else:
        if talk.state.state in ("asking", "draft"):
            talk.state.state = "waiting"
        _reopen(talk, agenda.stages[position - 1])


def _reopen(talk: Talk, state: StageState) -> None:
    agenda, stage = talk.agenda, talk.curriculum.stage(state.stage)
    agenda.stage, agenda.phase, agenda.awaiting = stage.id, "asking", ""
    state.state, state.nudged = "asking", False
    talk.changed = True
    talk.note("reopened")
    lead = talk.pick("back", talk.curriculum.moves.back, title=stage.title)
    talk.say(f"{lead}\n{_pose(talk, stage)}", drafting.question_buttons(talk))


def _pose(talk: Talk, question: Question) -> str:
    talk.agenda.question = question.id
    if talk.agenda.minutes <= SPRINT and not talk.agenda.used.get(f"opening:{question.id}"):
        talk.pick(f"opening:{question.id}", question.opening)
        return question.opening_short
    return talk.pick(f"opening:{question.id}", question.opening)
