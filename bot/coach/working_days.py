"""Days on which Dutch public organisations are at work: the coach comes back on no other."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from dateutil.easter import easter

ZONE = ZoneInfo("Europe/Amsterdam")
_AFTER_EASTER = (1, 39, 50)  # days: Easter Monday, Ascension Day, Whit Monday
_SUNDAY = 6


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day not in _holidays(day.year)


def nearest(day: date, towards: int) -> date:
    """The day, or the nearest working day later (1) or earlier (-1)."""
    while not is_working_day(day):
        day += timedelta(days=towards)
    return day


def on_the_clock(moment: datetime) -> datetime:
    """What a clock in the Netherlands shows at this moment, which is naive UTC."""
    return moment.replace(tzinfo=UTC).astimezone(ZONE)


def not_before_work(moment: datetime) -> datetime:
    """The moment, or the same time on the next working day; both naive UTC."""
    local = on_the_clock(moment)
    day = nearest(local.date(), 1)
    return datetime.combine(day, local.time(), ZONE).astimezone(UTC).replace(tzinfo=None)


@cache
def _holidays(year: int) -> frozenset[date]:
    """Those of the General Extension of Time-Limits Act (Algemene termijnenwet) that may fall in the week."""
    king = date(year, 4, 27)
    days = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    days.append(king - timedelta(days=1) if king.weekday() == _SUNDAY else king)
    days += [easter(year) + timedelta(days=after) for after in _AFTER_EASTER]
    if year % 5 == 0:  # Liberation Day is a day off once in five years
        days.append(date(year, 5, 5))
    return frozenset(days)
