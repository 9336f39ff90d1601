"""Follow-up questions, made to stand alone by a language model; checked, else the way without one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.asking import rewrite
from bot.answers.context import Context
from bot.answers.followup import leans, resolve_follow_up
from bot.answers.models import Turn
from bot.answers.units import is_quotable
from bot.language_model import LanguageModel, ModelFailure
from knowledge.tokens import content_words, tokens

_SHORT = 5  # content words up to which a question may lean without a word that says so
_LONGEST = 300  # characters
_NEW = 0.25  # share of a rewritten question's words that may stand in neither question nor thread
_TURN = 800  # characters of a message that the model sees


@dataclass(frozen=True, slots=True)
class Rewriter:
    """The step that makes a follow-up stand alone."""

    model: LanguageModel

    def __call__(self, context: Context) -> None:
        """Set what is searched for; by the rules where the model fails or writes something else."""
        question = context.search_text or context.question.text
        history = context.question.history
        if not history or not _may_lean(question, context.language):
            resolve_follow_up(context)
            return
        said = "\n".join(f"{turn.role}: {turn.text[:_TURN]}" for turn in history)
        try:
            rewritten = rewrite(self.model, question, context.language, said)
        except ModelFailure:
            rewritten = ""
        if not is_sound(rewritten, question, history, context.language):
            resolve_follow_up(context)
            return
        context.search_text = rewritten
        context.asked = question if rewritten != question else ""


def is_sound(rewritten: str, question: str, history: Sequence[Turn], language: str) -> bool:
    """Tell whether a rewritten question is one line, of words from the thread, and still asks the same."""
    if not rewritten or "\n" in rewritten or len(rewritten) > _LONGEST or not is_quotable(rewritten):
        return False
    words, own = set(tokens(rewritten, language)), set(tokens(question, language))
    known = own | {word for turn in history for word in tokens(turn.text, language)}
    if not words or len(words - known) > _NEW * len(words):
        return False
    figures = re.findall(r"\d+", rewritten)
    thread = " ".join([question, *(turn.text for turn in history)])
    return (not own or bool(words & own)) and all(figure in thread for figure in figures)


def _may_lean(question: str, language: str) -> bool:
    return leans(question) or len(content_words(question, language)) <= _SHORT
