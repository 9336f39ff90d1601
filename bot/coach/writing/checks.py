"""What a model may say in a thread: inert, in the language, and nothing that nobody said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.answers.units import is_quotable
from bot.coach.conversation.markup import clean
from bot.coach.conversation.sentences import words as words_of
from bot.coach.judging.mood import angry_words
from knowledge.language import detect
from prompts import LANGUAGES
from prompts.writing import load_writing

_NAME = re.compile(r"(?<=[^\W_]|[,;:)”\"]) [“\"(]?([A-ZÀ-Þ][\w’'-]*\w)")
_FIRST = re.compile(r"^[“\"(]?([A-ZÀ-Þ][\w’'-]*\w)")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_PART = re.compile(r"\d[\d.,:/-]*|[^\W\d_]+")
_QUOTED = re.compile(r"[“\"]([^”\"]+)[”\"]")
_MARKS = re.compile(r"[*_~`#@<>{}|\\]|\bhttps?:|:[a-z_]+:|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_UNCOMMON = 3.0  # on wordfreq's scale of 0 to 8; below it, a first word may well be a name


def is_inert(text: str, language: str) -> bool:
    """Nothing in it acts, advertises, shouts or speaks to a machine."""
    plain = " ".join(text.split())
    return (
        not _MARKS.search(plain)
        and "!" not in plain
        and is_quotable(plain)
        and clean(plain, {}, language) == plain
    )


def is_in(text: str, language: str) -> bool:
    return detect(text) == language


def invents(text: str, said: Sequence[str], names: Iterable[str], language: str) -> bool:
    """It has a number, a time, a name, a role, scorn or a quotation that isn't in what was said."""
    heard = " ".join([*said, *names])
    return (
        bool(figures(text) - figures(heard))
        or bool(_times(text) - _times(heard))
        or bool(_roles(text) - _roles(heard))
        or bool(angry_words(text, language) - angry_words(heard, language))
        or not _names(text, language) <= _plain_words(heard)
        or any(not _holds(heard, quoted) for quoted in _QUOTED.findall(text))
        or not all(_in_order(text, one) for one in said)
    )


def figures(text: str) -> set[str]:
    """Numbers as digits, whether they stand there in digits or as a word, and words for a share or amount."""
    return {figure for figure, _ in _figures(text)}


def mentions(text: str, name: str) -> bool:
    """The text names this person."""
    return name.lower() in _plain_words(text)


def particulars(text: str, language: str) -> set[str]:
    """The figures, times and names in a text: with other ones it says something else."""
    return figures(text) | _times(text) | _names(text, language)


def alike(one: str, other: str) -> float:
    """The share of their words that two questions have in common."""
    a, b = set(words_of(one)), set(words_of(other))
    return len(a & b) / len(a | b) if a | b else 0.0


def has_figure(text: str) -> bool:
    """It holds a number, in digits or as a word, or a day or month."""
    return bool(_figures(text) or _times(text))


def _figures(text: str) -> list[tuple[str, str]]:
    """Each figure with the word behind it, in the order in which they stand there."""
    parts = [*_PART.findall(text.lower()), ""]
    return [(figure, behind) for part, behind in pairwise(parts) if (figure := _figure(part))]


def _figure(word: str) -> str:
    """What a word counts as, the same in both languages; "" for a word that is no number."""
    if match := _NUMBER.match(word):
        return re.sub(r"[.,](?=\d{3}(?:\D|$))", "", match[0]).replace(",", ".")
    lists = [{**writing.numbers, **writing.amounts} for writing in map(load_writing, LANGUAGES)]
    return next((str(words[word]) for words in lists if word in words), "")


def _in_order(text: str, said: str) -> bool:
    """The figures of one message come in its order, or with the words that they had: 25 didn't become 10."""
    heard = _figures(said)
    order = [figure for figure, _ in heard]
    if len(set(order)) != len(order):
        return True
    found = [pair for pair in _figures(text) if pair[0] in order]
    places = [order.index(figure) for figure, _ in found]
    return places == sorted(places) or sum(pair not in heard for pair in found) <= 1


def _times(text: str) -> set[str]:
    """Days, months and the like, the same in both languages."""
    return _listed(text, "calendar")


def _roles(text: str) -> set[str]:
    """Those who have a say, the same in both languages."""
    return _listed(text, "roles")


def _listed(text: str, name: str) -> set[str]:
    lists: list[dict[str, str]] = [getattr(load_writing(language), name) for language in LANGUAGES]
    return {words[word] for words in lists for word in words_of(text) if word in words}


def _names(text: str, language: str) -> set[str]:
    """Words with a capital inside a sentence, and a first word that is too uncommon to be just a word."""
    from wordfreq import zipf_frequency

    first = [word for word in _FIRST.findall(text) if zipf_frequency(word, language) < _UNCOMMON]
    names = {re.split("[’']", name)[0].lower() for name in (*_NAME.findall(text), *first)}
    return {name for name in names if len(name) > 1 and not _times(name)}


def _plain_words(text: str) -> set[str]:
    return {part for word in words_of(text) for part in (word, *re.split(r"[-’'/]", word))}


def _holds(heard: str, quoted: str) -> bool:
    return " ".join(words_of(quoted)) in " ".join(words_of(heard))
