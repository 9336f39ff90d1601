"""After the signature, over Slack's own API: sharing, questions from elsewhere, a canvas, an appointment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from prompts import texts
from tests.conftest import open_workplace
from tests.e2e.team import Team, buttons_of, weeks_pass
from tests.e2e.test_starting import home
from tests.product import Message, Product, share_knowledge, wait_for

nl = texts("nl")
STEP = "Ik bel over drie weken vijf nabestaanden en vraag hoe het ging."


@pytest.fixture(scope="module")
def signed(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A signed plan, in a workspace that has an adviser."""
    folder = share_knowledge(library, tmp_path_factory.mktemp("afterwards"))
    workplace = open_workplace(folder)
    product = Product(workplace, folder, ADVISER_EMAIL="adviseur@voorbeeld.nl").start()
    team = Team(product, "gemeente Lommerdam", time="sprint")
    team.say("karin", "Maandag belde een vrouw die haar vader wilde afmelden, 3 keer doorverbonden.")
    team.play([("karin", "verder"), ("karin", "klopt")])
    while team.plan()["stage"] != "first-step":
        team.say("karin", "overslaan")
    team.play([("joost", STEP), ("karin", "verder"), ("karin", "klopt"), ("karin", "verder")])
    team.say("karin", "klopt")
    yield team
    product.close()
    workplace.stop()


def test_the_files_are_there_and_more_is_a_button_away(signed: Team) -> None:
    assert [file["filetype"] for file in signed.files()[:3]] == ["md", "docx", "pdf"]
    signed.press("joost", "agenda_download_roadmap")
    assert signed.files()[-1]["mimetype"] == "image/png" and "Routekaart" in signed.files()[-1]["alt_txt"]


def test_who_was_not_there_asks_and_is_answered_where_they_asked(signed: Team) -> None:
    driver, elsewhere = signed.driver, signed.driver.channels["algemeen"]
    signed.press("karin", "handover_share")
    assert signed.fill_in("karin", channel=elsewhere, note="Kijk mee!")["ok"]
    shared = next(m for m in driver.messages(elsewhere) if "handover_ask" in buttons_of(m))
    assert "3 keer doorverbonden" in json.dumps(shared["blocks"]) and "Kijk mee!" in json.dumps(
        shared["blocks"]
    )
    assert driver.press("sam", elsewhere, shared, "handover_ask")["ok"]
    assert signed.fill_in("sam", text="Doen jullie dit ook bij verhuizen?")["ok"]
    assert "Doen jullie dit ook bij verhuizen?" in signed.said()[-1]
    signed.press("meral", "handover_answer")
    assert signed.fill_in("meral", text="Nog niet, eerst overlijden.")["ok"]
    below = [m["text"] for m in driver.replies(elsewhere, shared["ts"], "sam")]
    assert any("Nog niet, eerst overlijden." in text and driver.id("sam") in text for text in below)


def test_a_question_typed_below_the_shared_message_comes_back_too(signed: Team) -> None:
    driver, elsewhere = signed.driver, signed.driver.channels["algemeen"]
    signed.press("karin", "handover_share")
    assert signed.fill_in("karin", channel=elsewhere)["ok"]
    shared = [m for m in driver.messages(elsewhere) if "handover_ask" in buttons_of(m)][-1]
    driver.post("sam", elsewhere, "Wie betaalt dat eigenlijk?", shared["ts"])
    signed.product.quiet()
    assert "Wie betaalt dat eigenlijk?" in signed.said()[-1]


def test_where_sharing_fails_only_who_tried_hears_it(signed: Team) -> None:
    before = signed.said()
    signed.press("karin", "handover_share")
    signed.fill_in("karin", channel=signed.driver.channels["intern"])
    assert signed.whispered("karin")[-1] == nl("handover.share.failed") and signed.said() == before


def test_without_canvases_the_plan_comes_as_a_file(signed: Team) -> None:
    signed.press("karin", "handover_canvas")
    assert nl("handover.canvas.instead") in signed.said()
    assert signed.files()[-1]["filetype"] == "docx"


def test_where_canvases_are_allowed_the_plan_is_written_in_one(signed: Team) -> None:
    workspace = signed.product.workplace.workspace
    workspace.canvases_allowed, files = True, len(signed.files())
    signed.press("karin", "handover_canvas")
    workspace.canvases_allowed = False
    kept = signed.product.count(
        "workplace.db", "select count(*) from facts where key like 'canvas:%' and value like '%nabestaanden%'"
    )
    assert kept == 1 and len(signed.files()) == files
    assert nl("handover.canvas.done") in signed.said()


def test_an_appointment_is_agreed_on_by_the_team_with_what_goes_along(signed: Team) -> None:
    signed.press("karin", "handover_appointment")
    assert signed.fill_in("karin", shares=["step"])["ok"]
    assert "De eerste stap" in signed.said()[-1] and not _calendars(signed)
    signed.press("joost", "handover_meet_agreed")
    (made,) = _calendars(signed)
    (event,) = Calendar.from_ical(_content(signed, made)).walk("VEVENT")
    assert event["attendee"] == "mailto:adviseur@voorbeeld.nl"
    assert "vijf nabestaanden" in event["description"] and "doorverbonden" not in event["description"]


def _calendars(team: Team) -> list[Message]:
    return [file for file in team.files() if file["name"].endswith(".ics")]


def _content(team: Team, file: dict[str, Any]) -> bytes:
    token = {"Authorization": f"Bearer {team.driver.people['karin']['token']}"}
    return httpx.get(file["url_private"], headers=token).content


def test_the_home_tab_lists_the_agenda_with_what_is_next(signed: Team) -> None:
    signed.driver.act("home", "joost", tab="home")
    shown = json.dumps(wait_for(lambda: home(signed.product, "joost"), "the home tab"), ensure_ascii=False)
    assert "gemeente Lommerdam" in shown and "De eerste stap: Joost, " in shown
    assert '"url": "http' in shown


def test_who_does_the_step_is_reminded_in_private_once_the_channel_is_archived(signed: Team) -> None:
    said = signed.said()
    signed.driver.client("karin").conversations_archive(channel=signed.channel)
    for _ in range(2):
        weeks_pass(signed.product)
    (told,) = wait_for(lambda: _heard(signed, "joost", "Hoe is het gegaan?"), "the reminder")
    assert "niet meer kan schrijven" in told and signed.said() == said


def _heard(team: Team, name: str, cue: str) -> list[str]:
    """What the bot said to this person in private with these words in it."""
    messages = team.driver.messages(team.driver.direct(name), name)
    return [message["text"] for message in messages if cue in message["text"]]
