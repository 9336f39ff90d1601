"""Takes off what ties a spoken sentence to the talk: "ja, nou", "maar", "Joost,", "hoor"."""

from __future__ import annotations

import re
from functools import cache

from bot.coach.conversation.vocabulary import listed, listed_as_typed, longest_first, normalise


def strip_lead_in(sentence: str) -> str:
    """Without the "ja", "nou", "ok" that a spoken sentence begins with."""
    previous = ""
    while previous != sentence and len(sentence.split()) > 2:
        previous, sentence = sentence, _lead_in().sub("", sentence, count=1)
    return sentence


def strip_joiner(sentence: str) -> str:
    """Without the "en" or "but" or "no, " that tied it to the sentence before."""
    first, _, rest = sentence.partition(" ")
    if set(normalise(rest).split()[1:2]) & listed("negations"):
        return sentence
    denied = first.endswith(",") or normalise(rest).split()[:1] in [[w] for w in listed("denied")]
    word = normalise(first)
    tied = word in listed("joiners") or (denied and word in listed("denials"))
    return rest if tied and len(rest.split()) > 2 else sentence


def strip_address(sentence: str) -> str:
    """Without the name of the colleague it was said to: "Joost, je hoeft ..."."""
    name, comma, rest = sentence.partition(", ")
    to = comma and len(name.split()) == 1 and name[:1].isupper()
    return rest if to and normalise(rest).split()[:1] in [[w] for w in listed("addressing")] else sentence


def strip_conjunction(clause: str) -> str:
    """Without the "en", "maar" or "because" that tied it to the clause before."""
    first, _, rest = clause.partition(" ")
    return rest if rest and normalise(first) in listed("conjunctions") else clause


def strip_tail(sentence: str) -> str:
    """Without the "hoor" that a spoken sentence ends with."""
    tails = "|".join(map(re.escape, listed_as_typed("closing_words")))
    return re.sub(rf"[\s,]+(?:{tails})\s*([.!?…]*)$", r"\1", sentence, flags=re.IGNORECASE)


@cache
def _lead_in() -> re.Pattern[str]:
    bare, with_comma = (
        "|".join(map(re.escape, longest_first(key))) for key in ("openers", "openers_with_comma")
    )
    return re.compile(rf"^(?:(?:{bare})\b[\s,.!…-]+|(?:{with_comma})\s*[,.!…-]+\s*)(?=\w)", re.IGNORECASE)
