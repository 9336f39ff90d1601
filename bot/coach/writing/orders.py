"""What the coach wants worded: the state machine only orders; somebody writes between two runs of a turn.

A turn asks its `Desk`. What lies there is used; what doesn't is noted as wanted, and the turn goes on with
the curriculum's own words. So a turn is the same whenever it is run with the same desk.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from bot.answers.units import without_invisible
from prompts.writing import Kind, load_writing

Ask = Callable[[str, str], str]
"""System prompt and message to what the model says; raises bot.language_model.ModelFailure."""


class Supports(Protocol):
    """Tells whether what was said, taken together, carries a sentence."""

    def __call__(self, sentence: str, said: Sequence[str], language: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Source:
    """What somebody said: the contribution's id, their first name ("" where nobody is named), their words."""

    id: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the model's that stood the checks, and the contributions it rests on.

    What was looked up comes in lines too: a passage with its `title`, a pair by its `ids`.
    """

    text: str
    ids: tuple[int, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an order. `dropped`: sentences thrown out; `failure`: why the model said nothing."""

    lines: tuple[Line, ...] = ()
    dropped: int = 0
    failure: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Written:
        lines = tuple(Line(line["text"], tuple(line["ids"]), line.get("title", "")) for line in data["lines"])
        return cls(lines, data["dropped"], data["failure"])


class Order(Protocol):
    """One thing to be worded; what it holds decides its key."""

    def write(self, ask: Ask, supports: Supports) -> Written: ...


T = TypeVar("T")


@dataclass
class Desk(Generic[T]):
    """What was written or looked up for a turn, by the order's key. `open`: more may still be ordered."""

    kept: Mapping[str, Written] = field(default_factory=dict)
    open: bool = True
    wanted: dict[str, T] = field(default_factory=dict)

    def __call__(self, order: T) -> Written | None:
        """What was written for this order; None when nothing was, which may be different the next time."""
        key = key_of(order)
        if key not in self.kept and self.open:
            self.wanted[key] = order
        return self.kept.get(key)


def key_of(order: object) -> str:
    """The same for the same order, in any process."""
    content = json.dumps([type(order).__name__, asdict(order)], sort_keys=True)  # type: ignore[call-overload]
    return hashlib.sha256(content.encode()).hexdigest()[:24]


def ask_for(
    ask: Ask, kind: Kind, language: str, *, human: Mapping[str, str], system: Mapping[str, Any] | None = None
) -> str:
    """Fill in the template and ask; what people said stands between fences that nobody can know."""
    template = load_writing(language).template(kind)
    clean = {name: without_invisible(value) for name, value in human.items()}
    return ask(
        template.system.format(**(system or {})),
        template.human.format(fence=secrets.token_hex(8), **clean),
    )


def by_name(reply: str) -> dict[str, str]:
    """What a reply gives in lines of a name, a colon and a value; names in lower case."""
    lines = (line.strip(" -*•\t").partition(":") for line in reply.splitlines())
    return {name.strip().lower(): value.strip() for name, _, value in lines}
