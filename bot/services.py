"""What handlers work with."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from filelock import FileLock, Timeout
from slack_sdk import WebClient

from bot.answers.pipeline import Answerer
from bot.inbox import Arrival
from bot.people import People
from bot.settings import Settings
from bot.store import Store

if TYPE_CHECKING:
    from bot.coach.engine import Coach
    from bot.coach.lookups import Librarian
    from bot.coach.writing.scribe import Scribe
    from knowledge.base import KnowledgeBase


class Enqueue(Protocol):
    """Hands an arrival to its workflow, now or when it is due."""

    def __call__(self, arrival: Arrival) -> None: ...


def open_knowledge(settings: Settings) -> KnowledgeBase:
    """Return the knowledge base that the settings name; raises knowledge.errors.KnowledgeError."""
    from knowledge.base import KnowledgeBase

    return KnowledgeBase.open(
        settings.knowledge_folder,
        model=settings.embedding_model or None,
        servers=settings.knowledge_servers,
        reranker=settings.reranker_model or None,
    )


class Library:
    """The knowledge base, opened when it is first needed: importing its parts takes seconds."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._base: KnowledgeBase | None = None

    def open(self) -> KnowledgeBase:
        """Return the knowledge base; raises knowledge.errors.KnowledgeError when it can't be used."""
        with self._lock:
            if self._base is None:
                self._base = open_knowledge(self._settings)
            return self._base

    def being_filled(self) -> bool:
        """Tell whether documents are being read in right now, by any process."""
        lock = self._settings.knowledge_folder / "ingest.lock"
        if not lock.exists():
            return False
        try:
            with FileLock(lock, timeout=0):
                return False
        except Timeout:
            return True


@dataclass
class Services:
    """One bot in one workspace."""

    settings: Settings
    store: Store
    client: WebClient
    team: str
    bot_user: str
    library: Library
    coach: Coach
    librarian: Librarian
    scribe: Scribe | None = None
    enqueue: Enqueue = field(default=lambda arrival: None)

    def answerer(self) -> Answerer:
        """Return the answer pipeline; raises knowledge.errors.KnowledgeError when it has nothing to go by."""
        return Answerer.from_settings(self.settings, self.library.open())

    def language(self, user: str) -> str:
        """Return the language to speak to this person where no question tells it: "nl" or "en"."""
        return self.people.language(user) or self.settings.reisplan_language

    @cached_property
    def people(self) -> People:
        return People(self.client)
