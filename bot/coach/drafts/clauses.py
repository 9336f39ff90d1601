"""Answers that are only a clause ("dat iemand één keer hoeft te bellen"), shown as the sentence they mean.

The few words before it are the coach's: they are shown and never kept, so a statement stays what was said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from prompts import LANGUAGES
from prompts.readability import Clause, word_lists

_SHORTEST = 4  # words; a shorter clause may as well be something else


def in_sentences(texts: Iterable[str], stage: str) -> Iterator[str]:
    """The texts in order, with what makes a sentence of them where they are clauses."""
    before = None
    for text in texts:
        clause, rest = _read(text, stage)
        yield _led(clause.again if clause is before else clause.lead, rest) if clause else text
        before = clause


def _read(text: str, stage: str) -> tuple[Clause | None, str]:
    """The kind of clause that this is, if any, and what stays of the text behind a lead."""
    if len(text.split()) >= _SHORTEST and not text.endswith("?"):
        for clause in (clause for language in LANGUAGES for clause in word_lists(language).clauses):
            if stage in clause.stages and (found := re.match(clause.opens, text, re.IGNORECASE)):
                return clause, text[found.end() :]
    return None, text


def _led(lead: str, rest: str) -> str:
    return f"{lead} {rest[0].lower()}{rest[1:]}"
