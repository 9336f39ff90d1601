"""Whether a message is an answer at all: anger at the coach, a joke, something else, somebody who is hurt.

An angry word about a case or about the organisation is an answer; only about the coach or its questions is it
a mood. The words come from `prompts/judging/moods.yaml`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from bot.coach.conversation.sentences import sentences
from bot.coach.judging.signals import Signs, any_of
from prompts.judging import mood_words

Tone = Literal["hostile", "joke", "off_topic", "hurt"]

_SHORT = 14  # words; in a longer message these words are a tone and not the message
_NEAR = 4  # words between an angry word and what it is about


def tone(text: str, signs: Signs, language: str) -> Tone | None:
    """The mood of a message that isn't an answer, None for one that is."""
    lowered = text.lower().replace("’", "'")
    heard = _heard(lowered, language)
    if any(_hurt(_heard(sentence, language)) for sentence in sentences(lowered)):
        return "hurt"
    telling = signs.has("digits") or signs.has("number_words") or "reported" in heard
    short = signs.counts["words"] <= _SHORT
    if "reported" not in heard and _hostile(lowered, heard, language, short and not telling):
        return "hostile"
    if "joking" in heard and short and not telling:
        return "joke"
    return "off_topic" if short and not telling and _elsewhere(lowered, heard, signs) else None


def is_about_coach(text: str, language: str) -> bool:
    """It names the coach, its questions or this exercise."""
    return bool(_heard(text.lower().replace("’", "'"), language) & {"to_coach", "this_here", "outburst"})


def angry_words(text: str, language: str) -> set[str]:
    """What in it scorns or swears, as it stands there in lower case."""
    lowered, patterns = text.lower().replace("’", "'"), _patterns(language)
    return {m[0] for cue in ("contempt", "outburst") for m in patterns[cue].finditer(lowered)}


def _hostile(text: str, heard: set[str], language: str, bare: bool) -> bool:
    if "contempt" in heard and "to_coach" in heard and _near(text, language):
        return True
    if not bare or "thing" in heard:
        return False
    aimed = bool(heard & {"to_coach", "this_here"}) or len(text.split()) <= _NEAR
    return "outburst" in heard or ("contempt" in heard and aimed and "of_theirs" not in heard)


def _hurt(heard: set[str]) -> bool:
    return {"hurt", "own_feeling"} <= heard and not heard & {"reported", "thing"}


def _elsewhere(text: str, heard: set[str], signs: Signs) -> bool:
    """An invitation, a question or a remark about coffee, the weather, the printer."""
    if "aside" in heard:
        return True
    if "leisure" not in heard or "thing" in heard or signs.has("people_group") or signs.has("someone"):
        return False
    return "inviting" in heard or text.rstrip().endswith("?")


def _near(text: str, language: str) -> bool:
    """An angry word stands close to the coach or its questions, on either side."""
    contempt, coach = _patterns(language)["contempt"], _patterns(language)["to_coach"]
    for angry in contempt.finditer(text):
        for about in coach.finditer(text):
            start, end = sorted((angry.span(), about.span()))
            if start[1] > end[0] or len(re.findall(r"\w+", text[start[1] : end[0]])) <= _NEAR:
                return True
    return False


def _heard(text: str, language: str) -> set[str]:
    return {cue for cue, pattern in _patterns(language).items() if pattern.search(text)}


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    language = language if language in mood_words() else "en"
    return {cue: any_of(words) for cue, words in mood_words()[language].items()}
