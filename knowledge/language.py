"""Is a text Dutch or English? Decided by how common its words are in each, also for short questions."""

import math
import re
from functools import cache
from typing import Literal

Language = Literal["nl", "en"]

_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN = 1e-6  # frequency of a word that the list of 29,000 doesn't have
_HOME = 0.5  # in doubt it is Dutch: names such as Woo are common English by accident


def detect(text: str) -> Language:
    """The language of a text; Dutch when nothing tells."""
    dutch, english = _frequencies("nl"), _frequencies("en")
    evidence = sum(
        math.log10(english.get(word, _UNSEEN) / dutch.get(word, _UNSEEN))
        for word in _WORD.findall(text[:5000].lower())
    )
    return "en" if evidence > _HOME else "nl"


@cache
def _frequencies(language: Language) -> dict[str, float]:
    from wordfreq import get_frequency_dict

    frequencies: dict[str, float] = get_frequency_dict(language, wordlist="small")
    return frequencies
