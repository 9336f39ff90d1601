"""Dates in what people say: the words themselves, and the day they mean when that is clear."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from prompts import texts


def _counted(*names: str) -> dict[str, int]:
    """Every name of the first, in both languages, counts as 1, of the second as 2 and so on."""
    return {name: number for number, same in enumerate(names, 1) for name in same.split()}


_MONTHS = _counted(
    "januari january jan",
    "februari february feb",
    "maart march mrt mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)
_DAYS = _counted(
    "maandag monday",
    "dinsdag tuesday",
    "woensdag wednesday",
    "donderdag thursday",
    "vrijdag friday",
    "zaterdag saturday",
    "zondag sunday",
)
# Short for a day only before a date, since "do", "sat" and "sun" are words too.
_SHORT_DAYS = "ma|di|wo|do|vr|za|zo|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
_NUMBERS = _counted(
    "een één one a",
    "twee two",
    "drie three",
    "vier four",
    "vijf five",
    "zes six",
    "zeven seven",
    "acht eight",
)
_DUTCH_DAYS = tuple(day for day in _DAYS if day.endswith("dag"))
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = "|".join(_DAYS)
_NUMBER = "|".join(_NUMBERS) + r"|\d{1,2}"

_DAY_MONTH = re.compile(
    rf"\b(?:(?:{_DAY}|{_SHORT_DAYS})\.?\s+)?(\d{{1,2}})(?:st|nd|rd|th|e)?\s+(?:of\s+)?({_MONTH})\b"
    r"(?:\s+(\d{4}))?",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(rf"\b({_MONTH})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(\d{{4}}))?", re.IGNORECASE)
_NUMERIC = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})\b")
# Without a year it may be a fraction or a score, unless a day stands before it.
_DAY_NUMERIC = re.compile(
    rf"\b(?:{_DAY}|{_SHORT_DAYS})\.?\s+(\d{{1,2}})[-/](\d{{1,2}})(?:[-/](\d{{4}}|\d{{2}}))?\b", re.IGNORECASE
)
_IN_WEEKS = re.compile(
    rf"\b(?:over|binnen|in|within)\s+({_NUMBER})\s+"
    r"(dag(?:en)?|days?|weken|wkn|wks?|week|weeks|maand(?:en)?|mnd|months?)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\b(de komende (?:\w+ )?(?:weken|dagen|week|maand)"
    r"|the (?:next|coming) (?:\w+ )?(?:weeks|days|week|month)"
    r"|vandaag|today|morgen|tomorrow|overmorgen|deze week|this week|volgende week|next week"
    r"|volgende maand|next month|eind(?:e)? (?:van )?de(?:ze)? (?:week|maand)"
    r"|end of (?:the|this) (?:week|month)|voor de zomer|before (?:the )?summer"
    r"|(?:voor|vóór) (?:de )?kerst(?:mis)?|before christmas|in het nieuwe jaar|in the new year"
    r"|vanmiddag|vanavond|this afternoon|tonight"
    r"|dit (?:jaar|kwartaal|najaar|voorjaar)|this (?:year|quarter|autumn|spring))\b",
    re.IGNORECASE,
)
_CALENDARS = ((_DAY_MONTH, 1, 2), (_MONTH_DAY, 2, 1), (_NUMERIC, 1, 2), (_DAY_NUMERIC, 1, 2))
_ORDINAL = "eerste|tweede|derde|vierde|laatste|first|second|third|fourth|last"
_LOOSE = re.compile(
    rf"\b(?:(?:{_ORDINAL})\s+week\s+(?:van|of|in)|in|voor|vóór|before|by|eind|end of|begin|half"
    rf"|mid(?:dle of)?)\s+(?:{_MONTH})\b",
    re.IGNORECASE,
)
_BEGINNING = re.compile(r"\b(?:vanaf|from|starting|as of)\s+$", re.IGNORECASE)
_AROUND = 2  # words beside a date that say nothing without it


@cache
def _weekday() -> re.Pattern[str]:
    """A day of the week that sets a date, and doesn't tell what happened: "maandag belde een vrouw"."""
    nl, en = ("|".join(texts(language).many("agenda.heard.happened")) for language in ("nl", "en"))
    return re.compile(
        rf"(?<!vorige )(?<!afgelopen )(?<!last )\b(?:(volgende week|next)\s+)?({_DAY})\b"
        rf"(?!\s+(?:{nl})\b)(?!(?:\s+\w+){{0,3}}\s+(?:{en})\b)",
        re.IGNORECASE,
    )


def _patterns() -> tuple[re.Pattern[str], ...]:
    return _DAY_MONTH, _MONTH_DAY, _NUMERIC, _DAY_NUMERIC, _weekday(), _IN_WEEKS, _RELATIVE, _LOOSE


def find(text: str) -> str:
    """The first date in the text, in its own words; "" when there is none."""
    found = _matches(text)
    return found[0][0] if found else ""


def find_end(text: str) -> str:
    """As `find`, or the date after it where the first only says when it begins: "vanaf maandag …"."""
    found = _matches(text)
    if found and _BEGINNING.search(text[: found[0].start()]):
        found = [match for match in found if match.start() >= found[0].end()] or found
    return found[0][0] if found else ""


def _matches(text: str) -> list[re.Match[str]]:
    """Every date in the text, the first and longest first; parts of a date may follow it."""
    found = [match for pattern in _patterns() for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def is_only(text: str) -> bool:
    """A date with hardly anything around it: "voor vrijdag 11 december"."""
    found = find(text)
    return bool(found) and len(re.findall(r"[^\W\d]+", text.replace(found, " ", 1))) <= _AROUND


def in_a_sentence(found: str) -> str:
    """A date as it is written inside a sentence: Dutch days and months have no capital."""
    return f"{found[0].lower()}{found[1:]}" if found.lower().startswith(_DUTCH_DAYS) else found


def resolve(text: str, today: date) -> date | None:
    """The day that the first date in the text means, on or after `today`; None when that isn't clear."""
    for pattern, day, month in _CALENDARS:
        if match := pattern.search(text):
            said = match[month].lower()
            return _calendar(int(match[day]), _MONTHS.get(said) or int(said), match[3], today)
    if match := _weekday().search(text):
        ahead = (_DAYS[match[2].lower()] - today.isoweekday() - 1) % 7 + 1
        in_next_week = match[1] and match[1].lower().startswith("volgende") and ahead + today.weekday() < 7
        return today + timedelta(days=ahead + (7 if in_next_week else 0))
    if match := _IN_WEEKS.search(text):
        return today + _span(match[1].lower(), match[2].lower())
    return _relative(text, today)


def _relative(text: str, today: date) -> date | None:
    match = _RELATIVE.search(text)
    days = {
        "vandaag": 0,
        "today": 0,
        "vanmiddag": 0,
        "vanavond": 0,
        "this afternoon": 0,
        "tonight": 0,
        "morgen": 1,
        "tomorrow": 1,
        "overmorgen": 2,
    }
    said = match[1].lower() if match else ""
    if said in days:
        return today + timedelta(days=days[said])
    if said in ("deze week", "this week") or ("week" in said and said.startswith("e")):
        return today + timedelta(days=max(0, 4 - today.weekday()))
    if said in ("volgende week", "next week"):
        return today + timedelta(days=11 - today.weekday())
    return None


def _span(number: str, unit: str) -> timedelta:
    count = int(number) if number.isdigit() else _NUMBERS[number]
    return timedelta(days=count * (1 if unit.startswith("da") else 7 if unit.startswith("w") else 30))


def _calendar(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        if year:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None
