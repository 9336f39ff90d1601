"""The summary so far by a model: every line rests on what somebody said, else the team's own words."""

from __future__ import annotations

import pytest

from bot.coach.writing.sections import SummaryOrder
from bot.store.base import Store
from tests.coach.conftest import text_of
from tests.coach.scripted import Scripted, always

GOOD = "Vorige week werd een man van 83 drie keer doorverbonden. [1]"
MADE_UP = "De wethouder wil dat dit in 2030 klaar is. [2]"


def summing_up(reply: str) -> object:
    return lambda order: reply if isinstance(order, SummaryOrder) else ""


def talked(store: Store, reply: str, **start: object) -> Scripted:
    thread = Scripted(store, summing_up(reply), always)  # type: ignore[arg-type]
    thread.start(organisation="gemeente Lommerdam", **start)
    for name, text in (
        ("Karin", "Vorige week werd een man van 83 drie keer doorverbonden."),
        ("Joost", "Ik zie er elke week 4, vooral naasten van een overledene."),
        ("Meral", "We hebben te weinig mensen aan de balie, 2 van de 5 zijn ziek."),
    ):
        thread.say(name, text)
    return thread


def test_lines_that_hold_come_with_who_said_it(store: Store) -> None:
    shown = text_of(talked(store, f"{GOOD}\n{MADE_UP}").say("Meral", "samenvatting"))
    assert "• Vorige week werd een man van 83 drie keer doorverbonden. (Karin)" in shown
    assert "2030" not in shown and "wethouder" not in shown
    assert "taalmodel" in shown and shown.rstrip().endswith("?")


def test_a_team_without_names_stays_without(store: Store) -> None:
    thread = talked(store, GOOD, quoting="anonymous")
    shown = text_of(thread.say("Meral", "samenvatting"))
    assert "doorverbonden." in shown and "Karin" not in shown
    order = next(order for order in thread.orders if isinstance(order, SummaryOrder))
    assert {source.name for source in order.said} == {""}


@pytest.mark.parametrize("reply", [MADE_UP, "Prima gesprek tot nu toe."])
def test_the_composed_summary_stands_when_nothing_holds(store: Store, reply: str) -> None:
    shown = text_of(talked(store, reply).say("Meral", "samenvatting"))
    assert "Joost: “Ik zie er elke week 4, vooral naasten van een overledene.”" in shown
    assert "taalmodel" not in shown


def test_what_was_deleted_is_not_summed_up(store: Store) -> None:
    thread = talked(store, GOOD)
    with store.session() as session:
        thread.coach().deleted(session, thread._agenda(session), "200.0002")
    thread.say("Meral", "Bij ons staat de telefoon 3 uur per dag uit.")
    thread.say("Meral", "samenvatting")
    order = next(order for order in thread.orders if isinstance(order, SummaryOrder))
    assert [source.name for source in order.said] == ["Karin", "Meral", "Meral"]
