"""Inspectable signs in an answer: numbers, people, days, owners, officialese, doubt.

The words come from `prompts/judging/signals.yaml`; this module adds what words can't list: numbers, names,
length, and where in the text each sign was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from prompts.judging import signal_words

_NUMBER_WORDS = {
    "nl": "twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|"
    "(?:der|veer|vijf|zes|zeven|acht|negen)tien|"
    "(?:twin|der|veer|vijf|zes|zeven|tach|negen)tig|"
    "honderd\\w*|duizend\\w*|tientallen|de helft|een kwart|een derde",
    "en": "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    "(?:thir|four|fif|six|seven|eigh|nine)teen|"
    "(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|dozens?|half|a quarter|a third",
}
_MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|"
    "january|february|march|may|june|july|august|october"
)
_SHORT_MONTHS = "jan|feb|mrt|apr|jun|jul|aug|sept|sep|okt|oct|nov|dec"
_PATTERNS = {
    "digits": r"\d[\d.,:]*",
    "percentage": r"\d\s?(?:%|procent|per cent|percent)|op de (?:tien|honderd|vijf|drie)|"
    r"(?:in|out of) (?:ten|a hundred|five)",
    "quoted": r"[“”\"‘].+|:\s*[a-z].+|\b(?:zei|zeiden|said|told me)\b.+",
    "question": r"\?\s*$",
    "calendar": rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}|(?:{_SHORT_MONTHS})\b)|"
    rf"(?:{_MONTHS})\s+\d{{1,2}}\b|"
    r"the \d{1,2}(?:st|nd|rd|th)|\d{1,2}[-/]\d{1,2})",
    "first_person": r"\b(?:ik|i|i'll|i'm|i've|me|mij)\b",
    "we": r"\b(?:wij|we|ons|onze|our|us|we'll|we've)\b",
    "delay": r"\b(?:na|binnen|pas over|after|within)\s(?:[\w-]+\s){0,3}(?:uur|uren|dag|dagen|week|weken|"
    r"maand|maanden|kwartaal|hours?|days?|weeks?|months?|quarter)\b|(?:die)?zelfde dag|the same day|"
    r"\b\d+ (?:dagen|weken|days|weeks) later",
    "deciding": r"\b(?:stuurt (?:erop|daarop|op)|beslist|bepaalt|tekent|hakt de knoop|gaat erover|"
    r"stelt (?:het|hem|dat) vast|is eigenaar|decides|signs (?:it|that|them) off|has the last word|"
    r"owns (?:it|that)|runs (?:it|that))\b",
    "goes_about": r"\bdaar gaat (?!het |dit |dat |niemand )\w+ over\b|"
    r"(?:^|[,.;] |en )(?!het |dit |dat |wat |die |alles |niemand )\w+ gaat over (?:de|het|die|alle)\b",
    "when_good": r"\b(?:goed (?:gegaan )?(?:is|als|wanneer)|is (?:het|ie|hij|die) (?:pas |dan )?goed|"
    r"good (?:is )?(?:when|if|once)|(?:it's|is) good (?:when|if)|(?:gone|goes|went) well (?:when|if))\b",
    "taking": r"\b(?:regelt|trekt|begint|organiseert|neemt|arranges|organises|leads|starts|takes)\b",
    "conditional": r"\b(?:als|indien|if|when)\b.+",
}
_NAME = re.compile(r"(?<=[a-zé,;] )(?!I\b|I')[A-Z][a-zéëï]+")
_SENTENCE_START = re.compile(r"^([A-Z][a-zéëï]+) (?:en|and) (?:ik|i|[A-Z][a-z]+)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
# Days and months open with a capital in English and in a hasty Dutch message.
_NOT_A_NAME = re.compile(
    rf"(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTHS}|(?:mon|tues?|weds?|thu(?:rs)?|fri|sat|sun|nov|dec)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signs:
    """What was found: `counts` per sign, and in `found` the first piece of text each rests on."""

    counts: dict[str, float]
    found: dict[str, str]

    def has(self, sign: str) -> bool:
        return self.counts.get(sign, 0.0) > 0


def read_signs(text: str, language: str) -> Signs:
    """Every sign in `text`; counts are numbers of occurrences, `words` and `sentences` of the whole."""
    lowered = text.lower().replace("’", "'")
    counts: dict[str, float] = {}
    found: dict[str, str] = {}
    for name, pattern in _all_patterns(language).items():
        matches = list(pattern.finditer(lowered))
        counts[name] = float(len(matches))
        if matches:
            found[name] = text[matches[0].start() : matches[0].end()]
    names = [m for m in _NAME.findall(text) if not _NOT_A_NAME.match(m)]
    if opening := _SENTENCE_START.match(text):
        names.append(opening[1])
    counts["names"] = float(len(names))
    if names:
        found["names"] = names[0]
    counts["words"] = float(len(_WORD.findall(text)))
    return Signs(counts, found)


@cache
def _all_patterns(language: str) -> dict[str, re.Pattern[str]]:
    language = language if language in _NUMBER_WORDS else "en"
    patterns = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
    patterns["number_words"] = re.compile(rf"\b(?:{_NUMBER_WORDS[language]})\b")
    for sign, words in signal_words()[language].items():
        patterns[sign] = any_of(words)
    return patterns


def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of these words or phrases in lower case, whole; `*` stands for any letters."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(_as_pattern(word) for word in longest_first))


def _as_pattern(word: str) -> str:
    before = r"(?<!\w)" if re.match(r"[\w*]", word) else ""
    after = r"(?!\w)" if re.search(r"[\w*]$", word) else ""
    return before + re.escape(word).replace(r"\*", r"[\w'-]*") + after
