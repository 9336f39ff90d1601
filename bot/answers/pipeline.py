"""The path of a question: small steps in a row, of which each can end the way with an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.composition import compose
from bot.answers.context import Context, Release
from bot.answers.filtering import describe, read_filters
from bot.answers.followup import resolve_follow_up
from bot.answers.models import Answer, Question, Status
from bot.answers.orders import reply_to_orders
from bot.answers.reading import note_reading
from bot.answers.refusal import refuse_when_unsure
from bot.answers.reply_language import choose_language
from bot.answers.rewriting import Rewriter
from bot.answers.searching import search
from bot.answers.small_talk import reply_to_small_talk
from bot.answers.validation import validate
from bot.answers.writing import Writer
from bot.language_model import LanguageModel
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError
from prompts import texts

Step = Callable[[Context], None]

_READ: tuple[Step, ...] = (choose_language, read_filters, validate, reply_to_orders, reply_to_small_talk)
_FIND: tuple[Step, ...] = (search, note_reading, refuse_when_unsure)
_SEARCHED = (Status.ANSWERED, Status.PARTIAL, Status.REFUSED)
_KNOWN_PROBLEMS = {
    "index_missing",
    "index_corrupt",
    "disk_full",
    "model_mismatch",
    "model_missing",
    "reranker_missing",
    "catalogue_unreachable",
    "vectors_unreachable",
}


class Answerer:
    """Answers questions from one knowledge base; without a model in the words of the sources."""

    def __init__(self, base: KnowledgeBase, model: LanguageModel | None = None) -> None:
        self._base = base
        resolve: Step = Rewriter(model) if model else resolve_follow_up
        write: Step = Writer(model) if model else compose
        self._steps: tuple[Step, ...] = (*_READ, resolve, *_FIND, write)

    @classmethod
    def from_settings(cls, settings: Settings, base: KnowledgeBase) -> Answerer:
        """Return the answerer that the settings describe."""
        return cls(base, LanguageModel(settings) if settings.llm_model else None)

    def answer(self, question: Question, release: Release | None = None) -> Answer:
        """Return an answer, whatever was asked; what is wrong with the knowledge base is told as one.

        While a model writes, `release` gets each sentence as soon as it is complete and checked.
        """
        context = Context(question, self._base, release, search_text=question.text)
        try:
            return self._walk(context)
        except KnowledgeError as error:
            return unavailable(error, context.language)

    def _walk(self, context: Context) -> Answer:
        for step in self._steps:
            step(context)
            if context.answer is not None:
                return replace(context.answer, language=context.language, note=_note(context.answer, context))
        raise AssertionError("the last step always ends the way")


def _note(answer: Answer, context: Context) -> str:
    """Return what to know about the answer, with how the question was read and where was looked."""
    if answer.status not in _SEARCHED:
        return answer.note
    read = [context.say("answers.note.read", typed=typed, meant=meant) for typed, meant in context.read]
    where = describe(context.only, context.say)
    looked = [context.say("answers.filter.looked", where=where)] if where else []
    return " ".join(filter(None, [*read, answer.note, *looked]))


def unavailable(error: KnowledgeError, language: str) -> Answer:
    """Return what whoever asked is told when the knowledge base can't be used."""
    code = error.code if error.code in _KNOWN_PROBLEMS else "other"
    return Answer(Status.UNAVAILABLE, language, texts(language)(f"answers.unavailable.{code}"))
