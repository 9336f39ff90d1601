"""A statement of a draft after what it rests on was edited or deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from bot.coach.conversation import trimming, words
from bot.coach.conversation.sentences import sentences, tidy
from bot.coach.conversation.sentences import words as words_of
from bot.coach.drafts import refine
from bot.coach.drafts.draft import AGREED, Statement
from bot.store.agendas import Contribution


def followed(
    statement: Statement, changed: Collection[int], contributions: Collection[Contribution]
) -> list[Statement]:
    """The statement as its sources now have it; none when nothing is left to rest on.

    `changed` are the ids of what was edited or is gone, `contributions` all that is left of the thread.
    """
    if not set(changed) & set(statement.contributions):
        return [statement]
    sources = [c for c in contributions if c.id in statement.contributions and _counts(c)]
    ids = tuple(id for id in statement.contributions if id in {c.id for c in sources})
    texts = [c.text for c in sources if c.kind != AGREED]
    said = Counter(word for text in texts for word in words_of(text))
    if ids and not Counter(words_of(statement.text)) - said:
        return [replace(statement, contributions=ids)]
    found = [_nearest(statement.text, text) for text in texts if not refine.is_command(text)]
    text = max(found, key=len, default="")
    return [replace(statement, text=text, contributions=ids, by_model=False)] if text else []


def _counts(contribution: Contribution) -> bool:
    """It is still there, and wasn't edited into something that is no answer."""
    return not contribution.deleted_at and contribution.kind != "aside"


def _nearest(before: str, text: str) -> str:
    """As many sentences as there were, those that are most like them, in order."""
    found = [tidy(trimming.strip_lead_in(s)) for s in sentences(text) if not words.is_filler(s)]
    like = sorted(found, key=lambda line: -len(set(words_of(line)) & set(words_of(before))))
    kept = like[: len(sentences(before))]
    return " ".join(line for line in found if line in kept)
