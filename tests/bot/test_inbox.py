"""What people do is claimed once, however often and from however many sides it is delivered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from bot.inbox import Inbox, finish
from bot.store import Incoming, Store
from tests.bot.conftest import arrival


def test_the_same_thing_is_accepted_once(store: Store) -> None:
    inbox = Inbox(store)
    assert inbox.accept(arrival())
    assert not inbox.accept(arrival())
    assert not inbox.accept(arrival(user="U2"))
    assert inbox.accept(arrival("T1:C1:1.2"))


def test_many_at_once_give_one_winner_each(store: Store) -> None:
    inbox = Inbox(store)
    keys = [f"T1:C1:{number % 25}" for number in range(400)]
    with ThreadPoolExecutor(16) as pool:
        accepted = list(pool.map(lambda key: inbox.accept(arrival(key)), keys))
    assert sum(accepted) == 25


def test_what_is_unfinished_comes_back_as_it_was_in_order(store: Store) -> None:
    inbox = Inbox(store)
    first, second, third = (arrival(f"T1:C1:{number}") for number in range(3))
    for one in (first, second, third):
        inbox.accept(one)
    with store.session() as session:
        finish(session, second.key)
    assert inbox.unfinished() == [first, third]


def test_what_is_finished_keeps_no_words(store: Store) -> None:
    Inbox(store).accept(arrival())
    with store.session() as session:
        finish(session, arrival().key)
    with store.session() as session:
        row = session.get_one(Incoming, arrival().key)
        assert row.payload == {} and row.done_at is not None
    assert not Inbox(store).accept(arrival())


def test_a_thread_has_one_of_a_kind_planned_unless_another_is_due_sooner(store: Store) -> None:
    inbox = Inbox(store)
    first = replace(arrival("nudge:1"), kind="nudge").after(3600)
    assert inbox.plan_once(first, besides="")
    assert not inbox.plan_once(replace(first, key="nudge:2").after(7200), besides="")
    assert inbox.plan_once(replace(first, key="nudge:3").after(600), besides="")
    assert inbox.plan_once(replace(first, key="nudge:4", thread_ts="elsewhere"), besides="")


def test_what_is_being_handled_stands_in_no_ones_way(store: Store) -> None:
    inbox = Inbox(store)
    woken = replace(arrival("nudge:1"), kind="nudge").after(-1)
    assert inbox.plan_once(woken, besides="")
    assert inbox.plan_once(replace(woken, key="nudge:2").after(3600), besides=woken.key)


def test_finishing_what_never_came_does_nothing(store: Store) -> None:
    with store.session() as session:
        finish(session, "T1:C1:9")
