"""What the buttons after the signing do, said in words: how it went, another day, sharing, an adviser."""

from __future__ import annotations

from functools import cache

from bot.coach.afterwards import reminders
from bot.coach.afterwards.buttons import button, post
from bot.coach.conversation.talk import Talk
from bot.coach.conversation.vocabulary import normalise
from prompts import LANGUAGES, texts

_VERDICTS = ("went_not", "went_half", "went_well")  # "niet gelukt" before "gelukt"
_FORMS = ("share", "canvas", "appointment")
_OPENING = 6  # words in which somebody says how it went, before the story
_LONGEST = 8  # words of a wish


def verdict(text: str) -> str:
    """How it went as the message opens: one of went_well, went_half, went_not; "" when it doesn't say."""
    opening = f" {' '.join(normalise(text).split()[:_OPENING])} "
    return next((v for v in _VERDICTS if any(f" {phrase} " in opening for phrase in _listed(v))), "")


def wants_other_day(text: str) -> bool:
    said = f" {normalise(text)} "
    short = len(said.split()) <= _LONGEST
    return short and any(f" {phrase} " in said for phrase in _listed("other_day"))


def wish(text: str) -> str:
    """What a whole message asks for: share, canvas, appointment; "" for anything else."""
    said = normalise(text)
    return next((what for what in _FORMS if said in _listed(what)), "")


def grant(talk: Talk, what: str) -> None:
    """The button for it, since a form only opens from one."""
    if what == "appointment" and not talk.adviser:
        post(talk, talk.texts("handover.spoken.no_adviser"))
    else:
        post(talk, talk.texts("handover.spoken.press"), [button(what, talk.agenda.id, talk.texts)])


def may_answer(talk: Talk, text: str) -> bool:
    """The coach asked how it went, and this says so."""
    return talk.agenda.awaiting == reminders.WENT and bool(verdict(text))


@cache
def _listed(what: str) -> frozenset[str]:
    return frozenset(normalise(w) for name in LANGUAGES for w in texts(name).many(f"handover.heard.{what}"))
