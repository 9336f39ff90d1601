"""Questions what something is, and what says so."""

from __future__ import annotations

import re
from functools import cache

from bot.answers.units import Unit
from prompts import answers

_WORDS = 5  # of the longest subject
_CLAUSE = re.compile(
    r"[?.!;,]+\s*|\s+(?:en|and)\s+(?=(?:hoe|wie|waar|wanneer|welke?|waarom|how|who|where|when|which|why)\b)"
)
_TERM = 2  # of the longest term
_FIRST = 0.5  # what the first sentence of a section about the subject is worth, a definition being 1


def subject_of(question: str) -> str:
    """Return what a question "what is …?" wants to know about, "" for other questions."""
    for clause in _CLAUSE.split(question):
        for pattern in _asks():
            found = pattern.fullmatch(clause.strip())
            if found and len(found["subject"].split()) <= _WORDS:
                return str(found["subject"]).strip(" \"'“”‘’*_")
    return ""


def term_of(question: str) -> str:
    """Return the term that a question wants explained ("an OKR", "DigiD"), "" when it wants none."""
    subject = subject_of(question)
    named = any(char.isupper() or char.isdigit() for char in subject)
    counted = re.search(rf"\b(?:een|an?) {re.escape(subject)}", question, re.IGNORECASE)
    return subject if len(subject.split()) <= _TERM and (named or counted) else ""


def defines(unit: Unit, subject: str, *, nearest: bool = False) -> float:
    """Tell how much a unit says what the subject is, from 0 to 1.

    In one of the `nearest` passages the subject may go by another name, as in the other language.
    """
    if not subject:
        return 0.0
    if any(pattern.search(unit.text) for pattern in _patterns("defines", subject)):
        return 1.0
    if unit.position or unit.is_item:
        return 0.0
    headed = any(pattern.search(unit.heading) for pattern in _patterns("headings", subject))
    titled = nearest and any(pattern.search(unit.heading) for pattern in _patterns("titles", subject))
    return _FIRST if headed or titled else 0.0


@cache
def _asks() -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in answers.definitions()["asks"]]


def _patterns(name: str, subject: str) -> list[re.Pattern[str]]:
    """The patterns with the subject in them, in the singular or plural and within quotation marks or not."""
    words = r"\s+".join(re.escape(word) for word in re.sub(r"['’]s$", "", subject).split())
    named = rf"[\"'“‘]?\b{words}(?:['’]?s|en|n)?\b[\"'”’]?"
    return [
        re.compile(pattern.replace("<subject>", named), re.IGNORECASE)
        for pattern in answers.definitions()[name]
    ]
