"""Saying something that this thread hasn't had, and remembering that it was said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import blocks, trimming, words
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.coach.judging.quote import fit_quote
from bot.coach.outcome import Move
from bot.coach.writing import wording as writing
from bot.store.agendas import Asked, Contribution
from prompts.curriculum import placeholders

QUOTE = 80  # characters of someone's own words in a follow-up
_BETWEEN = 2  # stages from one person that is asked by name to the next


def ask(
    talk: Talk,
    kind: str,
    criterion: str,
    wordings: Sequence[str],
    said: Contribution,
    quote: str,
) -> bool:
    """Say a wording that this thread hasn't had; False when none is left."""
    chosen = unused(talk, wordings, said, quote)
    if chosen is None:
        return False
    wording, text = chosen
    if kind == "probe":
        text = writing.probe(talk, criterion, said, text)
    remember(talk, kind, criterion, wording, text, said)
    talk.say(text)
    return True


def unused(talk: Talk, wordings: Sequence[str], said: Contribution, quote: str) -> tuple[str, str] | None:
    """A wording not yet used in this thread, and how it reads filled in."""
    used = {asked.wording for asked in talk.agenda.asked} | {asked.text for asked in talk.agenda.asked}
    cut = excerpt(trimming.strip_conjunction(trimming.strip_lead_in(quote)), QUOTE)
    short = "" if words.is_filler(quote) or cut.endswith("…") else blocks.escape(cut)
    for wording in wordings:
        needs = placeholders(wording)
        if (
            wording in used
            or ("quote" in needs and not short)
            or ("name" in needs and not _named(talk, said))
        ):
            continue
        text = wording.format(quote=short, name=talk.name(said.user))
        if text not in used:
            return wording, text
    return None


def remember(talk: Talk, kind: str, criterion: str, wording: str, text: str, said: Contribution) -> None:
    asked = Asked(
        question=talk.agenda.question,
        kind=kind,
        criterion=criterion,
        wording=wording,
        text=text,
        contribution=said.id,
    )
    talk.agenda.asked.append(asked)


def unsay(asked: Asked) -> None:
    """Remove what a follow-up took from somebody's words; a wording of the curriculum's stays counted."""
    asked.wording = "" if asked.wording == asked.text else asked.wording
    asked.text = ""


def asked(talk: Talk, kind: str, *, least: int = 1) -> bool:
    """Whether this was said at the question at hand, at least so many times."""
    return sum(a.kind == kind and a.question == talk.agenda.question for a in talk.agenda.asked) >= least


def enough(talk: Talk, said: Contribution) -> tuple[str, tuple[Move, ...]]:
    """A way on: a colleague who may know more, by name; else how to go on, in full only the first times."""
    moves = talk.curriculum.moves
    if (name := _who_else(talk, said)) and moves.ask_by_name:
        return talk.pick("ask_by_name", moves.ask_by_name, name=name), (Move.NEXT,)
    short = moves.enough_short if talk.agenda.used.get("enough", 0) >= len(moves.enough) - 1 else ()
    key = "enough_short" if short else "enough"
    return talk.pick(key, short or moves.enough), (Move.NEXT,)


def whole_quote(text: str, limit: int = QUOTE) -> str:
    """Somebody's own words: whole when they are few, else the part that stands on its own."""
    bare = trimming.strip_lead_in(text)
    fitting = excerpt(bare, limit)
    return blocks.escape(fitting if not fitting.endswith("…") else fit_quote(bare, "") or fitting)


def _named(talk: Talk, said: Contribution) -> bool:
    member = talk.member(said.user)
    return not talk.anonymous and member is not None and bool(member.name.split())


def _who_else(talk: Talk, said: Contribution) -> str:
    """Somebody who takes part and hasn't answered this question: each once, and not stage after stage."""
    before = talk.agenda.used.get("by name", -_BETWEEN)
    if talk.anonymous or talk.state.position < before + _BETWEEN:
        return ""
    said_now = (c for c in talk.agenda.contributions if c.question == talk.agenda.question)
    left = {c.user for c in talk.agenda.contributions if c.kind == "aside" and words.is_logistics(c.text)}
    heard = {c.user for c in said_now} | left
    for member in talk.agenda.members:
        key = f"by name:{member.user}"
        fresh = member.spoke and not talk.agenda.used.get(key) and member.user not in heard
        if fresh and member.name.split():
            talk.agenda.used = {**talk.agenda.used, key: 1, "by name": talk.state.position}
            return talk.name(member.user)
    return ""
