"""How easy a text reads, by a published formula: Flesch's for English, Douma's version of it for Dutch.

Syllables are counted by groups of vowels: on 112 words counted by hand that was wrong for 8 %, hyphenation
patterns (what other packages count by) for 32 %.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.coach.conversation.sentences import sentences
from prompts import Texts

TARGET = 60  # of 100; from here on a text reads as plain language, about B1
_FEWEST_WORDS = 15
_LONG_SENTENCE = 20
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[.,'’/-][^\W_]+)*")

_DUTCH_VOWELS = re.compile(
    r"eeu|ieu|aai|ooi|oei|eau|aa|ee|oo|uu|ie(?![ëï])|oe(?![ëï])|eu(?!m\b)|ui|ij|ei|au|ou|[aeiouyáéíóúàèäëïöüê]"
)
_ENGLISH_VOWELS = re.compile(r"[aeiouyáéèêïö]+")
_ENGLISH_SILENT = re.compile(r"(?:[^aeiouyl]e|[aeiouy]le|[^aeiouytd]ed|[^aeiouyscgxz](?<!sh)(?<!ch)es)$")
_ENGLISH_SPLIT = re.compile(r"ia(?!l\b)|iu|eat(?:e|ion)|io(?!n|us)|iet|ience$|ea$|eality|[^q]ua|[aeiouy]ing")


@dataclass(frozen=True, slots=True)
class Readability:
    """`score` is 0 (very hard) to 100 (very easy), None for a text too short to tell."""

    score: int | None
    words: int
    sentences: int
    longest: int

    @property
    def plain(self) -> bool:
        return self.score is not None and self.score >= TARGET


def measure(text: str, language: str) -> Readability:
    """The text's score. Douma (1960): 206.84 - 0.93 w/s - 77 syll/w; Flesch (1948): 206.835 - 1.015, 84.6."""
    lengths = [n for sentence in sentences(text) if (n := len(_TOKEN.findall(sentence)))]
    words = _WORD.findall(text)
    total, longest = sum(lengths), max(lengths, default=0)
    if len(words) < _FEWEST_WORDS:
        return Readability(None, total, len(lengths), longest)
    per_sentence = total / len(lengths)
    per_word = sum(syllables(word, language) for word in words) / len(words)
    if language == "nl":
        score = 206.84 - 0.93 * per_sentence - 77 * per_word
    else:
        score = 206.835 - 1.015 * per_sentence - 84.6 * per_word
    return Readability(round(min(100, max(0, score))), total, len(lengths), longest)


def in_a_sentence(text: str, language: str, t: Texts) -> str:
    """What the score means, in one plain sentence; "" for a text that is too short."""
    found = measure(text, language)
    if found.score is None:
        return ""
    formula = t("handover.readability.formula")
    verdict = "plain" if found.plain else "long" if found.longest > _LONG_SENTENCE else "words"
    return t(f"handover.readability.{verdict}", score=found.score, formula=formula, longest=found.longest)


def syllables(word: str, language: str) -> int:
    """How many syllables a word has, about."""
    word = word.lower()
    if language == "nl":
        return max(1, len(_DUTCH_VOWELS.findall(word)))
    word = re.sub(r"['’]s$", "", word)
    count = len(_ENGLISH_VOWELS.findall(word))
    silent = count > 1 and bool(_ENGLISH_SILENT.search(word))
    return max(1, count - silent + len(_ENGLISH_SPLIT.findall(word)))
