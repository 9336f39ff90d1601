"""Everyday words in the other language: a question put over word by word, for want of a translator."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from knowledge.glossary import concepts
from knowledge.tokens import content_words, tokens

_SENSES = 2  # translations of a word that are looked for


def gloss(question: str, source: str, target: str) -> str:
    """The question's content words in `target`, in order; a word that isn't known stays as it is."""
    known = ((word, _known(word, source, target)) for word in _words(question, source))
    return " ".join(senses[0] if senses else word for word, senses in known)


def translated(question: str, source: str, target: str) -> list[str]:
    """Tokens, in `target`, of what the question's words may be called there."""
    return [
        token
        for word in _words(question, source)
        for sense in _known(word, source, target)[:_SENSES]
        for token in tokens(sense, target)
    ]


def _words(question: str, language: str) -> list[str]:
    """Words that carry meaning, as they are written: a name keeps its capital."""
    return [word for word in re.findall(r"[\w'-]+", question) if content_words(word, language)]


def _known(word: str, source: str, target: str) -> tuple[str, ...]:
    """What a word is called, or else the parts of a compound that are all known."""
    stems = tokens(word, source)
    index = _index(source, target)
    if not stems or stems[0] in index:
        return index.get(stems[0], ()) if stems else ()
    parts = [index[stem][0] for stem in stems[1:] if stem in index]
    return (" ".join(parts),) if parts and len(parts) == len(stems) - 1 else ()


@cache
def _index(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """Translations by the stem of a word; terms of the glossary first, then the likeliest."""
    found: dict[str, list[tuple[int, str]]] = {}
    for order, word, translation in [*_terms(source, target), *_everyday(source)]:
        if len(content_words(word, source)) == 1:
            found.setdefault(tokens(word, source)[0], []).append((order, translation))
    ordered = {stem: sorted(pairs, key=lambda pair: pair[0]) for stem, pairs in found.items()}
    return {stem: tuple(dict.fromkeys(word for _, word in pairs)) for stem, pairs in ordered.items()}


def _terms(source: str, target: str) -> Iterator[tuple[int, str, str]]:
    for concept in concepts():
        for word in concept.names[source]:
            yield from ((-1, word, translation) for translation in concept.names[target])


def _everyday(source: str) -> Iterator[tuple[int, str, str]]:
    data = yaml.safe_load((files("knowledge") / "lexicon.yaml").read_text(encoding="utf-8"))
    for dutch, senses in data.items():
        for order, english in enumerate(sense.strip() for sense in senses.split(",")):
            yield (order, dutch, english) if source == "nl" else (order, english, dutch)
