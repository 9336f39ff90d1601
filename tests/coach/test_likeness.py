"""What several people say in other words: one statement, with all who said it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.coach import Coach, Outcome, Said
from bot.coach.drafts.draft import Statement, from_json
from bot.coach.drafts.likeness import Likeness, merged
from bot.coach.lookups import Librarian, Lookup
from bot.coach.writing.figures import count_alike
from bot.coach.writing.orders import Desk, Written
from bot.store.base import Store
from knowledge.base import KnowledgeBase
from knowledge.engine import Vectors
from knowledge.errors import KnowledgeError
from prompts.judging import read_lines
from prompts.writing import ALIKE
from tests.answers.conftest import base
from tests.coach.conftest import Thread, text_of

__all__ = ["base"]

ONE = "Nabestaanden krijgen nog maanden post op naam van de overledene."
OTHER = "Er gaat nog maanden post naar mensen die al overleden zijn."


def near(texts: Sequence[str]) -> Vectors:
    """Everything means the same."""
    return np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (len(texts), 1))


def pairs_of(*texts: str) -> list[tuple[int, ...]]:
    return [line.ids for line in Likeness(texts, "nl").look_up(lambda q, language: (), near).lines]


def test_the_model_and_the_words_both_have_to_agree() -> None:
    assert pairs_of(ONE, OTHER) == [(0, 1)]
    assert (
        pairs_of("De balie mag zelf niets beslissen vandaag.", "De balie wil zelf niets beslissen vandaag.")
        == []
    )
    assert pairs_of(ONE, f"{OTHER[:-1]}, 14 keer.") == []
    assert pairs_of(ONE, OTHER.replace("gaat", "gaat niet")) == []


def test_what_says_most_stands_for_all() -> None:
    statements = [Statement("A b.", (1,)), Statement("C.", (2,)), Statement("D e f.", (3,), "U3")]
    assert merged(statements, [(0, 2)]) == [Statement("D e f.", (3, 1), "U3"), Statement("C.", (2,))]
    assert [s.contributions for s in merged(statements, [(0, 1), (1, 2)])] == [(3, 1, 2)]
    assert merged(statements, []) == statements


def test_hardly_anything_different_is_merged(base: KnowledgeBase) -> None:
    found = count_alike(read_lines(ALIKE), lambda texts: base.embed(texts, kind="passage"))
    assert found[False, True] == 0 and found[True, True] >= 3


class Reading(Thread):
    """A thread in which things are looked up, with these vectors."""

    def deliver(self, name: str, text: str, ts: str, **more: object) -> Outcome:
        said = Said(f"U-{name}", name, ts, text, **more)  # type: ignore[arg-type]
        shelf: Desk[Lookup] = Desk()
        with self.store.session() as session:
            outcome = self._reading(shelf).hear(session, self._agenda(session), said)
            if not shelf.wanted:
                return self._keep(outcome)
            session.rollback()
        librarian = Librarian(lambda query, language: (), near)
        kept = {key: librarian.look_up(lookup) for key, lookup in shelf.wanted.items()}
        with self.store.session() as session:
            again = self._reading(Desk(kept, open=False))
            return self._keep(again.hear(session, self._agenda(session), said))

    def _reading(self, shelf: Desk[Lookup]) -> Coach:
        return self.coach().working_from(None, shelf)


@pytest.fixture
def reading(store: Store) -> Reading:
    thread = Reading(store)
    thread.start(organisation="gemeente Lommerdam")
    return thread


def test_a_draft_says_it_once_and_who_said_it(reading: Reading) -> None:
    reading.say("Karin", ONE)
    reading.say("Joost", OTHER)
    draft = text_of(reading.say("Karin", "verder"))
    assert OTHER in draft and ONE not in draft
    assert "_Door meer dan één gezegd:_ Joost en Karin ¹ ²" in draft
    assert ONE[:-1] in text_of(reading.say("Karin", "van wie?"))
    kept = reading.read(lambda agenda: [s.contributions for s in from_json(agenda.versions[0].statements)])
    assert kept == [(2, 1)]


def test_who_says_the_same_in_other_words_hears_so_at_once(reading: Reading) -> None:
    reading.say("Karin", ONE)
    said = text_of(reading.say("Joost", OTHER))
    assert "Karin en Joost" in said and ONE.rstrip(".") in said
    assert "Karin" not in text_of(
        reading.say("Joost", "Er gaan nog maanden brieven naar wie al overleden is.")
    )


def test_one_person_alone_is_not_compared(reading: Reading) -> None:
    reading.say("Karin", ONE)
    reading.say("Karin", OTHER)
    draft = text_of(reading.say("Karin", "verder"))
    assert ONE in draft and OTHER in draft and "Door meer dan één" not in draft


def test_without_the_library_the_thread_goes_on() -> None:
    def closed(*_: object) -> Vectors:
        raise KnowledgeError

    assert Librarian(closed, closed).look_up(Likeness((ONE, OTHER), "nl")) == Written(failure="failed")  # type: ignore[arg-type]
