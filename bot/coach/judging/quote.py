"""A few of somebody's own words, short enough to give back and never cut in the middle of a phrase."""

from __future__ import annotations

import re

from prompts import LANGUAGES, texts

LONGEST = 9  # words
_FEWEST = 3  # words
_TELLING = 4  # words; a shorter clause is only quoted when there is none longer
_CONTENT = 4  # letters
_BREAK = re.compile(r"([.!?;:,\n…]+\s+|\s+[–—-]\s+|\s+(?=(?:maar|want|omdat|terwijl|but|because|while)\b))")
_EDGE = " \t\n.,;:!?…\"“”'‘’()–—-"
_LEAD = re.compile(
    r"^(?:ja|nee|nou|ok|oké|okay|tja|well|yes|no|so|dus|maar|en|but|and|want|because|goed(?=\s*,)|kijk|honestly|"
    r"eerlijk gezegd)\b[\s,]+(?=\w+\s+\w+)",
    re.IGNORECASE,
)


def fit_quote(answer: str, around: str) -> str:
    """The clause that holds `around` if it is short enough, else the best short clause, else "".

    Emoji, links, "ja" and empty messages give "".
    """
    usable = whole_clauses(answer)
    if not usable:
        return ""
    holding = [clause for clause in usable if around and around.lower() in clause.lower()]
    telling = [clause for clause in holding or usable if len(clause.split()) >= _TELLING]
    best = max(telling or usable, key=lambda clause: min(len(clause.split()), LONGEST - 2))
    return best if _says_something(best, answer) else ""


def whole_clauses(text: str, longest: int = LONGEST) -> list[str]:
    """The clauses of at most `longest` words that can be read on their own; a short text as it is."""
    whole = _trim(text)
    if 0 < len(whole.split()) <= longest and not re.search(r"[.!?;:\n]\s", whole):
        return [whole] if _quotable(whole) else []
    parts = _BREAK.split(text)
    pairs = zip(parts[::2], [*parts[1::2], ""], strict=True)
    clauses = [_trim(clause) for clause, after in pairs if not after.startswith((":", ";"))]
    return [c for c in clauses if _quotable(c) and len(c.split()) <= longest and _stands(c)]


def _says_something(clause: str, answer: str) -> bool:
    """One or two words only with a figure, or when they are the whole answer."""
    if len(clause.split()) >= _FEWEST or any(c.isdigit() for c in clause):
        return True
    return len(clause) >= _CONTENT and clause == _trim(answer)


def _quotable(clause: str) -> bool:
    return bool(re.search(r"\w", clause)) and not re.search(r"https?://|<[@#!]", clause)


def _stands(clause: str) -> bool:
    """It doesn't open or end in the middle of something: "als het later is", "omdat de"."""
    said = clause.lower().split()
    return said[0] not in _listed("hanging_openers") and said[-1] not in _listed("hanging_ends")


def _listed(key: str) -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in texts(language).many(f"agenda.heard.{key}"))


def _trim(clause: str) -> str:
    return _LEAD.sub("", clause.strip(_EDGE)).strip(_EDGE)
