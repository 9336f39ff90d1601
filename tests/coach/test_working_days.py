"""The coach comes back on days on which people work."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from bot.coach import working_days
from bot.store.base import Store
from tests.coach.conftest import Thread


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 24), True),
        (date(2026, 12, 25), False),
        (date(2026, 12, 26), False),
        (date(2027, 1, 1), False),
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 4, 27), False),  # King's Day
        (date(2025, 4, 26), False),  # a Saturday: the 27th was a Sunday
        (date(2031, 4, 26), False),
        (date(2031, 4, 28), True),
        (date(2027, 5, 5), True),
        (date(2030, 5, 5), False),
        (date(2025, 5, 5), False),  # Liberation Day, once in five years
        (date(2027, 5, 6), False),  # Ascension Day
        (date(2027, 5, 17), False),  # Whit Monday
        (date(2027, 5, 18), True),
    ],
)
def test_holidays_and_weekends_are_no_working_days(day: date, works: bool) -> None:
    assert working_days.is_working_day(day) is works


def test_a_moment_keeps_its_time_of_day_over_a_change_of_the_clock() -> None:
    friday = datetime(2027, 3, 26, 15)  # 16 o'clock in Amsterdam; summer time begins that Sunday
    assert working_days.not_before_work(friday) == friday
    saturday = friday + timedelta(days=1)
    assert working_days.not_before_work(saturday) == datetime(2027, 3, 30, 14)  # after Easter Monday


@pytest.mark.parametrize(
    ("spoke", "looks_in"),
    [
        (datetime(2026, 11, 26, 10), datetime(2026, 11, 27, 10)),
        (datetime(2026, 11, 27, 15), datetime(2026, 11, 30, 15)),  # a Friday afternoon
        (datetime(2026, 12, 24, 10), datetime(2026, 12, 28, 10)),
    ],
)
def test_a_team_that_takes_weeks_is_looked_in_on_when_it_works(
    store: Store, spoke: datetime, looks_in: datetime
) -> None:
    thread = Thread(store)
    thread.start(minutes=14 * 24 * 60)
    with store.session() as session:
        thread._agenda(session).last_at = spoke
    replies = []
    for moment in (looks_in - timedelta(minutes=1), looks_in):
        with store.session() as session:
            replies.append(thread.coach().nudge(session, thread._agenda(session), moment).replies)
    assert not replies[0] and replies[1]


@pytest.mark.parametrize(("utc", "shown"), [("2026-07-01T07:30", "09:30"), ("2026-12-01T23:30", "00:30")])
def test_a_moment_is_shown_as_clocks_have_it(utc: str, shown: str) -> None:
    assert working_days.on_the_clock(datetime.fromisoformat(utc)).strftime("%H:%M") == shown
