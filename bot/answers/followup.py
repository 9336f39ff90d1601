"""Follow-up questions, made to stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bot.answers.context import Context
from bot.answers.definitions import subject_of
from bot.answers.models import Turn
from knowledge.base import KnowledgeBase
from knowledge.confidence import THRESHOLD
from knowledge.language import detect
from knowledge.tokens import content_words
from prompts import answers

_FEW = 2  # content words below which a question says too little to stand alone
_CLEAR = 3  # content words up to which a pronoun is sure to stand for something that was said before
_SOME = 5  # content words up to which a word that points back counts
_ABOUT = 0.2  # share of its own words that a question about the same subject finds there
_BACK = 2  # earlier questions that are looked at


def resolve_follow_up(context: Context) -> None:
    """Make what is searched for stand alone."""
    text = context.search_text or context.question.text
    context.search_text = standalone(text, context.question.history, context.base)
    context.asked = text if context.search_text != text else ""


def standalone(
    question: str, history: Sequence[Turn | Mapping[str, Any]], base: KnowledgeBase | None = None
) -> str:
    """Return the question with what it leans on from the conversation before it, if it leans on anything."""
    asked = [text for role, text in map(_role_and_text, history) if role == "user" and text.strip()]
    if not asked or not leans(question) or (base and not _surely(question) and _answers(base, question)):
        return question
    earlier = asked[-_BACK:]
    start = len(earlier) - 1
    while start > 0 and leans(earlier[start]):
        start -= 1
    # "What is X?" was answered: what is said now is about X, and no longer about what it is.
    joined = " ".join([*(subject_of(text) or text for text in earlier[start:]), question])
    return joined if base is None or _surely(question) or _is_about(base, question, joined) else question


def leans(question: str) -> bool:
    """Tell whether a question can only be understood with what was said before it."""
    language = detect(question)
    words = _words(question)
    data = {name: set(entries) for name, entries in answers.follow_ups(language).items()}
    content = [word for word in content_words(question, language) if word not in data["pointers"]]
    tied = _starts_with(words, data["openers"]) or (words and words[-1] in data["closers"])
    if tied or points_back(question, language):
        return len(content) <= _SOME
    return len(content) <= _FEW and not _starts_with(words, data["whole"])


def points_back(question: str, language: str) -> bool:
    """Tell whether a word in the question stands for something that was said before it."""
    return bool(set(answers.follow_ups(language)["pointers"]) & set(_words(question)))


def _surely(question: str) -> bool:
    """Tell whether a question leans so much that it need not be tried on its own."""
    language = detect(question)
    data, words = answers.follow_ups(language), _words(question)
    content = [word for word in content_words(question, language) if word not in data["pointers"]]
    if len(content) < _FEW or _starts_with(words, set(data["openers"])):
        return True
    return len(content) <= _CLEAR and has_pronoun(question, language)


def has_pronoun(question: str, language: str) -> bool:
    """Tell whether a pronoun stands for what was said before; a later clause may point at the first."""
    asked = question.lower().strip(" ?!.")
    if _pattern("expletive", language).search(asked):
        return False
    first = next((clause for clause in _pattern("clauses", language).split(asked) if clause.strip()), "")
    return bool(_pattern("pronouns", language).search(first))


@cache
def _pattern(name: str, language: str) -> re.Pattern[str]:
    data = answers.follow_ups(language)
    found = data[name] if isinstance(data[name], list) else [str(data[name])]
    return re.compile("|".join(found).replace("<end>", rf"(?=\W*$|\W+(?:{data['behind']})\b)"))


def _answers(base: KnowledgeBase, question: str) -> bool:
    """Tell whether the knowledge base answers the question as it is."""
    return base.confidence(question, base.search(question)) >= THRESHOLD


def _is_about(base: KnowledgeBase, question: str, joined: str) -> bool:
    """Tell whether what is found for both has words of the question, or only of what was said before."""
    evidence = base.evidence(question, base.search(joined))
    return evidence is not None and evidence.covered >= _ABOUT


def _words(question: str) -> list[str]:
    return re.findall(r"[\w'’-]+", question.lower())


def _starts_with(words: Sequence[str], openers: set[str]) -> bool:
    return any(words[: len(opener.split())] == opener.split() for opener in openers)


def _role_and_text(turn: Turn | Mapping[str, Any]) -> tuple[str, str]:
    if isinstance(turn, Turn):
        return turn.role, turn.text
    return str(turn.get("role", "")), str(turn.get("text", ""))
