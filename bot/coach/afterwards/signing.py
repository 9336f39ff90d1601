"""The end of the road: what it came to, a person who signs, and the reisplan handed over."""

from __future__ import annotations

from bot.coach.conversation import blocks, dates, open_points, words
from bot.coach.conversation.talk import Talk
from bot.coach.documents import export
from bot.coach.drafts import drafting
from bot.coach.drafts.draft import compose, from_json
from bot.coach.outcome import Block, Reply
from bot.coach.plan import FirstStep, as_slack, assemble, first_step
from bot.store.agendas import Contribution
from bot.store.base import utc_now

_MOST_POINTS = 6
_FORMATS = ("md", "docx", "page_pdf")


def ask(talk: Talk, lead: str = "") -> None:
    """Show what the road came to, and ask a person to sign."""
    agenda = talk.agenda
    again, agenda.phase, agenda.awaiting = agenda.phase == "signing", "signing", ""
    if again:
        talk.say(talk.t("sign.again"), blocks.SIGNING)
        return
    talk.note("signing")
    points = [blocks.escape(line) for state in agenda.stages for line in open_points.lines(talk, state.stage)]
    parked = [talk.curriculum.stage(state.stage).title for state in agenda.stages if state.state == "parked"]
    parts = [
        lead,
        _ready(talk),
        talk.t("sign.parked", titles=", ".join(parked)) if parked else "",
        _first_step(talk),
        "\n".join([talk.t("sign.open"), *(f"• {line}" for line in points[:_MOST_POINTS])]) if points else "",
        talk.t("sign.ask"),
    ]
    talk.say("\n".join(part for part in parts if part), blocks.SIGNING)


def _ready(talk: Talk) -> str:
    agreed = sum(state.state == "agreed" for state in talk.agenda.stages)
    return talk.t("sign.ready_one") if agreed == 1 else talk.t("sign.ready", agreed=agreed)


def _first_step(talk: Talk) -> str:
    """The first step in the team's words, and what it still lacks."""
    step = first_step(talk)
    if step is None:
        return talk.t("sign.no_step")
    missing = [
        talk.t(f"sign.no_{what}") for what, found in (("owner", step.owner), ("due", step.due)) if not found
    ]
    return " ".join([talk.t("sign.step", step=blocks.escape(step.text)), *missing])


def sign(talk: Talk) -> None:
    """A person signs: the reisplan is done, and posted with its files."""
    agenda = talk.agenda
    agenda.status, agenda.phase, agenda.signed_by = "finished", "finished", talk.user
    agenda.finished_at = utc_now()
    talk.changed = True
    talk.note("signed")
    curriculum, step = talk.curriculum, first_step(talk)
    if step and step.owner and step.due:
        shown = f"“{blocks.escape(step.text)}”"
        closing = curriculum.closing.format(
            name=blocks.escape(step.owner), step=shown, date=blocks.escape(dates.in_a_sentence(step.due))
        )
    else:
        closing = curriculum.closing_open.format(missing=_missing(talk, step))
        agenda.awaiting = "step"
    signed = curriculum.moves.sign_off.format(name=talk.name(talk.user))
    hand_over(talk, f"{as_slack(assemble(talk), talk.texts)}\n\n{signed}\n{closing}")


def _missing(talk: Talk, step: FirstStep | None) -> str:
    """What the first step lacks, in a few words."""
    if step is None or not (step.owner or step.due):
        return talk.t("sign.missing_both" if step else "sign.missing_all")
    return talk.t("sign.missing_due" if step.owner else "sign.missing_owner")


def add_step(talk: Talk, contribution: Contribution) -> None:
    """After the signing somebody says who does the first step, or when: it goes in after all."""
    said = _add(talk, contribution)
    talk.agenda.phase = "finished"
    hand_over(talk, talk.t("step_added", point=f"“{blocks.escape(said)}”"))


def hear(talk: Talk, contribution: Contribution) -> None:
    """Something said when all that is left is to sign: what the first step lacked, or more for a draft."""
    step = first_step(talk)
    lacking = step is None or not step.owner or not step.due
    if lacking and (dates.find(contribution.text) or words.says_i(contribution.text)):
        _add(talk, contribution)
        talk.agenda.phase = "asking"  # so that the whole is shown again
        ask(talk, talk.t("sign.added"))
    elif talk.agenda.awaiting != "late":
        talk.agenda.awaiting = "late"
        talk.say(talk.t("sign.late", title=talk.stage.title), drafting.buttons_now(talk))


def _add(talk: Talk, contribution: Contribution) -> str:
    """Put what was said at the end of the first step's draft; the sentence as it stands there."""
    agenda = talk.agenda
    agenda.stage = agenda.question = agenda.stages[-1].stage
    contribution.stage = contribution.question = agenda.stage
    before = drafting.latest(talk)
    statements = [*(from_json(before.statements) if before else []), *compose([contribution], limit=1)]
    drafting.save(talk, statements, origin="added", author=talk.user)
    talk.state.state = "agreed"
    return statements[-1].text if statements else contribution.text


def hand_over(talk: Talk, text: str, formats: tuple[str, ...] = _FORMATS) -> None:
    """Post `text` with the reisplan's files; what can't be made here is said in it."""
    made, problem = export.possible(assemble(talk), talk.texts, formats)
    text = f"{text}\n{problem}" if problem else text
    moves = blocks.FINISHED if len(formats) > 1 else ()
    built = (*blocks.message(text, moves, talk.agenda.id, talk.texts), *(_ways_on(talk) if moves else ()))
    key = str(len(talk.replies))
    files = tuple(made.values())
    talk.replies.append(Reply("reisplan", blocks.fit(text), built, files=files, key=key, formats=tuple(made)))
    talk.agenda.since_bot = []


def _ways_on(talk: Talk) -> list[Block]:
    """Sharing, a canvas, an adviser: where the Slack side can do these."""
    from bot.coach.afterwards import handover

    if talk.adviser is None:
        return []
    _files, *others = handover.rows(talk.agenda.id, talk.texts, adviser=talk.adviser)
    return others
