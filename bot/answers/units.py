"""A passage as what can be quoted from it: whole sentences, lists and tables with their lead-in, rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from bot.answers.rows import Row, is_table, rows_of
from knowledge.sentences import sentences
from prompts import answers

SHORTEST, LONGEST = 4, 60  # words of a sentence
_CHAIN = 25  # words of what a sentence may lean on
PLENTY = 6  # words from which a sentence is one; in a shorter one, most have no capital or figure
MAX_ITEMS = 7
_ABOVE = 3  # sentences above a list, of which one may say how many things are in it
LONGEST_LIST = 900  # characters

_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?P<text>.+)$")
# An item that says what a word means: "c. watergang: elk water dat …;".
_MEANING = re.compile(r"^(?:[a-z][.)]\s+)?[^\W\d_A-Z][^:.;]{2,50}: (?:\S+\s+){3,58}\S+$")
_COUNTED = re.compile(r"^\s*\d")
_HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+)$")
_FENCE = re.compile(r"^\s*(```|~~~)")
_END = re.compile(r"[.!?…][)\"'”’]*$")
_START = re.compile(r"[^\W\d_a-z]|\d+\s")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_MARKUP = re.compile(r"\{\{|\{%|<[a-zA-Z/!][^>]*>|\]\(|^\||^:::|^!|^@|^\[\^|^import |^export ")
_URL = re.compile(r"https?://|www\.|hxxps?:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to quote: a sentence, a pair that belongs together, an item, or `items` under `text`.

    That text is a sentence or, when `headed`, the heading above them; `counted` items have a number each,
    and `rest` are those too many to show.
    `lines` are how it reads, `quotes` how it stands in the passage, but for white space: only the row of a
    table reads otherwise than it stands.
    """

    text: str
    items: tuple[str, ...]
    heading: str
    position: int
    is_item: bool = False
    headed: bool = False
    counted: bool = False
    rest: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """What the unit quotes, to the letter."""
        if self.headed:
            return self.items
        if not self.rows:
            return self.lines
        return (*((self.text,) if self.items and self.text else ()), *(row.stands for row in self.rows))

    @property
    def lines(self) -> tuple[str, ...]:
        """What the unit says, one by one."""
        return (*((self.text,) if self.text else ()), *self.items)

    @property
    def plain(self) -> str:
        """All of it in one line."""
        return " ".join(self.lines)


def units_of(text: str, language: str, heading: str = "") -> list[Unit]:
    """Return what can be quoted from a passage, in its order; headings and code are left out.

    The items of a list and the rows of a table come after it, each for itself.
    """
    found: list[Unit] = []
    for under, lines in _blocks(text, heading):
        items = [match["text"].strip() for line in lines if (match := _ITEM.match(line))]
        if is_table(lines):
            _add_table(found, lines, under)
        elif items and len(items) == len(lines):
            _add_list(found, items, under, language, counted=all(map(_COUNTED.match, lines)))
        elif not items:
            _add_sentences(found, " ".join(line.strip() for line in lines), under, language)
    return [part for unit in found for part in (unit, *_items(unit))]


def can_answer(unit: Unit) -> bool:
    """Tell whether a unit can be quoted on its own, and tells instead of asking or pointing elsewhere."""
    if not all(is_quotable(line) for line in unit.lines):
        return False
    if unit.items:
        asking = sum(item.endswith("?") for item in unit.items if not unit.rows)
        fits = len(unit.items) <= MAX_ITEMS and len(unit.plain) <= LONGEST_LIST
        return bool(unit.text) and fits and asking * 2 <= len(unit.items)
    if unit.rows:
        return True
    if unit.text.endswith("?") or is_aside(unit.text):
        return False
    return unit.is_item or (is_whole(unit.text) and not leans_back(unit.text))


def is_whole(sentence: str) -> bool:
    """Tell whether a sentence starts and ends as one, and isn't a scrap or an essay."""
    words = sentence.split()
    says_enough = len(words) >= PLENTY or sum(word[0].islower() for word in words) * 2 > len(words)
    fits = SHORTEST <= len(words) <= LONGEST and says_enough
    return bool(fits and _END.search(sentence) and _START.match(sentence))


def is_quotable(text: str) -> bool:
    """Tell whether a line may be repeated: no markup, no link, no hidden signs, nothing said to a machine."""
    if _INVISIBLE.search(text) or _MARKUP.search(text) or _URL.search(text):
        return False
    return not any(pattern.search(text) for pattern in _patterns("speaks_to_machine"))


def without_invisible(text: str) -> str:
    """Return the text without signs that a person doesn't see and a machine does."""
    return _INVISIBLE.sub("", text)


def is_aside(text: str) -> bool:
    """Tell whether a sentence is navigation or a note instead of content."""
    return any(pattern.search(text) for pattern in _patterns("aside"))


