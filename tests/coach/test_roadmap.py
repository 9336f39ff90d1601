"""The road map: what stands on it, in which order, and what it says to who doesn't see it."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from bot.coach.documents import pdf
from bot.coach.documents.roadmap import alt, roadmap
from prompts import texts
from tests.coach.sample_plan import STEP, empty_plan, sample_plan, section

NL = texts("nl")


def test_it_goes_from_now_by_date() -> None:
    road = roadmap(sample_plan(), NL)
    assert [(stop.kind, stop.when) for stop in road.stops] == [
        ("now", "23 november"),
        ("open", "1 december"),
        ("step", "7 december"),
    ]


def test_what_has_no_date_comes_later_and_a_bare_gap_not_at_all() -> None:
    later = [f"{stop.kind}: {stop.text}" for stop in roadmap(sample_plan(), NL).later]
    assert later == [
        "experiment: Twee weken neemt één persoon alle meldingen aan.",
        "open: Karin: “ik vraag het na”",
    ]


def test_a_date_in_another_year_shows_its_year() -> None:
    step = type(STEP)("Meral belt", "Meral", "U", "7 januari", date(2027, 1, 7))
    assert "7 januari 2027" in [stop.when for stop in roadmap(sample_plan(first_step=step), NL).stops]


def test_a_step_without_a_day_keeps_the_words_that_were_said() -> None:
    step = type(STEP)("Meral belt", "Meral", "U", "voor de zomer", None)
    assert "Eerste stap (Meral): Meral belt (voor de zomer)" in alt(
        roadmap(sample_plan(first_step=step), NL), NL
    )


def test_more_stops_than_fit_go_with_later_and_none_is_lost() -> None:
    points = [f"Karin: “ik zoek punt {n} uit” ({n} december)." for n in range(1, 9)]
    plan = sample_plan(sections=[section("stand", "now", "Stand", ["x"], open=points)])
    road = roadmap(plan, NL)
    assert len(road.stops) == 5
    shown = alt(road, NL)
    assert all(f"punt {n} uit" in shown for n in range(1, 9))


def test_the_picture_is_a_picture() -> None:
    picture = Image.open(io.BytesIO(pdf.picture(sample_plan(), NL)))
    assert picture.format == "PNG" and picture.width > 1200 > picture.height


def test_an_empty_plan_has_a_road_with_only_now() -> None:
    road = roadmap(empty_plan(), NL)
    assert [stop.kind for stop in road.stops] == ["now"] and not road.later
    assert pdf.picture(empty_plan(), NL)


def test_the_try_itself_stands_on_the_road_and_not_what_was_said_around_it() -> None:
    lines = ["Misschien een groot project.", "Twee weken een tafel met een bordje, bij niemand stoppen we."]
    plan = sample_plan(sections=[section("experiment", "first_step", "Proef", lines)])
    (later,) = [stop for stop in roadmap(plan, NL).later if stop.kind == "experiment"]
    assert later.text.startswith("Twee weken een tafel")
