"""Words of a text as the lexical index counts them: folded, no stop words, stemmed, compounds split."""

import re
import unicodedata
from functools import cache, lru_cache

_WORD = re.compile(r"\w+")
_PART = 4  # shortest part of a compound
_COMPOUND = 8  # shortest word worth splitting
_KNOWN = 6e-7  # a part must be about this frequent, so that rare strings don't tear words apart
_Split = tuple[float, tuple[str, ...]]
# Of questions, which the library's list of Dutch stop words lacks; its English list has them.
_ASKING = """
    we wij onze jullie jou jouw hen waarom hoeveel hoezo welk welke wanneer waar elk elke ieder iedere alle
    kun kunt mag mogen moeten moest wilt willen zullen zouden gaat gaan hadden bent werden even eigenlijk
"""
_LINKS = ("", "s", "e", "en", "n")


def tokens(text: str, language: str) -> list[str]:
    """Stems in order; the parts of a Dutch compound follow the compound itself."""
    found: list[str] = []
    for word in _WORD.findall(fold(text)):
        if word not in _stop_words(language):
            found += _terms(word, language)
    return found


def content_words(text: str, language: str) -> list[str]:
    """The words of a text that carry meaning, unstemmed, in order."""
    return [word for word in _WORD.findall(fold(text)) if word not in _stop_words(language)]


@lru_cache(maxsize=100_000)
def _terms(word: str, language: str) -> tuple[str, ...]:
    stem = _stemmer(language).stemWord
    parts = split_compound(word) if language == "nl" else ()
    return tuple(dict.fromkeys([stem(word), *(stem(part) for part in parts)]))


@lru_cache(maxsize=50_000)
def split_compound(word: str) -> tuple[str, ...]:
    """The parts of a Dutch compound, all words that wordfreq knows; nothing for other words."""
    if len(word) < _COMPOUND or not word.isalpha():
        return ()
    best = _best_split(word, parts=3)
    return best[1] if best and len(best[1]) > 1 else ()


def _best_split(word: str, parts: int) -> _Split | None:
    """The split with the highest score, the product of frequencies, which prefers few and common parts."""
    known = _frequencies()
    candidates: list[_Split] = [(known[word], (word,))] if word in known else []
    if parts > 1:
        for end in range(_PART, len(word) - _PART + 1):
            candidates += _splits_at(word, end, parts)
    return max(candidates, default=None)


def _splits_at(word: str, end: int, parts: int) -> list[_Split]:
    found: list[_Split] = []
    for link in _LINKS:
        head = word[: end - len(link)] if word[:end].endswith(link) else ""
        if len(head) >= _PART and head in _frequencies():
            rest = _best_split(word[end:], parts - 1)
            if rest:
                found.append((_frequencies()[head] * rest[0] * (1.0 if not link else 0.5), (head, *rest[1])))
    return found


def fold(text: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _frequencies() -> dict[str, float]:
    from wordfreq import get_frequency_dict

    return {
        fold(word): frequency
        for word, frequency in get_frequency_dict("nl").items()
        if frequency >= _KNOWN and len(word) >= _PART and word.isalpha()
    }


@cache
def _stop_words(language: str) -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_DUTCH, STOPWORDS_EN_PLUS

    return frozenset([*STOPWORDS_DUTCH, *_ASKING.split()] if language == "nl" else STOPWORDS_EN_PLUS)


def root(word: str) -> str:
    """A Dutch word cut down further than its stem, by Kraaij and Pohlmann: *geprobeerd* is *probeer*."""
    return str(_stemmer("roots").stemWord(word))


@cache
def _stemmer(language: str):  # type: ignore[no-untyped-def]
    import Stemmer

    return Stemmer.Stemmer({"nl": "dutch_porter", "roots": "dutch"}.get(language, "english"))
