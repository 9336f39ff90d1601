"""What the steps of the pipeline hand on to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.answers.models import Answer, Question, Status
from knowledge.base import KnowledgeBase
from knowledge.models import Filters, Hit
from prompts import Texts, texts

# Takes the next piece of an answer that is being written, once that piece is checked.
Release = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions that a message asks; `asked` are its own words."""

    asked: str
    search_text: str
    hits: tuple[Hit, ...] = ()
    confidence: float = 0.0

    @property
    def name(self) -> str:
        """What the part is called in a note to the asker."""
        return self.asked.strip(" ?.,")


@dataclass
class Context:
    """One question on its way to an answer; a step that sets `answer` ends the way."""

    question: Question
    base: KnowledgeBase
    release: Release | None = None
    language: str = "nl"
    asked: str = ""  # the last message's own words, when it leans on what was said before it
    search_text: str = ""
    only: tuple[tuple[str, str], ...] = ()
    filters: Filters | None = None
    hits: list[Hit] = field(default_factory=list)
    confidence: float = 0.0
    read: tuple[tuple[str, str], ...] = ()  # words with a typing error, and what they were read as
    parts: tuple[Part, ...] = ()  # what is answered of a message that asks several things
    missing: tuple[str, ...] = ()
    answer: Answer | None = None

    @property
    def say(self) -> Texts:
        """The texts of the answers in the asker's language."""
        return texts(self.language)

    @property
    def documents(self) -> int:
        """How many documents were searched."""
        found = self.base.documents()
        return sum(self.filters.accept(info) for info in found) if self.filters else len(found)

    def end(self, status: Status, text: str, *, suggestions: tuple[str, ...] = ()) -> None:
        """End the way here, without sources."""
        self.answer = Answer(status, self.language, text, suggestions=suggestions)
