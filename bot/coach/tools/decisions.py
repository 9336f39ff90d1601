"""What a team decided after a vote: on record with its reason and the minority's view."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coach.conversation import blocks
from bot.coach.conversation.sentences import excerpt
from bot.coach.conversation.talk import Talk
from bot.store.agendas import Vote

_QUOTE = 140  # characters


def of(talk: Talk, stage: str) -> list[str]:
    """What was decided in a stage, line by line."""
    return [line for vote in talk.agenda.votes if vote.stage == stage for line in lines(talk, vote)]


def record(talk: Talk, vote: Vote) -> str:
    """A decision as mrkdwn."""
    return blocks.escape("\n".join(lines(talk, vote)))


def lines(talk: Talk, vote: Vote) -> list[str]:
    """The decision, its reason and the minority's view, in the words of who said so; [] when undecided."""
    if vote.chosen is None:
        return []
    return [
        talk.t("vote.decision", option=vote.options[vote.chosen]["text"]),
        *(talk.t("vote.reason", quote=quote) for quote in _quotes(talk, [vote.reason])),
        *(talk.t("vote.otherwise", quote=quote) for quote in _quotes(talk, vote.minority)),
    ]


def _quotes(talk: Talk, ids: Sequence[int | None]) -> list[str]:
    said = {c.id: c for c in talk.agenda.contributions if not c.deleted_at}
    names = talk.names()
    found = [said[id] for id in ids if id in said]
    shown = [(names.get(c.user, ""), excerpt(c.text, _QUOTE)) for c in found]
    return [f"{name}: “{text}”" if name else f"“{text}”" for name, text in shown]
