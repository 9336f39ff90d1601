"""A thread whose coach has a language model: what it orders is written by a function, between two runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot.coach import Coach, Move, Outcome, Said
from bot.coach.writing.orders import Desk, Order, Supports
from bot.store.base import Store
from tests.coach.conftest import Thread

Script = Callable[[object], str]
Turn = Callable[[Coach, Session], Outcome]


def always(sentence: str, said: Sequence[str], language: str) -> bool:
    return True


class Scripted(Thread):
    """`script` gets an order and returns what the model says to it."""

    def __init__(self, store: Store, script: Script, supports: Supports = always) -> None:
        super().__init__(store)
        self.script = script
        self.supports = supports
        self.orders: list[object] = []

    def deliver(self, name: str, text: str, ts: str, **more: object) -> Outcome:
        said = Said(f"U-{name}", name, ts, text, **more)  # type: ignore[arg-type]
        return self._turn(lambda coach, session: coach.hear(session, self._agenda(session), said))

    def press(self, move: Move, value: str = "", name: str = "Karin") -> Outcome:
        self.count += 1
        key = f"a{self.count}"

        def act(coach: Coach, session: Session) -> Outcome:
            return coach.move(session, self._agenda(session), f"U-{name}", move, value, key, name)

        return self._turn(act)

    def _turn(self, act: Turn) -> Outcome:
        desk: Desk[Order] = Desk()
        with self.store.session() as session:
            outcome = act(self.coach().working_from(desk), session)
            if not desk.wanted:
                return self._keep(outcome)
            session.rollback()
        self.orders += desk.wanted.values()
        kept = {}
        for key, order in desk.wanted.items():
            said = self.script(order)
            kept[key] = order.write(lambda system, human, said=said: said, self.supports)  # type: ignore[misc]
        with self.store.session() as session:
            return self._keep(act(self.coach().working_from(Desk(kept, open=False)), session))
