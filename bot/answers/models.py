"""What goes into the answer pipeline and what comes out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    REFUSED = "refused"
    SMALL_TALK = "small_talk"
    INVALID = "invalid"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message in the conversation."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked; `language` is detected when it is empty.

    `only` says where to look, as pairs of a key in `filters.yaml` and a value.
    """

    text: str
    language: str = ""
    history: tuple[Turn, ...] = ()
    only: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item of an answer, with the numbers of the citations that carry it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered source: the passage as it stands in the knowledge base."""

    number: int
    document: str
    title: str
    section: str
    text: str
    chunk_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, a refusal with its nearest sources, or a human reply that needed no search.

    `text` holds the whole answer as Markdown, with citations as `[1]`; `note` what the reader should know
    about it (covers only part, sources are old, the language model was out of reach).
    """

    status: Status
    language: str
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    note: str = ""
    by_model: bool = field(default=False)

    @property
    def refused(self) -> bool:
        return self.status is Status.REFUSED

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON-ready data."""
        return asdict(self)
