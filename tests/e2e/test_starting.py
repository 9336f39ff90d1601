"""The ways into an agenda, and what the form sets; the real bot in the workplace."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from prompts import texts
from prompts.curriculum import load_curriculum
from tests.e2e.team import Team
from tests.product import Message, Product, wait_for

nl, en = texts("nl"), texts("en")


def by_command(product: Product) -> None:
    assert product.driver.command("meral", product.driver.channels["algemeen"], "agenda")["ok"]


def by_shortcut(product: Product) -> None:
    assert product.driver.act("shortcut", "meral", callback_id="start_agenda")["ok"]


def by_home(product: Product) -> None:
    driver = product.driver
    driver.act("home", "meral", tab="home")
    view = wait_for(lambda: home(product, "meral"), "the home tab")
    assert driver.act("action", "meral", view_id=view["id"], action_id="home_start")["ok"]


def home(product: Product, name: str) -> dict[str, Any]:
    given = {"user": product.driver.id(name)}
    return dict(httpx.get(f"{product.driver.url}/workplace/home_view", params=given).json()["view"] or {})


@pytest.mark.parametrize("way", [by_command, by_shortcut, by_home])
def test_each_way_opens_the_form_that_starts_an_agenda(office: Product, way: Any) -> None:
    driver, channel = office.driver, office.driver.channels["algemeen"]
    driver.close_views("meral")
    way(office)
    view = driver.wait_for_view("meral")
    asks_where = any(block["block_id"] == "channel" for block in view["blocks"])
    assert asks_where is (way is not by_command)
    where = {"channel": channel} if asks_where else {}
    assert driver.submit("meral", view, organisation=f"team {way.__name__}", **where)["ok"]
    root = wait_for(lambda: said_in(office, channel, f"team {way.__name__}"), "the agenda's first message")
    office.quiet()
    assert load_curriculum("nl").stages[0].opening[0] in driver.replies(channel, root["ts"])[-1]["text"]


def said_in(product: Product, channel: str, text: str) -> Message | None:
    return next((m for m in product.driver.messages(channel) if text in m["text"] and m.get("bot_id")), None)


def test_in_words_it_starts_where_it_was_asked(office: Product) -> None:
    driver, channel = office.driver, office.driver.channels["algemeen"]
    asked = driver.mention("start een innovatieagenda voor gemeente Waterlinde, in 20 minuten")
    thread = driver.post("joost", channel, asked)
    office.quiet()
    welcome = driver.replies(channel, thread)[-1]["text"]
    assert load_curriculum("nl").stages[0].opening_short in welcome
    assert nl("agenda.start.minutes", minutes=20) in welcome


def test_what_the_form_sets_is_said_and_kept(office: Product) -> None:
    people = [office.driver.id("sam"), office.driver.id("karin")]
    team = Team(
        office,
        "Harrowmere",
        scope="theme",
        about="waiting for help",
        time="weeks",
        language="en",
        quoting="anonymous",
        people=people,
    )
    welcome = team.said()[-1]
    assert en("agenda.start.weeks") in welcome and en("agenda.start.anonymous") in welcome
    assert f"{en('agenda.modal.scope_theme')}: waiting for help" in welcome
    team.say("karin", "Last week a woman of 83 called us 4 times about the same letter.")
    team.say("karin", "next")
    assert "Karin" not in team.said()[-1]
    plan = team.plan()
    assert (plan["language"], plan["organisation"]) == ("en", "Harrowmere")


def test_a_sprint_asks_fewer_questions_than_a_session(office: Product) -> None:
    counts = []
    for time in ("sprint", "session"):
        team = Team(office, f"gemeente {time}", time=time)
        counts.append(len(team.plan()["sections"]))
        assert nl("agenda.stage.of", number=1, total=counts[-1]) in team.said()[-1]
    assert counts == [6, 9]


def test_one_message_is_pinned_and_follows_the_thread(office: Product) -> None:
    team = Team(office, "gemeente Lommerdam", time="sprint")
    pinned = [m for m in team.driver.thread(team.channel, team.thread) if m.get("pinned_to")]
    assert len(pinned) == 1
    team.say("karin", "Maandag belde een vrouw die haar vader wilde afmelden, 3 keer doorverbonden.")
    team.say("karin", "verder")
    team.say("karin", "klopt")
    (now,) = [m for m in team.driver.thread(team.channel, team.thread) if m.get("pinned_to")]
    assert now["ts"] == pinned[0]["ts"] and now["text"] != pinned[0]["text"]
    assert "1 van 6" in now["text"] and "3 keer doorverbonden" in now["text"]
