"""What people ask of a draft: shorter, plainer, for the council, this first, or an order of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.coach.conversation.vocabulary import normalise
from bot.coach.conversation.words import is_order
from prompts import LANGUAGES, texts
from prompts.readability import word_lists

_LONGEST = 25  # words; a longer message is no order


class Wish(StrEnum):
    """The kinds that can be told apart; FREE only a language model can carry out."""

    SHORT = "short"
    SHORTER = "shorter"
    PLAIN = "plain"
    COUNCIL = "council"
    CONCRETE = "concrete"
    FORMAL = "formal"
    ENGLISH = "english"
    DUTCH = "dutch"
    LIST = "list"
    PROSE = "prose"
    FIRST = "first"
    FREE = "free"


_IN_TEXTS = {"shorten": Wish.SHORT, "list": Wish.LIST, "prose": Wish.PROSE}


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish, what it is `about` when something has to come first, and the words it was asked in."""

    wish: Wish
    text: str
    about: str = ""


def read(text: str) -> Asked | None:
    """The wish that a whole message is; None for a sentence that merely holds such words."""
    said = normalise(text)
    if not said or len(said.split()) > _LONGEST or is_order(text):
        return None
    if wish := _known(said):
        return Asked(wish, text)
    if about := _first(said):
        return Asked(Wish.FIRST, text, about)
    return Asked(Wish.FREE, text) if any(p.search(said) for p in _free()) else None


def read_about(text: str, names: Iterable[str]) -> tuple[str, Asked] | None:
    """The section, one of `names`, that a message wants changed and how: "maak de visie korter"."""
    said = normalise(text)
    for name in sorted(names, key=len, reverse=True):
        named = re.compile(
            rf"(?:\b(?:in|bij|van|voor|for) )?(?:\b(?:de|het|the|our|onze|ons) )?\b{re.escape(name)}\b"
        )
        if not named.search(said):
            continue
        for instead in ("het", "it", ""):
            asked = read(" ".join(named.sub(instead, said, count=1).split()))
            if asked is not None and (asked.wish is not Wish.FREE or said != normalise(asked.text)):
                return name, Asked(asked.wish, text, asked.about)
    return None


def _known(said: str) -> Wish | None:
    """The wish without the "kun je dit iets" and the "graag" around it."""
    for form in _cores(said):
        if form in _wishes():
            return _wishes()[form]
    return None


def _cores(said: str) -> list[str]:
    """The message, and what is left when what stands before and after a wish is taken off bit by bit."""
    before, after = _around("before"), _around("after")
    found, at = [said], 0
    while at < len(found):
        form = found[at]
        found += [form[len(word) + 1 :] for word in before if form.startswith(f"{word} ")]
        found += [form[: -len(word) - 1] for word in after if form.endswith(f" {word}")]
        found, at = list(dict.fromkeys(found)), at + 1
    return found


def _first(said: str) -> str:
    for form in _cores(said):
        for pattern in _patterns():
            if match := pattern.fullmatch(form):
                return match["about"]
    return ""


@cache
def _wishes() -> dict[str, Wish]:
    found: dict[str, Wish] = {}
    for language in LANGUAGES:
        for key, wish in _IN_TEXTS.items():
            found |= {normalise(form): wish for form in texts(language).many(f"agenda.refine.{key}")}
        for key, forms in word_lists(language).wishes.items():
            found |= {normalise(form): Wish(key) for form in forms}
    return found


@cache
def _around(side: str) -> tuple[str, ...]:
    lists = (word_lists(language).around for language in LANGUAGES)
    return tuple(
        normalise(word) for around in lists for key, words in around.items() if key == side for word in words
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    forms = (
        normalise(form.replace("{about}", "ABOUT")) for lang in LANGUAGES for form in word_lists(lang).first
    )
    what = r"(?:(?:de|het|een|dat|the|a) )?(?P<about>\w[\w-]*(?: \w[\w-]*){0,3})"
    return tuple(re.compile(re.escape(form).replace("about", what)) for form in forms)


@cache
def _free() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for language in LANGUAGES for pattern in word_lists(language).free)
