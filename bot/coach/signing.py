"""The end of the road: what it came to, a person who signs, and the reisplan handed over."""

from __future__ import annotations

from bot.coach import blocks, drafting, export, open_points
from bot.coach.draft import compose, from_json
from bot.coach.outcome import Reply
from bot.coach.plan import as_slack, assemble, first_step
from bot.coach.talk import Talk
from bot.store.agendas import Contribution
from bot.store.base import utc_now

_MOST_POINTS = 6
_FORMATS = ("md", "docx")


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
        talk.t("sign.ready", agreed=sum(state.state == "agreed" for state in agenda.stages)),
        talk.t("sign.parked", titles=", ".join(parked)) if parked else "",
        _first_step(talk),
        "\n".join([talk.t("sign.open"), *(f"• {line}" for line in points[:_MOST_POINTS])]) if points else "",
        talk.t("sign.ask"),
    ]
    talk.say("\n".join(part for part in parts if part), blocks.SIGNING)


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
    words, step = talk.curriculum, first_step(talk)
    if step and step.owner and step.due:
        shown = f"“{blocks.escape(step.text)}”"
        closing = words.closing.format(
            name=blocks.escape(step.owner), step=shown, date=blocks.escape(step.due)
        )
    else:
        closing, agenda.awaiting = words.closing_open, "step"
    signed = words.moves.sign_off.format(name=talk.name(talk.user))
    hand_over(talk, f"{as_slack(assemble(talk), talk.texts)}\n\n{signed}\n{closing}")


def add_step(talk: Talk, contribution: Contribution) -> None:
    """After the signing somebody says who does the first step, or when: it goes in after all."""
    agenda = talk.agenda
    agenda.awaiting = ""
    before = drafting.latest(talk)
    statements = [*(from_json(before.statements) if before else []), *compose([contribution], limit=1)]
    drafting.save(talk, statements, origin="added", author=talk.user)
    agenda.phase, talk.state.state = "finished", "agreed"
    said = statements[-1].text if statements else contribution.text
    hand_over(talk, talk.t("step_added", point=f"“{blocks.escape(said)}”"))


def hand_over(talk: Talk, text: str, formats: tuple[str, ...] = _FORMATS) -> None:
    """Post `text` with the reisplan's files."""
    made = export.files(assemble(talk), talk.texts)
    built = blocks.message(text, blocks.FINISHED if len(formats) > 1 else (), talk.agenda.id, talk.texts)
    files = tuple(made[name] for name in formats)
    reply = Reply(
        "reisplan", blocks.fit(text), built, files=files, key=str(len(talk.replies)), formats=formats
    )
    talk.replies.append(reply)
    talk.agenda.since_bot = []
