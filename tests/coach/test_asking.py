"""What the coach asks back: made for what was said, about one criterion, and by name where that helps."""

from __future__ import annotations

import pytest

from bot.coach.conversation import situations
from bot.coach.conversation.asking import whole_quote
from bot.coach.judging.judge import judge
from bot.coach.judging.quote import whole_clauses
from bot.store.base import Store
from prompts.curriculum import load_curriculum
from tests.coach.conftest import Thread, text_of
from tests.coach.transcript import TEAMS, play

CASE = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."
NL = load_curriculum("nl")


@pytest.fixture
def judged(store: Store) -> Thread:
    """A Dutch agenda with the real judge."""
    thread = Thread(store, judge)
    thread.start(organisation="gemeente Lommerdam")
    return thread


def test_a_vague_count_is_asked_after_and_a_feeling_becomes_somebodys_task(judged: Thread) -> None:
    judged.say("Karin", CASE)
    asked = text_of(judged.say("Joost", "klopt, ik zie er elke week wel een paar bij naasten"))
    assert asked == "Joost, “elke week wel een paar”: geteld, of is dat je gevoel?"
    assert "gevoel" in text_of(judged.say("Joost", "gevoel joh"))
    kept = text_of(judged.say("Joost", "ik turf ze"))
    assert "Joost: “ik turf ze”" in kept and kept.endswith("Voor wanneer?")
    draft = text_of(judged.say("Karin", "verder"))
    assert "gevoel joh" not in draft and "Hoe vaak dit gebeurt" in draft


@pytest.mark.parametrize(
    ("question", "text", "criterion", "quote"),
    [
        ("people", "iedereen een training zeker", "concrete", "iedereen"),
        ("first-step", "Het MT gaat ermee aan de slag", "owner", "Het MT"),
        ("users", "Ze willen een app", "need", "een app"),
        ("users", "tevredenheid is een 7,4", "need", "tevredenheid"),
        ("stand", "systemen", "user", "systemen"),
    ],
)
def test_situations_are_heard_and_quoted_as_typed(
    question: str, text: str, criterion: str, quote: str
) -> None:
    heard = situations.heard(NL, question, text, [criterion])  # type: ignore[list-item]
    assert heard is not None
    assert (heard.criterion, heard.quote) == (criterion, quote)


def test_a_situation_is_not_asked_after_when_that_is_there() -> None:
    assert situations.heard(NL, "people", "iedereen een training zeker", ["date"]) is None
    assert situations.always(NL, "stand", "elke week wel 12") is None
    assert situations.always(NL, "first-step", "elke week wel een paar") is None


@pytest.mark.parametrize(
    ("language", "slogan", "choice"),
    [
        ("nl", "Wij stellen de inwoner centraal.", "Wij stellen de inwoner centraal, ook als dat schuurt."),
        ("en", "Residents first, always.", "Residents first, even if the rota suffers."),
    ],
)
def test_a_direction_that_costs_nothing_is_asked_what_it_costs(
    language: str, slogan: str, choice: str
) -> None:
    curriculum = load_curriculum(language)
    heard = situations.always(curriculum, "direction", slogan)
    assert heard is not None
    assert (heard.criterion, heard.quote) == ("concrete", slogan.rstrip("."))
    assert situations.always(curriculum, "direction", choice) is None
    assert situations.always(curriculum, "people", slogan) is None


def test_who_does_not_know_is_asked_after_what_is_lacking(judged: Thread) -> None:
    judged.say("Karin", "weten we niet")
    (asked,) = judged.read(lambda agenda: [(a.kind, a.criterion) for a in agenda.asked])  # type: ignore[misc]
    assert asked == ("unknown", "evidence")


def test_who_is_angry_gets_a_human_word_and_a_real_question(judged: Thread) -> None:
    reply = text_of(judged.say("Gerda", "wat een onzin, ik doe niet mee met dit gezeur"))
    assert reply.startswith("Snap ik.") and reply.endswith("?")
    (mood,) = judged.read(lambda agenda: [a.criterion for a in agenda.asked if a.kind == "mood"])  # type: ignore[misc]
    assert mood in NL.question("stand").criteria
    assert "gezeur" not in text_of(judged.say("Karin", "verder"))


def test_a_colleague_is_asked_by_name_once_and_not_after_leaving(thread: Thread) -> None:
    thread.say("Karin", CASE)
    thread.say("Joost", "hoi")
    thread.say("Joost", "Vorige week telden we er 12, allemaal naasten.")
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    assert "Joost" in text_of(thread.say("Karin", CASE))
    thread.say("Joost", "ik moet zo weg, tot morgen")
    for _ in range(4):
        thread.say("Karin", "verder")
        thread.say("Karin", "klopt")
        assert "Joost" not in text_of(thread.say("Karin", f"{CASE} Nog een keer."))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("de mensen aan de telefoon moeten mogen zeggen: ik regel het", ["ik regel het"]),
        ("Als het later wordt, bellen we die mensen zelf even op", ["bellen we die mensen zelf even op"]),
        ("ja ze wilde gewoon naar de apotheek", ["ze wilde gewoon naar de apotheek"]),
        ("😅", []),
    ],
)
def test_only_clauses_that_stand_on_their_own_are_quoted(text: str, expected: list[str]) -> None:
    assert whole_clauses(text) == expected


def test_those_who_differ_are_quoted_whole() -> None:
    text = "Wij sturen niemand door, ook als dat betekent dat je iets doet wat niet van jouw afdeling is"
    assert whole_quote(text, 120) == text


@pytest.mark.parametrize("team", sorted(path.stem for path in TEAMS.glob("*.txt")))
def test_no_team_hears_a_question_twice_or_a_quote_that_ends_in_dots(team: str) -> None:
    outcomes = [outcome for _, _, outcome in play(team, Thread(Store("sqlite://"), judge))]
    thread = [reply.text for outcome in outcomes for reply in outcome.replies if reply.to is None]
    asked = [text for text in thread if text.endswith("?") and "\n" not in text]
    assert len(set(asked)) == len(asked)
    assert not [text for text in asked if "…”" in text and "dat …" not in text]
