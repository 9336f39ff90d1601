"""The path of a question."""

from __future__ import annotations

from bot.answers.models import Answer, Citation, Question, Sentence, Status
from bot.settings import Settings
from knowledge.base import KnowledgeBase


class Answerer:
    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    @classmethod
    def from_settings(cls, settings: Settings, base: KnowledgeBase) -> Answerer:
        return cls(base)

    def answer(self, question: Question) -> Answer:
        hits = self._base.search(question.text, language=question.language or None, limit=3)
        citations = tuple(
            Citation(n, h.chunk.document, h.chunk.title, h.chunk.section, h.chunk.text, h.chunk.id)
            for n, h in enumerate(hits, 1)
        )
        sentences = tuple(Sentence(c.text.split("\n")[0], (c.number,)) for c in citations)
        text = " ".join(f"{s.text} [{s.citations[0]}]" for s in sentences)
        return Answer(Status.ANSWERED, question.language or "nl", text, sentences, citations)
