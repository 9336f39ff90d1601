"""The glossary of government terms: which names, in either language, say what a question says."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from knowledge.tokens import content_words, tokens


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept, with its names by language."""

    names: dict[str, tuple[str, ...]]


def translations(question: str, source: str, target: str) -> list[str]:
    """Tokens, in `target`, of the names of every concept that a question in `source` mentions."""
    said = set(tokens(question, source))
    return [
        token
        for concept, keys in _index(source)
        if any(key <= said for key in keys)
        for name in concept.names[target]
        for token in tokens(name, target)
    ]


@cache
def _index(language: str) -> list[tuple[Concept, list[frozenset[str]]]]:
    return [(concept, list(_keys(concept.names[language], language))) for concept in concepts()]


def _keys(names: Iterable[str], language: str) -> Iterable[frozenset[str]]:
    """The stem of each word in a name: a question that has them all mentions the concept."""
    for name in names:
        stems = [tokens(word, language) for word in content_words(name, language)]
        if stems:
            yield frozenset(stem[0] for stem in stems)


@cache
def concepts() -> list[Concept]:
    data = yaml.safe_load((files("knowledge") / "glossary.yaml").read_text(encoding="utf-8"))
    return [
        Concept({language: tuple(map(str, names)) for language, names in entry.items()})
        for entry in data["concepts"]
    ]
