"""Saying something that this thread hasn't had, and remembering that it was said."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import blocks, words
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.coach.judging.quote import fit_quote
from bot.coach.outcome import Move
from bot.coach.writing import wording as writing
from bot.store.agendas import Asked, Contribution
from prompts.curriculum import placeholders

QUOTE = 80  # characters of someone's own words in a follow-up


def ask(
    talk: Talk,
    kind: str,
    criterion: str,
    wordings: Sequence[str],
    said: Contribution,
    quote: str,
    lead: str = "",
) -> bool:
    """Say a wording that this thread hasn't had; False when none is left."""
    chosen = unused(talk, wordings, said, quote)
    if chosen is None:
        return False
    wording, text = chosen
    if kind == "probe":
        text = writing.probe(talk, criterion, said, text)
    remember(talk, kind, criterion, wording, text, said)
    talk.say(f"{lead} {text}".strip())
    return True


def unused(talk: Talk, wordings: Sequence[str], said: Contribution, quote: str) -> tuple[str, str] | None:
    """A wording not yet used in this thread, and how it reads filled in."""
    used = {asked.wording for asked in talk.agenda.asked} | {asked.text for asked in talk.agenda.asked}
    short = "" if words.is_filler(quote) else blocks.escape(excerpt(quote, QUOTE))
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


def whole_quote(text: str) -> str:
    """Somebody's own words fit to be posted: whole when they are few, else the part that stands on its own."""
    bare = words.strip_lead_in(text)
    fitting = excerpt(bare, QUOTE)
    return blocks.escape(fitting if not fitting.endswith("…") else fit_quote(bare, "") or fitting)


def _named(talk: Talk, said: Contribution) -> bool:
    member = talk.member(said.user)
    return not talk.anonymous and member is not None and bool(member.name.split())


def _who_else(talk: Talk, said: Contribution) -> str:
    """Somebody who takes part and hasn't answered this question; each is asked at most twice."""
    if talk.anonymous:
        return ""
    heard = {c.user for c in talk.agenda.contributions if c.question == talk.agenda.question}
    for member in talk.agenda.members:
        key = f"by name:{member.user}"
        times = talk.agenda.used.get(key, 0)
        if member.spoke and member.user not in heard and member.name.split() and times < 2:
            talk.agenda.used = {**talk.agenda.used, key: times + 1}
            return talk.name(member.user)
    return ""
