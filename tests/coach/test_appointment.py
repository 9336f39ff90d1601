"""An appointment with an adviser: the form, what goes along, and the calendar file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from bot.coach.afterwards import appointment
from bot.coach.afterwards.appointment import Adviser, Wish
from bot.coach.working_days import ZONE
from bot.workplace.block_kit.check import check_message, check_view
from prompts import texts
from tests.coach.sample_plan import sample_plan

NL = texts("nl")
ADVISER = Adviser("adviseur@voorbeeld.nl", "https://voorbeeld.nl/afspraak")
AT = int(datetime(2026, 12, 1, 9, tzinfo=UTC).timestamp())
NOW = datetime(2026, 11, 23, 22, 30)


def wish(*shares: str) -> Wish:
    return Wish("a1", AT, shares)


def event(*shares: str, adviser: Adviser = ADVISER) -> Any:
    made = appointment.ics(sample_plan(), wish(*shares), adviser, NL)
    return next(part for part in Calendar.from_ical(made).walk("VEVENT"))


def test_the_form_proposes_ten_oclock_in_a_week() -> None:
    view = appointment.form(sample_plan(), ADVISER, NL, NOW)
    check_view(view, "modal")
    start = datetime.fromtimestamp(view["blocks"][1]["element"]["initial_date_time"], ZONE)
    assert f"{start:%Y-%m-%d %H:%M}" == "2026-11-30 10:00"
    ticked = [{"value": "step"}, {"value": "people"}]
    values = {"at": {"value": {"selected_date_time": AT}}, "shares": {"value": {"selected_options": ticked}}}
    assert appointment.read_form({**view, "state": {"values": values}}) == wish("step", "people")


def test_the_form_proposes_no_holiday() -> None:
    view = appointment.form(sample_plan(), ADVISER, NL, datetime(2026, 12, 18, 12))
    start = datetime.fromtimestamp(view["blocks"][1]["element"]["initial_date_time"], ZONE)
    assert f"{start:%Y-%m-%d %H:%M}" == "2026-12-28 10:00"


def test_the_team_sees_what_goes_along_before_it_agrees() -> None:
    message = appointment.proposal(sample_plan(), wish("step", "open"), "U1", NL)
    check_message(list(message.blocks))
    assert "1 december 2026 om 10.00 uur" in message.text
    assert "• De eerste stap\n• Wat nog open is" in message.text
    assert appointment.read_agreed(message.blocks[-1]["elements"][0]["value"]) == wish("step", "open")


def test_nothing_ticked_says_so() -> None:
    assert "niets, alleen de titel" in appointment.proposal(sample_plan(), wish(), "U1", NL).text


def test_the_calendar_file_is_one_that_calendars_read() -> None:
    found = event("step")
    assert found["dtstart"].dt.isoformat() == "2026-12-01T10:00:00+01:00"
    assert (found["dtend"].dt - found["dtstart"].dt).total_seconds() == 45 * 60
    assert found["attendee"] == "mailto:adviseur@voorbeeld.nl" and found["url"] == ADVISER.url
    assert "Meral belt op 7 december" in found["description"]


def test_the_same_wish_gives_the_same_file() -> None:
    one, other = (appointment.ics(sample_plan(), wish("step"), ADVISER, NL) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("shares", "there", "not_there"),
    [
        ((), ["Lommerdam"], ["Meral", "Karin", "Joost", "doorverbonden"]),
        (("step",), ["Voor: 7 december"], ["Wie: Meral", "Karin", "zaaksysteem"]),
        (("open",), ["zaaksysteem"], ["Joost: ", "Karin: ", "Voor: 7 december"]),
        (("page",), ["doorverbonden", "De balie mag zelf besluiten"], ["Karin", "Getekend"]),
        (("step", "people"), ["Wie: Meral", "Karin de Vries"], ["zaaksysteem"]),
        (("page", "people"), ["Karin: “De balie"], []),
    ],
)
def test_only_what_is_ticked_goes_along(
    shares: tuple[str, ...], there: list[str], not_there: list[str]
) -> None:
    text = appointment.shared(sample_plan(), shares, NL)
    assert all(word in text for word in there)
    assert not [word for word in not_there if word in text]


def test_agreed_gives_the_link_and_the_file() -> None:
    text, file = appointment.agreed(sample_plan(), wish("step"), ADVISER, "U1", NL)
    assert "<mailto:adviseur@voorbeeld.nl?subject=" in text and "<https://voorbeeld.nl/afspraak>" in text
    assert file.name.endswith("afspraak-2026-11-23.ics") and file.content.startswith(b"BEGIN:VCALENDAR")


def test_a_page_alone_will_do_and_nobody_configured_is_nobody() -> None:
    assert "attendee" not in event(adviser=Adviser(url="https://voorbeeld.nl"))
    assert not Adviser() and Adviser(email="a@b.nl")
