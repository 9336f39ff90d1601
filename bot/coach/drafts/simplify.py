"""Plainer words by list: what can be changed without a language model, and honesty about what can't."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.coach.conversation.sentences import sentences
from bot.coach.drafts.draft import Statement
from bot.coach.drafts.refine import weakest
from bot.coach.drafts.wishes import Wish
from knowledge.tokens import tokens
from prompts import Texts
from prompts.readability import word_lists

_LONG = 20  # words; a longer sentence is cut where it can be
_SHORTEST = 5  # words that must be left on either side
_MOST_NAMED = 4
_SHORTER_BY = 0.85  # of its words; then nobody's statement has to go
_QUOTED = re.compile(r"(“[^”]*”)")
_BRACKETED = re.compile(r"\s*\([^()]*\)")


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
    form: str = ""


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


def adapt(statements: Sequence[Statement], wish: Wish, language: str, t: Texts, about: str = "") -> Adapted:
    """Do what the wish asks as far as lists can; every statement keeps those who said it."""
    here = {Wish.ENGLISH: "en", Wish.DUTCH: "nl"}.get(wish) == language
    if wish is Wish.PLAIN or here:
        return _plain(statements, language, t)
    if wish in (Wish.LIST, Wish.PROSE):
        return Adapted(statements, "", "list" if wish is Wish.LIST else "text")
    if wish is Wish.FIRST:
        return _first(statements, about, language, t)
    do = {
        Wish.SHORT: _short,
        Wish.SHORTER: _shorter,
        Wish.COUNCIL: _for_council,
        Wish.FORMAL: _formal,
        Wish.CONCRETE: _concrete,
    }.get(wish)
    if do is None:
        return Adapted(
            statements, t("writing.change.cannot" if wish is Wish.FREE else "writing.change.translate")
        )
    return do(statements, language, t)


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


def _short(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Without fillers; when that helps little, without the statement that the draft can best do without."""
    tight = _shorter(statements, language, t)
    if _length(tight.statements) <= _SHORTER_BY * _length(statements) or len(statements) < 2:
        return tight if tight.statements != statements else _first_sentence(statements, t)
    out = weakest(tight.statements)
    left = (
        t("writing.change.left", quotes=f"“{out.text.rstrip('.')}”") if out else t("writing.change.all_count")
    )
    said = f"{tight.note} {left}" if list(tight.statements) != list(statements) else left
    return Adapted([s for s in tight.statements if s is not out], said)


def _first_sentence(statements: Sequence[Statement], t: Texts) -> Adapted:
    """Of a draft that is one statement, its first sentence stays."""
    lines = sentences(statements[0].text) if len(statements) == 1 else ()
    if len(lines) < 2:
        return Adapted(statements, t("handover.adapt.nothing"))
    quotes = " ".join(f"“{line}”" for line in lines[1:])
    return Adapted([replace(statements[0], text=lines[0])], t("writing.change.left", quotes=quotes))


def _length(statements: Sequence[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)


def _shorter(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Without fillers and what stands between brackets; nobody's statement goes."""
    dropped: list[str] = []
    changed = [s if s.speaker else replace(s, text=_tight(s.text, language, dropped)) for s in statements]
    if not dropped:
        return Adapted(statements, t("handover.adapt.nothing"))
    words = ", ".join(f"‘{word}’" for word in dict.fromkeys(dropped))
    return Adapted(changed, t("handover.adapt.dropped", words=words))


def _first(statements: Sequence[Statement], about: str, language: str, t: Texts) -> Adapted:
    """What holds the word that has to come first, before the rest; the order stays otherwise."""
    wanted = set(tokens(about, language))
    hits = [s for s in statements if wanted and wanted & set(tokens(s.text, language))]
    if not hits:
        return Adapted(statements, t("writing.change.first_none", about=about))
    ordered = [*hits, *(s for s in statements if s not in hits)]
    done = "first" if ordered != list(statements) else "first_already"
    return Adapted(ordered, t(f"writing.change.{done}", about=about))


def _formal(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Spoken words as they are written; quotations stay."""
    formal, pairs = word_lists(language).formal, dict[str, str]()
    pattern = _pattern(tuple(formal))
    lowered = {old.lower(): new for old, new in formal.items()}

    def written(match: re.Match[str]) -> str:
        new = lowered[match[0].lower()]
        pairs[match[0]] = new
        return new[0].upper() + new[1:] if match[0].lstrip("'’")[0].isupper() else new

    changed = [
        s if s.speaker else replace(s, text=pattern.sub(written, s.text.replace("’", "'")))
        for s in statements
    ]
    if not pairs:
        return Adapted(statements, t("writing.change.not_formal"))
    shown = "; ".join(t("handover.adapt.pair", old=old, new=new) for old, new in pairs.items())
    return Adapted(changed, t("writing.change.formal", pairs=shown))


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


def _concrete(statements: Sequence[Statement], language: str, t: Texts) -> Adapted:
    """Nothing changes: what is vague is named, and the team fills it in."""
    return Adapted(statements, _what_is_vague(statements, language, t))


def _what_is_vague(statements: Sequence[Statement], language: str, t: Texts) -> str:
    lists = word_lists(language)
    text = _pattern(tuple(lists.precise)).sub("", " ".join(statement.text for statement in statements))
    found = [match[0] for match in _pattern(tuple(lists.vague)).finditer(text)]
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
