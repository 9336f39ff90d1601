"""A few of somebody's own words, short enough to give back and never cut in the middle of a phrase."""

from __future__ import annotations

import re

LONGEST = 9  # words
_TELLING = 4  # words; a shorter clause is only quoted when there is none longer
_CONTENT = 4  # letters
_CLAUSE = re.compile(
    r"[.!?;:,\n…]+\s+|\s+[–—-]\s+|\s+(?=(?:maar|want|dus|omdat|terwijl|but|because|so|while)\b)"
)
_EDGE = " \t\n.,;:!?…\"“”'‘’()–—-"
_LEAD = re.compile(
    r"^(?:ja|nee|nou|ok|oké|okay|tja|well|yes|no|so|dus|maar|en|but|and|want|because|goed|kijk|honestly|"
    r"eerlijk gezegd)\b[\s,]+(?=\w+\s+\w+)",
    re.IGNORECASE,
)


def fit_quote(answer: str, around: str) -> str:
    """The clause that holds `around` if it is short enough, else the best short clause, else "".

    Emoji, links, "ja" and empty messages give "".
    """
    clauses = [_trim(clause) for clause in _CLAUSE.split(answer)]
    usable = [
        clause for clause in clauses if clause and len(clause.split()) <= LONGEST and re.search(r"\w", clause)
    ]
    usable = [clause for clause in usable if not re.search(r"https?://|<[@#!]", clause)]
    if not usable:
        return ""
    holding = [clause for clause in usable if around and around.lower() in clause.lower()]
    telling = [clause for clause in holding if len(clause.split()) >= _TELLING]
    best = max(telling or usable, key=lambda clause: min(len(clause.split()), LONGEST - 2))
    return best if _says_something(best, answer) else ""


def _says_something(clause: str, answer: str) -> bool:
    """A single word only when it is a word of content, and the whole answer."""
    return " " in clause or (len(clause) >= _CONTENT and clause == answer.strip(_EDGE))


def _quotable(clause: str) -> bool:
    short = 0 < len(clause.split()) <= LONGEST and re.search(r"\w", clause)
    return bool(short) and not re.search(r"https?://|<[@#!]", clause)


def _trim(clause: str) -> str:
    return _LEAD.sub("", clause.strip(_EDGE)).strip(_EDGE)
