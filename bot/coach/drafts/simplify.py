"""Plainer words by list: what can be changed without a language model, and honesty about what can't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from bot.coach.conversation.sentences import sentences
from bot.coach.conversation.words import normalise
from bot.coach.drafts.draft import Statement
from prompts import LANGUAGES, Texts
from prompts.readability import word_lists

_LONG = 20  # words; a longer sentence is cut where it can be
_SHORTEST = 5  # words that must be left on either side
_MOST_NAMED = 4
_QUOTED = re.compile(r"(“[^”]*”)")
_BRACKETED = re.compile(r"\s*\([^()]*\)")


class Wish(StrEnum):
    """What people ask of a draft, besides changing it in their own words."""

    PLAIN = "plain"
    SHORTER = "shorter"
    COUNCIL = "council"
    CONCRETE = "concrete"


@dataclass(frozen=True, slots=True)
class Simplified:
    """`replaced` are (old, new) as they stood; `cut` that a sentence was parted; `hints` (word, advice)."""

    text: str
    replaced: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    hints: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Adapted:
    """A draft after a wish, and what to tell: what was done, and what nobody but the team can do."""

    statements: Sequence[Statement]
    note: str


def read_wish(text: str) -> Wish | None:
    """The wish that a whole message is; a sentence that merely holds such words is none."""
    said = normalise(text)
    lists = (word_lists(language).wishes for language in LANGUAGES)
    return next((Wish(wish) for wishes in lists for wish, forms in wishes.items() if said in forms), None)


def simplify(text: str, language: str) -> Simplified:
    """The text with officialese and abbreviations replaced and long sentences cut; quotations stay."""
    replaced: list[tuple[str, str]] = []
    parts = [
        part if part.startswith("“") else _plainer(part, language, replaced) for part in _QUOTED.split(text)
    ]
    plain = _closed("".join(parts), text)
    whole = " ".join(_cut(sentence, language) for sentence in sentences(plain))
    hints = tuple((word, word_lists(language).difficult[word]) for word in _difficult(whole, language))
    return Simplified(whole, tuple(dict.fromkeys(replaced)), whole != " ".join(sentences(plain)), hints)


def adapt(statements: Sequence[Statement], wish: Wish, language: str, t: Texts) -> Adapted:
    """Do what the wish asks as far as lists can; every statement keeps those who said it."""
    if wish is Wish.CONCRETE:
        return Adapted(statements, _what_is_vague(statements, language, t))
    if wish is Wish.SHORTER:
        return _shorter(statements, language, t)
    if wish is Wish.COUNCIL:
        return _for_council(statements, language, t)
    return _plain(statements, language, t)


def _plain(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    done = [
        Simplified(s.text, hints=simplify(s.text, language).hints)
        if s.speaker
        else simplify(s.text, language)
        for s in statements
    ]
    changed = [replace(s, text=d.text) for s, d in zip(statements, done, strict=True)]
    pairs = list(dict.fromkeys(pair for d in done for pair in d.replaced))
    hints = list(dict.fromkeys(hint for d in done for hint in d.hints))
    shown = "; ".join(t("handover.adapt.pair", old=old, new=new) for old, new in pairs)
    advice = "; ".join(t("handover.adapt.hint", word=w, hint=h) for w, h in hints[:_MOST_NAMED])
    note = [
        t("handover.adapt.replaced", pairs=shown) if pairs else "",
        t("handover.adapt.cut") if any(d.cut for d in done) else "",
        t("handover.adapt.nothing") if changed == list(statements) else "",
        t("handover.adapt.hints", hints=advice) if hints else "",
        t("handover.adapt.quoted") if any(s.speaker for s in statements) else "",
    ]
    return Adapted(changed, " ".join(filter(None, note)))


def _shorter(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Without fillers and what stands between brackets; nobody's statement goes."""
    dropped: list[str] = []
    changed = [s if s.speaker else replace(s, text=_tight(s.text, language, dropped)) for s in statements]
    if not dropped:
        return Adapted(statements, t("handover.adapt.nothing"))
    words = ", ".join(f"‘{word}’" for word in dict.fromkeys(dropped))
    return Adapted(changed, t("handover.adapt.dropped", words=words))


