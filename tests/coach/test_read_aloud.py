"""What made a reader want to leave the thread, when conversations were read aloud."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.coach.conversation import words
from bot.coach.conversation.sentences import sentences
from bot.coach.judging.judge import judge
from bot.coach.judging.quote import fit_quote
from bot.inbox import Arrival
from bot.store.base import Store
from tests.coach.conftest import Thread, text_of
from tests.coach.transcript import TEAMS, play

CASE = "Vorige week werd een man van 83 drie keer doorverbonden."


@pytest.mark.parametrize(
    "text",
    [
        "hoe weet je dat nou weer",
        "hebben we dat gevraagd of denken we dat?",
        "how do you know",
        "is dat zo?",
        "en wie betaalt dat",
    ],
)
def test_a_question_to_colleagues_is_no_answer(text: str) -> None:
    assert words.asks_team(text)


@pytest.mark.parametrize(
    "text",
    [
        "hoe je dat doet weet niemand bij ons",
        "Kunnen we niet gewoon tien mensen bellen die vorige week vastliepen?",
        "wie belt krijgt geen antwoord",
    ],
)
def test_an_answer_is_no_question_to_colleagues(text: str) -> None:
    assert not words.asks_team(text)


@pytest.mark.parametrize(("text", "unknown"), [
    ("weten we niet wat het de ouders kost", True),
    ("not sure what one costs", True),
    ("weten we niet wat het kost, wij denken 40 euro", False),
    ("Geen idee hoe dat komt. Vorige week stond er een man aan de balie.", False),
])  # fmt: skip
def test_a_doubt_is_not_a_statement(text: str, unknown: bool) -> None:
    assert words.is_unknown(text) is unknown


def test_a_sentence_keeps_its_beginning_when_it_is_given_back() -> None:
    assert fit_quote("goed is het als de boer niet belt", "") == "goed is het als de boer niet belt"
    assert fit_quote("goed, dan bellen we de boer zelf", "") == "dan bellen we de boer zelf"


def test_a_scrap_of_a_sentence_is_not_given_back() -> None:
    long = "Het is bij ons op de afdeling eigenlijk nooit helemaal goed geregeld geweest"
    assert fit_quote(f"{long}, meer niet", "") == ""
    assert fit_quote(f"{long}, 3x doorverbonden", "") == "3x doorverbonden"


def test_english_sentences_end_where_they_end() -> None:
    assert len(sentences("nothing works without it. the manager decides. he told me. then we waited")) == 4


def test_an_errand_keeps_its_words_when_a_day_is_added(thread: Thread) -> None:
    for name, text in (
        ("Karin", CASE),
        ("Joost", "weten we niet"),
        ("Joost", "ik vraag het aan drie ouders"),
    ):
        thread.say(name, text)
    assert "“ik vraag het aan drie ouders” (10 december)" in text_of(thread.say("Joost", "voor 10 december"))


def test_a_discussion_stays_in_quotes(thread: Thread) -> None:
    for name, text in (
        ("Karin", CASE),
        ("Joost", "Daar ben ik het niet mee eens, meestal gaat het bij ons in 1 keer goed."),
        ("Meral", "Geef de balie dan een nummer dat altijd wordt opgenomen."),
    ):
        thread.say(name, text)
    draft = text_of(thread.say("Karin", "verder"))
    assert "Meral: “Geef de balie dan een nummer dat altijd wordt opgenomen.”" in draft


def test_who_opens_the_first_step_does_it(thread: Thread) -> None:
    thread.press_on("first-step")
    thread.say("Joost", "Ja dat is een goed begin van dit alles.")
    thread.say("Karin", "Joost begint op 7 december 2030 en ik tel de telefoontjes.")
    thread.say("Karin", "verder")
    step = thread.plan().first_step
    assert step is not None and step.owner == "Joost"


def test_what_was_not_said_to_the_point_is_asked_once(store: Store) -> None:
    thread = Thread(store, judge)
    thread.start(organisation="gemeente Lommerdam")
    for text in (CASE, "verder", "klopt", "Dat een gezin zijn verhaal één keer vertelt."):
        thread.say("Karin", text)
    thread.say("Joost", "Dat ouders weten wie hun vaste persoon is en dat die ook echt terugbelt.")
    probed = thread.read(lambda agenda: [a.criterion for a in agenda.asked if a.kind == "probe"])
    assert isinstance(probed, list) and len(probed) == len(set(probed))


@pytest.mark.parametrize("team", ["nl-sprint", "nl-jeugd", "en-housing"])
def test_our_three_conversations_end_in_a_signed_plan(team: str, store: Store) -> None:
    thread = Thread(store, judge)
    said = [text_of(outcome) for _, _, outcome in play(team, thread)]
    assert (TEAMS / f"{team}.txt").exists() and thread.plan().status == "finished"
    assert all("..”" not in text and "”.”" not in text for text in said)


def test_what_is_planned_keeps_its_time() -> None:
    arrival = Arrival("nudge:1", "nudge", "T", "C", "1.0", "U", {})
    assert arrival.delay is None
    later = arrival.after(3600)
    assert later.delay is not None and 3500 < later.delay <= 3600
    assert arrival.after(-60).delay == 0.0


def test_three_weeks_count_from_when_it_was_said(thread: Thread) -> None:
    thread.press_on("first-step")
    thread.say("Karin", "Ik bel over drie weken de man van 83.")
    thread.say("Karin", "verder")
    day = thread.plan().first_step.day  # type: ignore[union-attr]

    def weeks_later(agenda: object) -> None:
        agenda.last_at = datetime.now() + timedelta(days=40)  # type: ignore[attr-defined]

    thread.read(weeks_later)
    assert day is not None and thread.plan().first_step.day == day  # type: ignore[union-attr]


LONG = (
    "Well, where do you start, I've been here since the old building on Mill Street and we had a lovely "
    "counter there, oak it was, and the thing is people used to come in for a chat and now it's all online, "
    "and last Wednesday there was this chap, must've been eighty, and he'd walked from Netherley in the rain."
)


def started(store: Store, language: str = "nl") -> Thread:
    thread = Thread(store, judge)
    thread.start(language=language)
    return thread


def test_a_rambling_story_is_quoted_from_the_case_on(store: Store) -> None:
    thread = started(store, "en")
    thread.say("Maureen", LONG)
    draft = text_of(thread.say("Maureen", "next"))
    assert "“… last Wednesday there was this chap" in draft and "lovely counter" not in draft


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Wauw leuk dat we dit doen! Ik heb er al dagen over nagedacht 😊", "nl"),
        ("So excited to start!", "en"),
    ],
)
def test_who_looks_forward_to_it_has_not_answered(store: Store, said: str, language: str) -> None:
    thread = started(store, language)
    thread.say("Noor", said)
    assert thread.read(lambda agenda: [c for c in agenda.contributions if c.kind == "answer"]) == []


def test_a_shrug_is_no_statement_and_consent_stands_behind_a_colleague(store: Store) -> None:
    thread = started(store)
    thread.say("Annet", CASE)
    thread.say("Wim", "doe maar")
    thread.say("Wim", "weet ik veel")
    draft = text_of(thread.say("Annet", "verder"))
    assert "oe maar" not in draft and "eet ik veel" not in draft
    assert "Annet en Wim" in draft


def test_agreeing_with_a_draft_in_other_words(store: Store) -> None:
    thread = started(store, "en")
    thread.say("Maureen", LONG)
    thread.say("Maureen", "next")
    assert "*2 of 9" in text_of(thread.say("Maureen", "That's right, that's what I meant."))


def test_a_word_that_came_back_in_the_answer_is_not_named_as_missing(store: Store) -> None:
    thread = started(store)
    thread.press_on("first-step")
    thread.say("Wim", "bellen")
    thread.say("Annet", "ik bel er drie op maandag 7 december")
    draft = text_of(thread.say("Annet", "verder"))
    assert "Ik bel er drie" in draft and "“Bellen”" not in draft


def test_who_is_said_to_go_about_it_is_not_asked_for(store: Store) -> None:
    thread = started(store)
    thread.press_on("process")
    assert "wakker" not in text_of(thread.say("Annet", "Joop gaat over de boetes, ict over de app"))
    assert "owner" not in thread.read(lambda agenda: [a.criterion for a in agenda.asked])  # type: ignore[operator]


def test_who_was_named_is_not_said_to_be_missing(store: Store) -> None:
    thread = started(store)
    said = (
        "Vorige maand kreeg de penningmeester van een dorpshuis zijn aanvraag terug, 3 dagen na de deadline."
    )
    assert "penningmeester" in text_of(thread.say("Ineke", f"Wij hebben 20 minuten voor dit. {said}"))
    assert "Wie er last van heeft" not in text_of(thread.say("Ineke", "verder"))
