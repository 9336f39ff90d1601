"""How did it go: three questions after the first step; the answers become the next version of the agenda."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.afterwards import reminders, spoken
from bot.coach.afterwards.buttons import button, post
from bot.coach.conversation import blocks, dates, words
from bot.coach.conversation.talk import Talk
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import Statement, compose, from_json
from bot.coach.outcome import Block
from bot.store.agendas import Contribution

KIND = "retro"  # of a contribution; followed by :round
_QUESTIONS = 3
_STORY = 6  # words; more than a verdict
_VERDICTS = ("went_well", "went_half", "went_not")


def waits(talk: Talk) -> bool:
    """The next message in the thread is an answer to a question of this part."""
    awaiting = talk.agenda.awaiting
    return awaiting in (reminders.NEW_DAY, reminders.WENT) or under_way(talk)


def under_way(talk: Talk) -> bool:
    """The questions about how it went are being answered."""
    return talk.agenda.awaiting.startswith(f"{KIND}:")


def begin(talk: Talk, verdict: str) -> None:
    """Somebody said how it went (one of went_well, went_half, went_not): the first question."""
    if under_way(talk):
        return
    chosen = verdict if verdict in _VERDICTS else "went_half"
    _open(talk, chosen)
    _ask(talk, 1, talk.texts(f"handover.retro.{chosen}"))


def told(talk: Talk, contribution: Contribution, *, more: bool = False) -> None:
    """Somebody answers in words how it went: a few open the questions, a story is the first answer."""
    verdict, count = spoken.verdict(contribution.text), len(contribution.text.split())
    if count < _STORY:
        contribution.kind = "aside"
        if verdict:
            begin(talk, verdict)
    else:
        _open(talk, verdict or "told")
        talk.agenda.awaiting = f"{KIND}:1"
        hear(talk, contribution, more=more)


def hear(talk: Talk, contribution: Contribution, *, more: bool = False) -> None:
    """Take an answer and put the next question; after the third the new version. `more`: listen on."""
    if talk.agenda.awaiting == reminders.WENT:
        told(talk, contribution, more=more)
        return
    if talk.agenda.awaiting == reminders.NEW_DAY:
        contribution.kind = "aside"
        if not reminders.new_day(talk, contribution):
            post(talk, talk.texts("handover.reminder.no_day"))
        return
    number, probed = _at(talk)
    contribution.kind = f"{KIND}:{round_of(talk)}"
    contribution.stage = contribution.question = _stage(talk, number)
    if more:
        return
    if number < _QUESTIONS:
        _ask(talk, number + 1)
    elif _lacks_promise(contribution.text) and not probed:
        talk.agenda.awaiting += ":probed"
        post(talk, talk.texts("handover.retro.who_and_when"), _skip(talk))
    else:
        finish(talk)


def skip(talk: Talk) -> None:
    """On to the next question without an answer."""
    if not under_way(talk):
        return
    number, _ = _at(talk)
    _ask(talk, number + 1) if number < _QUESTIONS else finish(talk)


def finish(talk: Talk) -> None:
    """Put the answers into the next version, and ask a person to sign it."""
    agenda = talk.agenda
    agenda.awaiting = ""
    learned = _take_in(talk, _stage(talk, 1), replace=False)
    steps = _take_in(talk, _stage(talk, _QUESTIONS), replace=True)
    if not learned and not steps:
        post(talk, talk.texts("handover.retro.nothing"))
        return
    agenda.signed_by = ""
    talk.changed = True
    lines = [f"• {blocks.escape(statement.text)}" for statement in (*learned, *steps)]
    text = talk.texts("handover.retro.next", number=round_of(talk) + 1, lines="\n".join(lines))
    post(talk, text, [button("sign_again", agenda.id, talk.texts, style="primary")])


def round_of(talk: Talk) -> int:
    """How many times this agenda was looked back on."""
    return talk.agenda.used.get(KIND, 0)


def _open(talk: Talk, verdict: str) -> None:
    """A new round of looking back."""
    talk.agenda.used = {**talk.agenda.used, KIND: round_of(talk) + 1}
    talk.note(KIND, f"{round_of(talk)} {verdict}")


def _ask(talk: Talk, number: int, lead: str = "") -> None:
    talk.agenda.awaiting = f"{KIND}:{number}"
    question = talk.texts(f"handover.retro.question_{number}")
    post(talk, f"{lead} {question}".strip(), _skip(talk))


def _skip(talk: Talk) -> Sequence[Block]:
    return [button("skip", talk.agenda.id, talk.texts)]


def _at(talk: Talk) -> tuple[int, bool]:
    """The number of the question, and whether it was asked after already."""
    parts = talk.agenda.awaiting.split(":")
    return int(parts[1]), "probed" in parts


def _stage(talk: Talk, number: int) -> str:
    """What was learned belongs with where the team stands, what comes next with the first step."""
    return talk.agenda.stages[-1 if number == _QUESTIONS else 0].stage


def _lacks_promise(text: str) -> bool:
    return not dates.find(text) and not words.says_i(text)


def _take_in(talk: Talk, stage: str, *, replace: bool) -> list[Statement]:
    """Add a version of the stage's draft with what was said in this round; the new statements."""
    said = talk.said(stage, kinds=(f"{KIND}:{round_of(talk)}",))
    new = compose(said, limit=4)
    if not new:
        return []
    before = drafting.latest(talk, stage)
    old = from_json(before.statements) if before and not replace else []
    drafting.add_version(
        talk,
        stage,
        [*old, *new],
        origin=f"{KIND} {round_of(talk)}",
        author=talk.user,
        form=before.form if before else "text",
        upto=max(contribution.id for contribution in said),
    )
    return new
