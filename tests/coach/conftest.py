"""A thread to play in: real SQLite, the real curriculum, and a judge whose verdict a test can foresee."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.coach import Coach, Move, Outcome, Said, Start, find
from bot.coach.judging.judge import Judgement, Lack
from bot.coach.plan import Plan
from bot.store.agendas import Agenda
from bot.store.base import Store
from prompts.curriculum import Curriculum, Question, load_curriculum

CHANNEL, THREAD = "C1", "100.0001"


def strict_judge(answer: str, *, stage: Question, language: str, earlier: Sequence[str] = ()) -> Judgement:
    """Short answers lack the first criterion; answers with a digit are measurable; the rest is complete."""
    words = answer.split()
    quote = " ".join(words[:6])
    if len(words) < 5:
        lack = Lack(stage.criteria[0], answer, 0.9)
        return Judgement((lack,), (), lack, "ok", quote)
    good = ("measurable",) if any(c.isdigit() for c in answer) else ()
    return Judgement((), good, None, "ok", quote)


class Thread:
    """Plays people in one thread; every call is a transaction with a fresh coach, as after a restart."""

    def __init__(self, store: Store, judge: Callable[..., Judgement] = strict_judge) -> None:
        self.store = store
        self.judge = judge
        self.count = 0
        self.outcomes: list[Outcome] = []

    def coach(self) -> Coach:
        curricula: dict[str, Curriculum] = {name: load_curriculum(name) for name in ("nl", "en")}
        return Coach(curricula, self.judge)

    def start(self, **wishes: object) -> Outcome:
        start = Start(
            **{"team": "T1", "channel": CHANNEL, "thread_ts": THREAD, "user": "U1", "name": "Karin"} | wishes
        )  # type: ignore[arg-type]
        with self.store.session() as session:
            return self._keep(self.coach().start(session, start))

    def say(self, name: str, text: str, **more: object) -> Outcome:
        self.count += 1
        return self.deliver(name, text, f"200.{self.count:04}", **more)

    def deliver(self, name: str, text: str, ts: str, **more: object) -> Outcome:
        said = Said(f"U-{name}", name, ts, text, **more)  # type: ignore[arg-type]
        with self.store.session() as session:
            return self._keep(self.coach().hear(session, self._agenda(session), said))

    def press(self, move: Move, value: str = "", name: str = "Karin") -> Outcome:
        self.count += 1
        with self.store.session() as session:
            agenda = self._agenda(session)
            return self._keep(
                self.coach().move(session, agenda, f"U-{name}", move, value, f"a{self.count}", name)
            )

    def press_on(self, stage: str) -> None:
        """Leave every stage before this one open."""
        assert stage in self.read(lambda agenda: [state.stage for state in agenda.stages])  # type: ignore[operator]
        while self.read(lambda agenda: agenda.stage) != stage:
            self.press(Move.PARK)

    def read(self, what: Callable[[Agenda], object]) -> object:
        with self.store.session() as session:
            return what(self._agenda(session))

    def plan(self) -> Plan:
        with self.store.session() as session:
            return self.coach().plan(session, self._agenda(session))

    def _agenda(self, session: object) -> Agenda:
        agenda = find(session, "T1", CHANNEL, THREAD)  # type: ignore[arg-type]
        assert agenda is not None
        return agenda

    def _keep(self, outcome: Outcome) -> Outcome:
        self.outcomes.append(outcome)
        return outcome


def text_of(outcome: Outcome) -> str:
    return "\n".join(reply.text for reply in outcome.replies if reply.to is None)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path / 'reisplan.db'}")
    yield store
    store.close()


@pytest.fixture
def thread(store: Store) -> Thread:
    """A Dutch agenda of 90 minutes that has begun."""
    thread = Thread(store)
    thread.start(organisation="gemeente Lommerdam")
    return thread
