"""Mends a typing error in a question: a word that nobody uses becomes the nearest one that is used."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.snapshot import Snapshot
from knowledge.tokens import fold, split_compound, tokens

_WORD = re.compile(r"(?<![\w/.@-])[^\W\d_]+(?![\w/@-]|\.\w)")  # no part of an address
_SHORTEST = 5  # letters; a shorter word is near too many others
_LONG = 10  # letters from which a word may hold two errors
_USED = 1e-8  # share of all words from which a word is in use, about once in a hundred million
_COMMON = 6e-7  # and from which it may be what was meant
_NEAREST = 5


def mended(question: str, language: str, snapshot: Snapshot) -> str:
    """The question with such words replaced; names, abbreviations and words of the index stay as they are."""
    meant = errors(question, language, snapshot)
    return _WORD.sub(lambda found: meant.get(found.group(), found.group()), question) if meant else question


def errors(question: str, language: str, snapshot: Snapshot) -> dict[str, str]:
    """Such words, as they were typed, and what each is read as."""
    typed = [
        found.group()
        for found in _WORD.finditer(question)
        if _may_be_wrong(found.group(), found.start(), question)
    ]
    meant = {word: _meant(fold(word), language, snapshot) for word in typed}
    return {word: other for word, other in meant.items() if other}


def _may_be_wrong(word: str, start: int, question: str) -> bool:
    opens = not question[:start].strip()
    return len(word) >= _SHORTEST and (word[1:] if opens else word).islower()


def _meant(word: str, language: str, snapshot: Snapshot) -> str | None:
    """The nearest word; None when the word is in use, or nothing is near."""
    if _indexed(word, snapshot) or split_compound(word) or _in_use(word):  # the last loads large lists
        return None
    near = _near(word, language, snapshot)
    best = min(near, key=lambda one: (one[0], not _indexed(one[1], snapshot)), default=None)
    return best[1] if best else None


def _near(word: str, language: str, snapshot: Snapshot) -> Iterator[tuple[int, str]]:
    """The number of errors and the word, of like number the most frequent first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    shelf = snapshot.shelves.get(language)
    stems = shelf.lexical.vocabulary if shelf else []
    for typed, words in ((word, _common(language)), (tokens(word, language)[0], stems)):
        errors = 2 if len(typed) >= _LONG else 1
        near = process.extract(typed, words, scorer=OSA.distance, score_cutoff=errors, limit=_NEAREST)
        yield from ((distance, other) for other, distance, _ in near)


def _in_use(word: str) -> bool:
    from wordfreq import word_frequency

    return any(word_frequency(word, language) >= _USED for language in ("nl", "en"))


def _indexed(word: str, snapshot: Snapshot) -> bool:
    return any(
        token in shelf.lexical
        for language, shelf in snapshot.shelves.items()
        for token in tokens(word, language)
    )


@cache
def _common(language: str) -> list[str]:
    """Most frequent first."""
    from wordfreq import get_frequency_dict

    frequencies = get_frequency_dict(language).items()
    return [fold(word) for word, share in frequencies if share >= _COMMON and len(word) >= _SHORTEST - 1]
