"""A turn of the coach, with what it wants written or looked up fetched outside any transaction.

The turn runs in a transaction. When it orders something, it is rolled back; the model or the library is
asked, what came of it is kept with the arrival, and the turn runs again with that. A crash repeats at most
what it interrupted: once a result is kept, nobody is asked again; once the turn is committed, nothing
changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.coach.engine import Coach
from bot.coach.lookups import Lookup
from bot.coach.writing.orders import Desk, Order, Written
from bot.inbox import Arrival
from bot.services import Services
from bot.status import show_writing
from bot.store import Incoming

_KEPT = "written"
T = TypeVar("T")
Act = Callable[[Session, Coach], T]


class _Ordered(Exception):
    """Rolls a turn back that wants something worded or looked up."""

    def __init__(self, orders: Mapping[str, Order], lookups: Mapping[str, Lookup]) -> None:
        self.orders = orders
        self.lookups = lookups
        super().__init__()


def take_turn(services: Services, arrival: Arrival, act: Act[T]) -> T:
    """Do `act` in one transaction; what it orders is fetched first."""
    try:
        return _run(services, arrival, act, last=False)
    except _Ordered as ordered:
        for key, lookup in ordered.lookups.items():
            _keep(services, arrival, key, services.librarian.look_up(lookup))
        _have_written(services, arrival, ordered.orders)
        return _run(services, arrival, act, last=True)


def _have_written(services: Services, arrival: Arrival, orders: Mapping[str, Order]) -> None:
    if services.scribe is None or not orders:
        return
    show_writing(services, arrival)
    for key, order in orders.items():
        _keep(services, arrival, key, services.scribe.write(order))


def _run(services: Services, arrival: Arrival, act: Act[T], *, last: bool) -> T:
    with services.store.session() as session:
        kept = _kept(session, arrival)
        desk, shelf = Desk[Order](kept, open=not last), Desk[Lookup](kept, open=not last)
        result = act(session, services.coach.working_from(desk if services.scribe else None, shelf))
        if desk.wanted or shelf.wanted:
            raise _Ordered(desk.wanted, shelf.wanted)
        return result


def _kept(session: Session, arrival: Arrival) -> dict[str, Written]:
    kept = session.get_one(Incoming, arrival.key).payload.get(_KEPT, {})
    return {key: Written.from_json(written) for key, written in kept.items()}


def _keep(services: Services, arrival: Arrival, key: str, written: Written) -> None:
    """Keep what was written in the arrival's payload, which is emptied when it is finished."""
    with services.store.session() as session:
        row = session.get_one(Incoming, arrival.key)
        kept = {**row.payload.get(_KEPT, {}), key: written.as_json()}
        row.payload = {**row.payload, _KEPT: kept}
