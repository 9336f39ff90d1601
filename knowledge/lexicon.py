"""Everyday words in the other language: a question put over word by word, for want of a translator."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

from knowledge.glossary import concepts
from knowledge.tokens import content_words, root, tokens

_SENSES = 2  # translations of a word that are looked for
_STEM, _ROOT = "stem:", "root:"


def gloss(question: str, source: str, target: str) -> str:
    """The question's content words in `target`, in order; a word that isn't known stays as it is.

    The question itself where none carries meaning.
    """
    known = ((word, _known(word, source, target)) for word in _words(question, source))
    return " ".join(senses[0] if senses else word for word, senses in known) or question


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
    """What a word is called, as written, by its stem or its root, or else in parts that are all known."""
    index, forms = _index(source, target), _forms(word, source)
    found = next((index[form] for form in forms if form in index), ())
    if found or not forms:
        return found
    stems = [f"{_STEM}{stem}" for stem in tokens(word, source)[1:]]
    parts = [index[stem][0] for stem in stems if stem in index]
    return (" ".join(parts),) if parts and len(parts) == len(stems) else ()


@cache
def _index(source: str, target: str) -> dict[str, tuple[str, ...]]:
    """Translations by form; terms of the glossary first, then the likeliest."""
    found: dict[str, list[tuple[int, str]]] = {}
    for order, word, translation in [*_terms(source, target), *_everyday(source)]:
        if len(content_words(word, source)) == 1:
            for form in _forms(word, source):
                if not form.startswith(_ROOT) or word.endswith("en"):
                    found.setdefault(form, []).append((order, translation))
    ordered = {form: sorted(pairs, key=lambda pair: pair[0]) for form, pairs in found.items()}
    return {form: tuple(dict.fromkeys(word for _, word in pairs)) for form, pairs in ordered.items()}


def _forms(word: str, language: str) -> tuple[str, ...]:
    """What a word is looked for by, the surest first; a Dutch verb shares its root with its participle."""
    written = content_words(word, language)
    if not written:
        return ()
    forms = (written[0], f"{_STEM}{tokens(word, language)[0]}")
    return (*forms, f"{_ROOT}{root(written[0])}") if language == "nl" else forms


def _terms(source: str, target: str) -> Iterator[tuple[int, str, str]]:
    """A concept's first name stands for it; a further one may mean something else as well."""
    for concept in concepts():
        for place, word in enumerate(concept.names[source]):
            yield from ((1 if place else -1, word, translation) for translation in concept.names[target])


def _everyday(source: str) -> Iterator[tuple[int, str, str]]:
    data = yaml.safe_load((files("knowledge") / "lexicon.yaml").read_text(encoding="utf-8"))
    for dutch, senses in data.items():
        for order, english in enumerate(sense.strip() for sense in senses.split(",")):
            yield (order, dutch, english) if source == "nl" else (order, english, dutch)