def _for_council(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Plain, in the order in which a council reads, and what it would miss."""
    signs = {key: re.compile(sign, re.IGNORECASE) for key, sign in word_lists(language).council.items()}
    plain = _plain(statements, language, t)

    def place(statement: Statement) -> int:
        found = (i for i, sign in enumerate(signs.values()) if sign.search(statement.text))
        return next(found, len(signs))

    ordered = sorted(plain.statements, key=place)
    text = " ".join(statement.text for statement in statements)
    missing = [t(f"handover.adapt.council.{key}") for key, sign in signs.items() if not sign.search(text)]
    said = t("handover.adapt.missing", points=", ".join(missing)) if missing else t("handover.adapt.complete")
    order = t("handover.adapt.reordered") if ordered != list(plain.statements) else ""
    done = plain.note if plain.statements != list(statements) else ""
    return Adapted(ordered, " ".join(filter(None, [done, order, said])))


def _what_is_vague(statements: Sequence[Statement], language: str, t: Texts) -> str:
    text = " ".join(statement.text for statement in statements)
    found = [match[0] for match in _pattern(tuple(word_lists(language).vague)).finditer(text)]
    words = ", ".join(f"‘{word.lower()}’" for word in list(dict.fromkeys(found))[:_MOST_NAMED])
    return t("handover.adapt.vague", words=words) if words else t("handover.adapt.not_vague")


def _plainer(text: str, language: str, replaced: list[tuple[str, str]]) -> str:
    lists = word_lists(language)

    def plainer(match: re.Match[str]) -> str:
        old = match[0]
        new = (
            lists.abbreviations.get(old) or lists.abbreviations.get(old.lower()) or lists.replace[old.lower()]
        )
        new = new[0].upper() + new[1:] if old[0].isupper() and not old.isupper() else new
        replaced.append((old, new))
        return new

    text = _pattern(tuple(lists.abbreviations), exact=True).sub(plainer, text)
    return _pattern(tuple(lists.replace)).sub(plainer, text)


def _cut(sentence: str, language: str) -> str:
    """A long sentence in two, where what follows a joint is a sentence by itself."""
    lists = word_lists(language)
    if len(sentence.split()) <= _LONG:
        return sentence
    joint = rf",? (?P<joint>{'|'.join(lists.joints)}) (?=(?:{'|'.join(lists.subjects)})\b)"
    for match in re.finditer(joint, sentence):
        before, after = sentence[: match.start()], sentence[match.end() :]
        if min(len(before.split()), len(after.split())) >= _SHORTEST and before.count("“") == before.count(
            "”"
        ):
            return f"{before}. {match['joint'].capitalize()} {after}"
    return sentence


def _tight(text: str, language: str, dropped: list[str]) -> str:
    """Without fillers; one at the start only goes when a comma sets it off, or the sentence would turn."""
    dropped += [match[0].strip() for match in _BRACKETED.finditer(text)]
    text = _BRACKETED.sub("", text)
    names = "|".join(map(re.escape, sorted(word_lists(language).fillers, key=len, reverse=True)))

    def drop(match: re.Match[str]) -> str:
        dropped.append(match["filler"].lower())
        return ""

    text = re.sub(rf"(?<=[\w’”]),? (?P<filler>{names})(?![\w-])(?:,(?= ))?", drop, text)
    text = re.sub(rf"(?:^|(?<=[.!?] ))(?P<filler>{names}), ", drop, text, flags=re.IGNORECASE)
    return re.sub(r"(?:^|(?<=[.!?] ))\w", lambda match: match[0].upper(), text)


def _difficult(text: str, language: str) -> list[str]:
    words = word_lists(language).difficult
    found = {match[0].lower() for match in _pattern(tuple(words)).finditer(text)}
    return [word for word in words if word.lower() in found]


def _closed(text: str, before: str) -> str:
    """An abbreviation at the end took the full stop with it."""
    ended = before.rstrip().endswith((".", "!", "?", "…", "”"))
    return f"{text}." if ended and not text.rstrip().endswith((".", "!", "?", "…", "”")) else text


@cache
def _pattern(words: Iterable[str], *, exact: bool = False) -> re.Pattern[str]:
    """Any of the words, whole, the longest first; `exact`: in their own case, or with a first capital."""
    forms = {form for word in words for form in ((word, word[0].upper() + word[1:]) if exact else (word,))}
    joined = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w.&/-])(?:{joined})(?![\w&/])", 0 if exact else re.IGNORECASE)
