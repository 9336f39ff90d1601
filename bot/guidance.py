"""What the knowledge base offers the coach at a stage: only passages that really carry something."""

from __future__ import annotations

from bot.answers.models import Citation
from bot.services import Library
from knowledge.errors import KnowledgeError

_PASSAGES = 2


class Guide:
    """Finds passages for a stage's query; none when the knowledge base can't be used."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def __call__(self, query: str, language: str) -> list[Citation]:
        try:
            hits = self._library.open().search(query, language=language, limit=_PASSAGES)
        except KnowledgeError:
            return []
        chunks = [hit.chunk for hit in hits]
        return [
            Citation(number, chunk.document, chunk.title, chunk.section, chunk.text, chunk.id)
            for number, chunk in enumerate(chunks, 1)
        ]
