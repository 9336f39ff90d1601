"""What a turn wants looked up: like a model's words it is fetched between two runs of the turn.

A search or a comparison of meanings may have to load a model first; inside the turn's transaction, everybody
else who writes would have to wait for that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.coach.writing.orders import Line, Written
from bot.coach.writing.support import Embed


class Passage(Protocol):
    """What the knowledge base offers: `bot.answers` citations have this shape."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...


Search = Callable[[str, str], Sequence[Passage]]

log = structlog.get_logger()


class Lookup(Protocol):
    """One thing to be looked up; what it holds decides its key."""

    def look_up(self, search: Search, embed: Embed) -> Written: ...


@dataclass(frozen=True, slots=True)
class Passages:
    """What the knowledge base has on a query; in the result a line for each passage."""

    query: str
    language: str

    def look_up(self, search: Search, embed: Embed) -> Written:
        return Written(tuple(Line(p.text, title=p.title) for p in search(self.query, self.language)))


class Librarian:
    """Looks things up outside any turn or transaction; finding nothing is a result too."""

    def __init__(self, search: Search, embed: Embed) -> None:
        self._search = search
        self._embed = embed

    def look_up(self, lookup: Lookup) -> Written:
        try:
            return lookup.look_up(self._search, self._embed)
        except Exception as error:  # without the library or its model the thread goes on
            log.warning("not looked up", lookup=type(lookup).__name__, error=type(error).__name__)
            return Written(failure="failed")
