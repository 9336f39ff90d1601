"""What a team does with buttons and forms in its thread, and what only one of them sees; the real bot."""

from __future__ import annotations

import pytest

from prompts import texts
from prompts.curriculum import load_curriculum
from tests.e2e.team import Team
from tests.product import Product

nl = texts("nl")
CURRICULUM = load_curriculum("nl")
CASE = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd 3 keer doorverbonden."
PRINCIPLES = {
    "karin": "Wij sturen niemand door, ook als dat betekent dat je meer werk hebt.",
    "joost": "Wij bellen iedereen terug, ook als dat betekent dat de balie later opengaat.",
}


@pytest.fixture
def team(office: Product) -> Team:
    return Team(office, "gemeente Lommerdam", time="session")


def skip_to(team: Team, stage: str) -> None:
    for _ in range([s.id for s in CURRICULUM.stages].index(stage)):
        team.say("karin", "overslaan")


def test_the_self_scan_is_filled_in_by_form_and_shown_as_a_described_picture(team: Team) -> None:
    team.say("karin", "zelfscan")
    for name, level in {"karin": "2", "joost": "5"}.items():
        team.press(name, "choice_scan_0")
        ids = [statement.id for statement in CURRICULUM.scan.statements]
        assert team.fill_in(name, **dict.fromkeys(ids[1:], "3"), **{ids[0]: level})["ok"]
        assert len(team.whispered(name)) == 1
    team.press("karin", "agenda_scan_result")
    (picture,) = team.files()
    axis = CURRICULUM.scan.statements[0].axis
    assert picture["mimetype"] == "image/png" and f"{axis} 2-5 (3,5)" in picture["alt_txt"]
    assert f"{axis[:20]:20}      2-5" in team.said()[-2]


def test_a_vote_by_button_informs_and_the_team_decides(team: Team) -> None:
    skip_to(team, "direction")
    for name, text in PRINCIPLES.items():
        team.say(name, text)
    team.say("karin", "stemmen")
    for name in ("karin", "joost", "meral"):
        team.press(name, "choice_dot_0")
    assert "●●● 3" in team.whispered("meral")[-1]
    team.press("sam", "agenda_tally")
    assert "1. ●●● 3" in team.said()[-1]
    team.press("joost", "choice_decide_1")
    team.say("joost", "omdat we dat morgen al kunnen doen")
    team.say("meral", "doorsturen is erger")
    section = next(s for s in team.plan()["sections"] if s["stage"] == "direction")
    decided = " ".join(section["decided"])
    assert PRINCIPLES["joost"].rstrip(".") in decided and "doorsturen is erger" in decided


def test_the_cost_form_refuses_what_is_no_number_and_explains_its_sum(team: Team) -> None:
    skip_to(team, "quality-cost")
    team.say("karin", "sommetje")
    team.press("joost", "choice_cost_0")
    filled = {"unit": "een aanvraag", "hours": "2 tot 3", "rate": "60", "other": "0", "redo": "0"}
    refused = team.fill_in("joost", number="veel", **filled)
    assert list(refused["errors"]) == ["number"]
    assert team.fill_in("joost", number="1.200", **filled)["ok"]
    said = team.said()[-1]
    assert "Eén aanvraag kost ongeveer 120 tot 180 euro" in said and "uurprijs" in said


def test_a_latecomer_is_caught_up_where_only_they_see_it(team: Team) -> None:
    team.say("karin", CASE)
    team.say("karin", "verder")
    team.say("karin", "klopt")
    team.say("sam", "Vorig jaar kregen we 14 klachten over brieven aan mensen die al dood waren.")
    (told,) = team.whispered("sam")
    assert "3 keer doorverbonden" in told
    assert not team.whispered("karin") and told not in team.said()


def test_a_question_in_between_is_answered_with_its_source_and_the_stage_goes_on(team: Team) -> None:
    team.say("karin", CASE)
    team.say("joost", "Wat is Common Ground?")
    answer = team.driver.replies(team.channel, team.thread)[-1]
    assert "[1]" in answer["text"] and nl("slack.open_source", number=1) in str(answer["blocks"])
    assert CURRICULUM.stages[0].opening_short in str(answer["blocks"])
    team.say("karin", "verder")
    draft = team.said()[-1]
    assert "3 keer doorverbonden" in draft and "Common Ground" not in draft


def test_passages_of_others_come_with_their_number(team: Team) -> None:
    team.press("karin", "agenda_guidance")
    assert "[1]" in team.said()[-1]


def test_an_earlier_version_comes_back_from_the_form(team: Team) -> None:
    team.say("karin", CASE)
    team.say("karin", "verder")
    team.press("meral", "agenda_adjust")
    assert team.fill_in("meral", text="Mensen worden te vaak doorverbonden.")["ok"]
    assert "te vaak doorverbonden" in team.said()[-1]
    team.press("karin", "agenda_adjust")
    view = team.driver.wait_for_view("karin")
    (restore,) = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    given = {"view_id": view["id"], "action_id": restore["action_id"]}
    assert team.driver.act("action", "karin", **given)["ok"]
    team.product.quiet()
    team.driver.close_views("karin")
    assert "3 keer doorverbonden" in team.said()[-1] and "versie 3" in team.said()[-1]
