"""One turn of talk in an agenda's thread: what the steps share, and the replies they gather."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.coach import snapshots
from bot.coach.conversation import blocks, vocabulary
from bot.coach.judging.judge import Judgement
from bot.coach.lookups import Lookup
from bot.coach.outcome import Choice, Move, Outcome, Reply
from bot.coach.review.rubric import Review, review
from bot.coach.writing.orders import Desk, Order
from bot.store.agendas import Agenda, Contribution, Member, StageState, Trace
from prompts import Texts, texts
from prompts.curriculum import Curriculum, Question, Stage

SPRINT = 30  # minutes; up to here an agenda is a sprint


class Judge(Protocol):
    def __call__(
        self, answer: str, *, stage: Question, language: str, earlier: Sequence[str] = ()
    ) -> Judgement: ...


Reviewer = Callable[[str, str, Mapping[str, str], Collection[str], Mapping[str, str]], Review]


@dataclass
class Talk:
    """The agenda, its curriculum and texts, and what has been said back so far in this turn.

    `adviser`: whether there is a human adviser to meet; None where sharing and meeting aren't wired.
    `desk`: where a language model's words lie, see bot.coach.writing.orders; None without a model.
    `shelf`: where what was looked up lies, see bot.coach.lookups; None where nothing can be.
    """

    session: Session
    agenda: Agenda
    curriculum: Curriculum
    judge: Judge
    user: str = ""
    reviewer: Reviewer = review
    adviser: bool | None = None
    desk: Desk[Order] | None = None
    shelf: Desk[Lookup] | None = None
    replies: list[Reply] = field(default_factory=list)
    question_asked: str | None = None
    changed: bool = False

    @property
    def texts(self) -> Texts:
        return texts(self.agenda.language)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The road of this agenda, in order."""
        return tuple(self.curriculum.stage(state.stage) for state in self.agenda.stages)

    @property
    def stage(self) -> Stage:
        return self.curriculum.stage(self.agenda.stage)

    @property
    def question(self) -> Question:
        return self.curriculum.question(self.agenda.question)

    @property
    def state(self) -> StageState:
        return self.state_of(self.agenda.stage)

    def state_of(self, stage: str) -> StageState:
        return next(state for state in self.agenda.stages if state.stage == stage)

    def t(self, key: str, **values: object) -> str:
        return self.texts(f"agenda.{key}", **values)

    def pick(self, key: str, wordings: Sequence[str], **values: object) -> str:
        """The next wording under `key`, in turn; each comes back only when all have been used."""
        used = self.agenda.used.get(key, 0)
        self.agenda.used = {**self.agenda.used, key: used + 1}
        return wordings[used % len(wordings)].format(**values)

    def say(
        self, text: str, moves: Sequence[Move] = (), choices: Sequence[Choice] = (), *, kind: str = "say"
    ) -> None:
        """Post in the thread."""
        text = blocks.fit(text)
        built = blocks.message(text, moves, self.agenda.id, self.texts, choices)
        self.replies.append(Reply(kind, text, built, key=str(len(self.replies))))
        self.agenda.since_bot = []

    def whisper(
        self, user: str, text: str, moves: Sequence[Move] = (), choices: Sequence[Choice] = ()
    ) -> None:
        """Post what only `user` sees."""
        built = blocks.message(text, moves, self.agenda.id, self.texts, choices)
        self.replies.append(Reply("private", blocks.fit(text), built, to=user, key=str(len(self.replies))))

    def member(self, user: str) -> Member | None:
        return next((member for member in self.agenda.members if member.user == user), None)

    def first_name(self, user: str) -> str:
        """As people call each other; "someone" for who has no name here."""
        member = self.member(user)
        return member.name.split()[0] if member and member.name.split() else self.t("someone")

    def name(self, user: str) -> str:
        """The first name, fit to be posted."""
        return blocks.escape(self.first_name(user))

    def shown_name(self, user: str) -> str:
        """The first name where the team is quoted by name, else "someone"."""
        return self.t("someone") if self.anonymous else self.name(user)

    def together(self, users: Sequence[str]) -> str:
        """These people in a row, fit to be posted; "several people" in a team without names."""
        names = [self.name(user) for user in users]
        if self.anonymous:
            return self.t("several")
        return self.t("and", first=", ".join(names[:-1]), last=names[-1]) if names[1:] else names[0]

    @property
    def anonymous(self) -> bool:
        return self.agenda.quoting == "anonymous"

    def first_names(self) -> dict[str, str]:
        """User → first name, of who has one, also where nobody is quoted by name."""
        return {m.user: m.name.split()[0] for m in self.agenda.members if m.name.split()}

    def heard_names(self) -> dict[str, str]:
        """User → first name as `vocabulary.normalise` leaves it in what people write."""
        return {user: vocabulary.normalise(name) for user, name in self.first_names().items()}

    def names(self) -> dict[str, str]:
        """User → first name for quoting; empty when the team wants no names."""
        if self.anonymous:
            return {}
        return {member.user: self.first_name(member.user) for member in self.agenda.members}

    def said(
        self, stage: str, *, question: str = "", kinds: Sequence[str] = ("answer",)
    ) -> list[Contribution]:
        """What stands of what was said in a stage (or about one of its questions)."""
        return [
            c
            for c in self.agenda.contributions
            if c.stage == stage and c.kind in kinds and not c.deleted_at and question in ("", c.question)
        ]

    def note(self, what: str, detail: str = "", stage: str | None = None) -> None:
        """Leave a trace of what happened; never anyone's words."""
        entry = Trace(
            stage=self.agenda.stage if stage is None else stage, user=self.user, what=what, detail=detail
        )
        self.agenda.trace.append(entry)

    def outcome(self, **extra: Any) -> Outcome:
        return Outcome(
            tuple(self.replies), self.question_asked, changed=self.changed, agenda=self.agenda.id, **extra
        )


def no_judge(answer: str, *, stage: Question, language: str, earlier: Sequence[str] = ()) -> Judgement:
    """Finds nothing lacking: for reading an agenda, not for talking in it."""
    return Judgement((), (), None, "ok", "")


def reader(session: Session, agenda: Agenda) -> Talk:
    """An agenda to be read."""
    return Talk(session, agenda, snapshots.load(session, agenda.curriculum), no_judge)
