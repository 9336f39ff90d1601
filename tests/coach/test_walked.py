"""What a team met that walked through an agenda by hand, with the judge that teams meet."""

from __future__ import annotations

import pytest

from bot.coach import privacy
from bot.coach.conversation import dates
from bot.coach.judging.judge import judge
from bot.store.base import Store
from tests.coach.conftest import Thread, text_of

CASE = "gister belde een boer uit Holten, die wacht al sinds maart op zijn vergunning"


@pytest.fixture
def team(store: Store) -> Thread:
    """A Dutch sprint with the real judge."""
    thread = Thread(store, judge)
    thread.start(organisation="waterschap Oosterdiep", minutes=20)
    return thread


def draft_of(team: Thread, stage: str = "") -> list[str]:
    plan = team.plan()
    section = next(s for s in plan.sections if s.stage == (stage or plan.stage))
    return [line.rstrip(".") for line in section.lines]


def test_a_day_that_comes_later_belongs_to_the_step_before_it(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Karin", "Joost maakt het lijstje")
    team.say("Joost", "ok, voor vrijdag 11 december")
    drafted = text_of(team.say("Karin", "verder"))
    assert "Joost maakt het lijstje, voor vrijdag 11 december.¹ ²" in drafted
    assert "nog niet afgesproken" not in drafted and "Door meer dan één" not in drafted
    step = team.plan().first_step
    assert step and (step.owner, step.due) == ("Joost", "vrijdag 11 december")


def test_who_and_when_may_stand_beside_the_first_step(team: Thread) -> None:
    team.press_on("first-step")
    for name, text in (
        ("Sam", "we bellen tien boeren"),
        ("Joost", "ik bel ze"),
        ("Meral", "vrijdag 11 december"),
    ):
        team.say(name, text)
    team.say("Karin", "verder")
    step = team.plan().first_step
    assert step and step.day and (step.owner, step.due) == ("Joost", "Vrijdag 11 december")
    assert step.text.startswith("We bellen tien boeren")


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("voor vrijdag 11 december", True),
        ("by Friday", True),
        ("vrijdag bellen we tien boeren", False),
        ("voor ons", False),
    ],
)
def test_a_day_alone_is_no_statement(text: str, only: bool) -> None:
    assert dates.is_only(text) is only


def test_a_short_answer_that_nobody_deepened_is_named(team: Thread) -> None:
    team.press_on("value")
    assert "?" in text_of(team.say("Joost", "betere dienstverlening"))
    team.say("Karin", "dat een boer in de winter weet of hij in het voorjaar kan zaaien")
    assert "nog niet in dit concept (1): “Betere dienstverlening”" in text_of(team.say("Karin", "verder"))


def test_a_short_answer_that_its_speaker_deepened_is_done_with(team: Thread) -> None:
    team.press_on("value")
    team.say("Joost", "betere dienstverlening")
    team.say("Joost", "dat een boer in de winter weet of hij in het voorjaar kan zaaien")
    assert "etere dienstverlening" not in text_of(team.say("Karin", "verder"))


def test_an_answer_that_was_asked_for_a_number_stays(team: Thread) -> None:
    team.press_on("value")
    assert "sneller" in text_of(team.say("Joost", "kinderen krijgen sneller hulp"))
    team.say("Karin", "dat een gezin binnen 6 weken iemand heeft die blijft")
    assert "Kinderen krijgen sneller hulp.¹" in text_of(team.say("Karin", "verder"))


def test_an_example_that_was_given_is_not_missing(team: Thread) -> None:
    for name, text in (
        ("Karin", "onze systemen zijn verouderd"),
        ("Meral", CASE),
        ("Joost", "dat komt omdat we te weinig mensen hebben"),
        ("Meral", "dat ligt eraan dat niemand opschrijft wat er is beloofd"),
    ):
        team.say(name, text)
    drafted = text_of(team.say("Karin", "verder"))
    assert "Holten" in drafted and "uit het echt" not in drafted


def test_words_of_whoever_is_forgotten_dont_stay_behind_a_colleague(team: Thread) -> None:
    team.press_on("first-step")
    team.say("Sam", "we maken een lijstje voor alle boeren")
    team.say("Joost", "ok, voor vrijdag 11 december")
    team.say("Karin", "verder")
    assert "lijstje" in " ".join(draft_of(team))
    with team.store.session() as session:
        privacy.delete_person(session, "U-Sam")
    assert "lijstje" not in " ".join(draft_of(team))
