"""Where to look: `bron:woo taal:en sinds:2023` in a question, or options of a command."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from bot.answers.context import Context
from bot.answers.models import Status
from knowledge.models import DocumentInfo, Filters
from prompts import Texts, answers

Pair = tuple[str, str]  # what is limited, and to what

_MOST = 8  # known values that are named
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")
_PAIR = re.compile(r"(?<!\S)(?P<key>[a-z]+):(?P<space> ?)(?P<value>\"[^\"]*\"|[^\s\"/]\S*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnknownValue(Exception):
    """A filter names something that isn't there; `known` are values that are."""

    key: str
    value: str
    known: tuple[str, ...]


def read_filters(context: Context) -> None:
    """Take the filters out of the question; end the way when one names what isn't there."""
    documents = context.base.documents() if _PAIR.search(context.question.text) else []
    text, pairs = take_pairs(context.question.text, documents)
    pairs = [*context.question.only, *pairs]
    if not pairs:
        return
    try:
        context.filters = filters_of(pairs, documents or context.base.documents())
    except UnknownValue as unknown:
        context.end(Status.INVALID, explain(unknown, context.say))
        return
    context.only = tuple(pairs)
    context.question = replace(context.question, text=text)
    context.search_text = text
    if not text:
        context.end(Status.INVALID, context.say("answers.filter.no_question"))


def take_pairs(text: str, documents: Sequence[DocumentInfo]) -> tuple[str, list[Pair]]:
    """Return the text without its filters, and those; "bron: iets" with a space counts if it is known."""
    pairs: list[Pair] = []

    def take(match: re.Match[str]) -> str:
        key, value = _key(match["key"]), match["value"].strip('"').rstrip(",;")
        found = [(key, part) for part in value.split(",") if part]
        if not key or not value or (match["space"] and not _are_known(found, documents)):
            return match[0]
        pairs.extend(found)
        return ""

    return " ".join(_PAIR.sub(take, text).split()) if _PAIR.search(text) else text, pairs


def filters_of(pairs: Iterable[Pair], documents: Sequence[DocumentInfo]) -> Filters:
    """Return the filters that the pairs name. Raises UnknownValue."""
    found: dict[str, list[str]] = {key: [] for key in answers.filters()["keys"]}
    for key, value in pairs:
        found[key] += _RESOLVE[key](value, documents)
    return Filters(
        collections=frozenset(found["collection"]),
        languages=frozenset(found["language"]),
        documents=tuple(found["source"]),
        audiences=frozenset(found["audience"]),
        since=max(found["since"], default=""),
    )


def explain(unknown: UnknownValue, say: Texts) -> str:
    """Return what whoever asked is told: what isn't known, and what is."""
    what = say(f"answers.filter.keys.{unknown.key}")
    if unknown.key == "since":
        return say("answers.filter.bad_date", value=unknown.value)
    if not unknown.known:
        return say("answers.filter.none_known", what=what, value=unknown.value)
    known = "\n".join(f"- {value}" for value in unknown.known)
    return say("answers.filter.unknown", what=what, value=unknown.value) + f"\n{known}"


def describe(pairs: Iterable[Pair], say: Texts) -> str:
    """Return in words where was looked."""
    return ", ".join(f"{say(f'answers.filter.keys.{key}')} “{value}”" for key, value in pairs)


def _key(word: str) -> str:
    keys = answers.filters()["keys"]
    return next((key for key, names in keys.items() if word.lower() in names), "")


def _are_known(pairs: Sequence[Pair], documents: Sequence[DocumentInfo]) -> bool:
    try:
        filters_of([pair for pair in pairs if pair[0]], documents)
    except UnknownValue:
        return False
    return True


def _sources(value: str, documents: Sequence[DocumentInfo]) -> list[str]:
    """Documents with the value in their path or title."""
    wanted = value.lower()
    found = [
        info.document for info in documents if wanted in info.document.lower() or wanted in info.title.lower()
    ]
    if not found:
        raise UnknownValue("source", value, _nearest(value, {info.title for info in documents}))
    return found


def _languages(value: str, documents: Sequence[DocumentInfo]) -> list[str]:
    languages = answers.filters()["languages"]
    found = [code for code, names in languages.items() if value.lower() in names]
    if not found:
        raise UnknownValue("language", value, tuple(languages))
    return found


def _collections(value: str, documents: Sequence[DocumentInfo]) -> list[str]:
    return _one_of("collection", value, {info.collection for info in documents})


def _audiences(value: str, documents: Sequence[DocumentInfo]) -> list[str]:
    return _one_of("audience", value, {info.audience for info in documents})


def _since(value: str, documents: Sequence[DocumentInfo]) -> list[str]:
    if not _DATE.fullmatch(value):
        raise UnknownValue("since", value, ())
    return [value]


def _one_of(key: str, value: str, known: set[str]) -> list[str]:
    found = [name for name in known if name and name.lower() == value.lower()]
    if not found:
        raise UnknownValue(key, value, _nearest(value, known - {""}))
    return found


def _nearest(value: str, known: set[str]) -> tuple[str, ...]:
    def likeness(name: str) -> float:
        return SequenceMatcher(None, value.lower(), name.lower()).ratio()

    return tuple(sorted(known, key=lambda name: (-likeness(name), name))[:_MOST])


_RESOLVE = {
    "source": _sources,
    "language": _languages,
    "collection": _collections,
    "since": _since,
    "audience": _audiences,
}