def shows_what_is_wanted(question: str, text: str) -> bool:
    """Tell whether a text has the kind of thing that the question asks for, as a number for "how many"."""
    return any(asks.search(question) and shows.search(text) for asks, shows in _wanted())


def tells_what_follows(heading: str) -> bool:
    """Tell whether a heading says what the list right below it is."""
    return bool(heading) and not any(pattern.match(heading) for pattern in _patterns("no_lead"))


def is_wanted_list(question: str, unit: Unit) -> bool:
    """Tell whether the question asks for several things and the unit is a list; of steps, a numbered one."""
    steps = any(pattern.search(question) for pattern in _patterns("steps"))
    return bool(unit.items) and asks_several(question) and (unit.counted or not steps)


def asks_several(question: str) -> bool:
    """Tell whether the question asks for several things."""
    return any(pattern.search(question) for pattern in _patterns("several"))


def leans_back(sentence: str) -> bool:
    """Tell whether a sentence opens with something that stands before it."""
    return any(pattern.match(sentence) for pattern in _patterns("leans"))


def _blocks(text: str, heading: str) -> Iterator[tuple[str, list[str]]]:
    """Paragraphs, lists and other runs of lines, each with the heading above it; code left out."""
    lines: list[str] = []
    fenced = False
    for line in [*text.split("\n"), ""]:
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if fenced:
            continue
        title = _HEADING.match(line)
        starts_list = bool(_ITEM.match(line)) and bool(lines) and not _ITEM.match(lines[-1])
        if (not line.strip() or title or starts_list) and lines:
            yield heading, lines
            lines = []
        if title:
            heading = title["text"].strip()
        elif line.strip():
            lines.append(line)


def _add_sentences(found: list[Unit], paragraph: str, heading: str, language: str) -> None:
    before = ""  # what the next sentence may lean on
    for sentence in sentences(paragraph, language):
        joined = f"{before} {sentence}" if before and leans_back(sentence) else sentence
        found.append(Unit(joined, (), heading, len(found)))
        stands = is_whole(joined) and is_quotable(joined) and not leans_back(joined)
        before = joined if stands and len(joined.split()) <= _CHAIN else ""


def _add_list(found: list[Unit], items: list[str], heading: str, language: str, *, counted: bool) -> None:
    if found and found[-1].items and found[-1].heading == heading:
        previous = found.pop()
        both = (*previous.items, *previous.rest, *items)
        counted = previous.counted and counted
        found.append(replace(previous, items=both[:MAX_ITEMS], counted=counted, rest=both[MAX_ITEMS:]))
        return
    lead = found[-1].text if found and found[-1].text.endswith(":") and not found[-1].items else ""
    if lead:
        found.pop()
    else:
        lead = _announcing(found, len(items), heading, language)
    headed = not lead and tells_what_follows(heading)
    if headed:
        lead = heading if heading.endswith(("?", ":")) else f"{heading}:"
    shown, rest = tuple(items[:MAX_ITEMS]), tuple(items[MAX_ITEMS:])
    found.append(Unit(lead, shown, heading, len(found), headed=headed, counted=counted, rest=rest))


def _announcing(found: list[Unit], count: int, heading: str, language: str) -> str:
    """A sentence above a list that says how many things are in it ("The plan has six goals.")."""
    words = answers.claims(language)["numbers"]
    number = rf"\b(?:{count}|{words[count - 1]})\b" if 2 <= count <= len(words) else r"(?!)"
    near = [unit for unit in found[-_ABOVE:] if unit.heading == heading and not unit.items]
    return next(
        (unit.text for unit in near if re.search(number, unit.text, re.IGNORECASE) and can_answer(unit)), ""
    )


def _add_table(found: list[Unit], lines: list[str], heading: str) -> None:
    rows = rows_of(lines)
    before = found[-1] if found and found[-1].heading == heading and not found[-1].items else None
    lead = before.text if before and (before.text.endswith(":") or can_answer(before)) else ""
    if lead.endswith(":"):
        found.pop()
    if rows:
        found.append(Unit(lead, tuple(row.listed for row in rows), heading, len(found), rows=tuple(rows)))


def _items(unit: Unit) -> list[Unit]:
    if unit.rows:
        return [
            Unit(row.alone, (), unit.heading, unit.position, is_item=True, rows=(row,))
            for row in unit.rows
            if len(row.alone.split()) <= LONGEST
        ]
    items = (item.rstrip(";, ") if _MEANING.match(item) else item for item in (*unit.items, *unit.rest))
    return [
        Unit(item, (), unit.heading, unit.position, is_item=True)
        for item in items
        if is_whole(item) or _MEANING.match(item)
    ]


@cache
def _patterns(name: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in answers.quoting()[name]]


@cache
def _wanted() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    kinds = answers.quoting()["wanted"]
    return [
        (re.compile(one["asks"], re.IGNORECASE), re.compile(one["shows"], re.IGNORECASE)) for one in kinds
    ]
