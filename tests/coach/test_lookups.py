"""Guidance is looked up outside the turn's transaction, once, and the turn goes on with it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import pytest
from sqlalchemy.orm import Session

from bot.coach import Coach, Move, Outcome
from bot.coach.lookups import Librarian
from bot.handlers.turns import take_turn
from bot.inbox import Arrival, Inbox
from bot.store.base import Store
from tests.coach.conftest import CHANNEL, THREAD, Thread, text_of

PRESSED = Arrival("press:1", "move", "T1", CHANNEL, THREAD, "U-Karin", {})


class Page(NamedTuple):
    title: str
    text: str


def pressed(thread: Thread, search: object) -> Outcome:
    """Somebody asks how others did it, as a handler takes it."""
    librarian = Librarian(search, lambda texts: np.zeros((len(texts), 2)))  # type: ignore[arg-type]
    services = SimpleNamespace(store=thread.store, coach=thread.coach(), scribe=None, librarian=librarian)
    Inbox(thread.store).accept(PRESSED)

    def act(session: Session, coach: Coach) -> Outcome:
        agenda = thread._agenda(session)
        return coach.move(session, agenda, "U-Karin", Move.GUIDANCE, ts="press:1", name="Karin")

    return take_turn(services, PRESSED, act)  # type: ignore[arg-type]


def test_others_can_write_while_it_is_looked_up(thread: Thread) -> None:
    asked: list[tuple[str, str]] = []

    def search(query: str, language: str) -> list[Page]:
        asked.append((query, language))
        elsewhere = Arrival(f"other:{len(asked)}", "message", "T1", "C2", "1.0", "U2", {})
        assert Inbox(thread.store).accept(elsewhere)
        return [Page("Meedenken", "Zo deed Oeverwijk het.")]

    shown = text_of(pressed(thread, search))
    assert "[1] Meedenken: “Zo deed Oeverwijk het”" in shown
    assert len(asked) == 1 and asked[0][1] == "nl"
    assert text_of(pressed(thread, search)) == shown and len(asked) == 1


@pytest.mark.parametrize("found", [[], None])
def test_without_anything_found_the_thread_goes_on(thread: Thread, found: list[Page] | None) -> None:
    def search(query: str, language: str) -> list[Page]:
        if found is None:
            raise OSError
        return found

    assert "niets in de kennisbank" in text_of(pressed(thread, search))


def test_reading_an_agenda_looks_nothing_up(thread: Thread, store: Store) -> None:
    assert "niets in de kennisbank" in text_of(thread.press(Move.GUIDANCE))
