"""Moves that say more than which: "terug naar gebruikers", "stip 2", "time box 10"."""

from __future__ import annotations

import re
from functools import cache

from bot.coach.conversation.talk import Talk
from bot.coach.conversation.vocabulary import normalise
from bot.coach.outcome import Move
from prompts import LANGUAGES, texts

_NUMBERS = {Move.DOT, Move.DECIDE, Move.TIME_BOX, Move.SCAN}
_IN_VOTE = {Move.DOT, Move.DECIDE}


def read(talk: Talk, text: str) -> tuple[Move, str] | None:
    """The move and its value in a whole message, when it makes sense here."""
    for move in (Move.REVISIT, Move.DOT, Move.DECIDE, Move.TIME_BOX, Move.SCAN):
        for pattern in _patterns(move):
            match = pattern.fullmatch(normalise(text))
            if match and (value := _value(talk, move, match["value"])):
                return move, value
    return None


def _value(talk: Talk, move: Move, given: str) -> str:
    """The value as the move takes it; "" when it isn't one, and the message something else."""
    if move in _NUMBERS:
        running = any(vote.state != "decided" for vote in talk.agenda.votes)
        numbers = ",".join(re.findall(r"\d+", given))
        only_numbers = not re.search(r"[^\W\d]", re.sub(r"\b(?:en|and)\b", " ", given))
        return numbers if only_numbers and (running or move not in _IN_VOTE) else ""
    titles = {normalise(stage.title): stage.id for stage in talk.stages}
    return titles.get(given, "")


@cache
def _patterns(move: Move) -> tuple[re.Pattern[str], ...]:
    templates = (
        template for language in LANGUAGES for template in texts(language).many(f"agenda.commands.{move}")
    )
    return tuple(
        re.compile(re.escape(_template(template)).replace("VALUE", "(?P<value>.+?)"))
        for template in templates
    )


def _template(template: str) -> str:
    return normalise(template.replace("{value}", "value")).replace("value", "VALUE")
