"""Messages that want a human reply and no search: greetings, thanks, "are you a person?"."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache

from bot.answers.context import Context
from bot.answers.models import Status
from knowledge.tokens import tokens
from prompts import LANGUAGES, answers

_MAX_WORDS = 20
_MENTION = re.compile(r"<[@#!][^>]*>|(?<!\w)@[\w.-]+|:[a-z0-9_+'-]+:")
_CLAUSE_END = re.compile(r"[.,!?;:\n()–—…]+|\s-+\s")
_NOT_WORD = re.compile(r"[^\w'\s-]+")
_WITH_SUGGESTIONS = {"greeting", "capabilities", "how_are_you", "test"}


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """A kind of small talk (a key under `answers.small_talk`) and the language it was recognised in."""

    kind: str
    language: str


def reply_to_small_talk(context: Context) -> None:
    """End the way with a reply when the message is small talk; a greeting before a question is taken off."""
    text = context.search_text or context.question.text
    found = recognise(text, first=context.language)
    if found is None:
        context.search_text = without_greeting(text)
        return
    if not context.question.language:
        context.language = found.language
    replies = context.say.many(f"answers.small_talk.{found.kind}")
    reply = replies[zlib.crc32(text.strip().lower().encode()) % len(replies)]
    suggestions = _suggestions(context) if found.kind in _WITH_SUGGESTIONS else ()
    context.end(Status.SMALL_TALK, reply, suggestions=suggestions)


def _suggestions(context: Context) -> tuple[str, ...]:
    """Return the first questions that a title goes with: not every knowledge base holds our library."""
    titles = " ".join(info.title for info in context.base.documents())
    held = {*tokens(titles, "nl"), *tokens(titles, "en")}
    questions = context.say.many("answers.suggestions")
    return tuple(one for one in questions if held & set(tokens(one, context.language)))


def recognise(text: str, *, first: str = "nl") -> SmallTalk | None:
    """Return what small talk the text is, tried in the language `first` before the other, or None."""
    if len(text.split()) > _MAX_WORDS:
        return None
    for language in sorted(LANGUAGES, key=lambda language: language != first):
        kinds = [_kind(clause, language) for clause in _clauses(text)]
        if kinds and all(kinds):
            order = list(_patterns(language))
            return SmallTalk(min((kind for kind in kinds if kind), key=order.index), language)
    return None


def without_greeting(text: str) -> str:
    """Return the text without a greeting or thanks in front of it."""
    rest = _MENTION.sub(" ", text).strip()
    while (end := _CLAUSE_END.search(rest)) and rest[end.end() :].strip():
        head = rest[: end.start()]
        if not any(_kind(_fold(head), language) in ("greeting", "thanks") for language in LANGUAGES):
            break
        rest = rest[end.end() :].strip()
    return rest or text


def _clauses(text: str) -> list[str]:
    folded = [_fold(clause) for clause in _CLAUSE_END.split(_MENTION.sub(" ", text))]
    return [clause for clause in folded if clause]


def _fold(clause: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", clause.lower().replace("’", "'")).split())


def _kind(clause: str, language: str) -> str | None:
    """Return the kind of one clause, as it is and without filler words at its ends."""
    for candidate in dict.fromkeys((clause, _trimmed(clause, language))):
        for kind, patterns in _patterns(language).items():
            if any(pattern.fullmatch(candidate) for pattern in patterns):
                return kind
    return None if _trimmed(clause, language) else "none"


def _trimmed(clause: str, language: str) -> str:
    words, filler = clause.split(), _filler(language)
    while words and words[0] in filler:
        words.pop(0)
    while words and words[-1] in filler:
        words.pop()
    return " ".join(words)


@cache
def _patterns(language: str) -> dict[str, list[re.Pattern[str]]]:
    data = answers.small_talk(language)
    tail = rf"(?: (?!(?:.*\s)?(?:{'|'.join(data['asks'])})\b).{{1,40}})?"
    return {
        kind: [re.compile(pattern.replace("<tail>", tail)) for pattern in entry["whole"]]
        for kind, entry in data["kinds"].items()
    }


@cache
def _filler(language: str) -> frozenset[str]:
    return frozenset(answers.small_talk(language)["filler"])
