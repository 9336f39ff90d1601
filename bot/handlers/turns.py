"""A turn of the coach, with what a language model writes for it fetched outside any transaction.

The turn runs in a transaction. When it orders something to be worded, it is rolled back; the model is asked,
what it wrote is kept with the arrival, and the turn runs again with that. A crash repeats at most what it
interrupted: once a text is kept, nobody is asked again; once the turn is committed, nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.coach.engine import Coach
from bot.coach.writing.orders import Desk, Order, Written
from bot.inbox import Arrival
from bot.services import Services
from bot.status import show_writing
from bot.store import Incoming

_KEPT = "written"
T = TypeVar("T")
Act = Callable[[Session, Coach], T]


class _Ordered(Exception):
    """Rolls a turn back that wants something worded."""

    def __init__(self, orders: Mapping[str, Order]) -> None:
        self.orders = orders
        super().__init__()


def take_turn(services: Services, arrival: Arrival, act: Act[T]) -> T:
    """Do `act` in one transaction; what it orders is written first."""
    if services.scribe is None:
        with services.store.session() as session:
            return act(session, services.coach)
    try:
        return _run(services, arrival, act, last=False)
    except _Ordered as ordered:
        show_writing(services, arrival)
        for key, order in ordered.orders.items():
            _keep(services, arrival, key, services.scribe.write(order))
        return _run(services, arrival, act, last=True)


def _run(services: Services, arrival: Arrival, act: Act[T], *, last: bool) -> T:
    with services.store.session() as session:
        desk = Desk(_kept(session, arrival), open=not last)
        result = act(session, services.coach.writing_from(desk))
        if desk.wanted:
            raise _Ordered(desk.wanted)
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
