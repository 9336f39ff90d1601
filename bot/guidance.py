"""What the knowledge base offers the coach at a stage: only passages that really carry something."""

from __future__ import annotations

from functools import partial

from bot.answers.models import Citation
from bot.services import Library
from knowledge.errors import KnowledgeError
from knowledge.models import Filters, Hit

_PASSAGES = 2


class Guide:
    """Finds passages for a stage's query; none when the knowledge base can't be used."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, query: str, language: str) -> list[Citation]:
        try:
            hits = self._in(language, query)
        except KnowledgeError:
            return []
        chunks = [hit.chunk for hit in hits]
        return [
            Citation(number, chunk.document, chunk.title, chunk.section, chunk.text, chunk.id)
            for number, chunk in enumerate(chunks, 1)
        ]

    def _in(self, language: str, query: str) -> list[Hit]:
        """What there is in the team's own language; only when there is nothing, in another."""
        search = partial(
            self._library.open().search, query, language=language, limit=_PASSAGES, distinct=True
        )
        return search(filters=Filters(languages=frozenset([language]))) or search()
