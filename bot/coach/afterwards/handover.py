"""What a team can do with a signed reisplan: the buttons below it, and what each does in the thread."""

from __future__ import annotations

from collections.abc import Callable

from bot.coach.afterwards import reminders, retrospective, signing
from bot.coach.afterwards.buttons import button, row
from bot.coach.conversation.talk import Talk
from bot.coach.outcome import Block
from bot.store.agendas import Contribution
from bot.store.base import utc_now
from prompts import Texts

FILES = ("page_pdf", "pdf", "docx", "md", "roadmap")
SIGNED = ("page_pdf", "pdf", "docx")  # what is posted when a plan is signed; the rest is a button away


def rows(agenda: str, t: Texts, *, adviser: bool) -> list[Block]:
    """Two rows of buttons for below a signed reisplan. `adviser`: there is one to meet."""
    whats = ("share", "canvas", *(("appointment",) if adviser else ()))
    return [
        row([button(f"file_{format}", agenda, t) for format in FILES]),
        row([button(what, agenda, t) for what in whats]),
    ]


def press(talk: Talk, what: str, value: str = "") -> None:
    """Do what a button asks for, in the thread. Buttons that open a form aren't for here."""
    if what.startswith("file_"):
        _give_file(talk, what.removeprefix("file_"))
    elif what.startswith("went_"):
        retrospective.begin(talk, what)
    elif what in _PRESSED:
        _PRESSED[what](talk)


def hear(talk: Talk, contribution: Contribution, *, more: bool = False) -> None:
    """A message in a finished agenda's thread when `waits(talk)`."""
    retrospective.hear(talk, contribution, more=more)


def waits(talk: Talk) -> bool:
    """The coach asked something after the signing, and the next message answers it."""
    return talk.agenda.status == "finished" and retrospective.waits(talk)


def _sign_again(talk: Talk) -> None:
    """A person signs the next version."""
    if talk.agenda.signed_by:
        return
    talk.agenda.signed_by, talk.agenda.finished_at = talk.user, utc_now()
    talk.changed = True
    talk.note("signed")
    number = retrospective.round_of(talk) + 1
    text = talk.texts("handover.retro.signed", number=number, name=talk.name(talk.user))
    signing.hand_over(talk, text)


def _give_file(talk: Talk, format: str) -> None:
    if format in FILES:
        signing.hand_over(talk, talk.texts(f"handover.buttons.file_{format}"), (format,))


_PRESSED: dict[str, Callable[[Talk], None]] = {
    "other_day": reminders.ask_new_day,
    "skip": retrospective.skip,
    "sign_again": _sign_again,
}
