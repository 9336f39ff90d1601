import pytest

from bot.answers.small_talk import recognise, without_greeting
from prompts import LANGUAGES, answers, texts

SMALL_TALK = [
    ("Hoi!", "greeting"),
    ("Goedemiddag allemaal 👋", "greeting"),
    ("Dankjewel, daar kunnen we mee vooruit", "thanks"),
    ("Top! Precies wat ik nodig had", "thanks"),
    ("wat kun je allemaal?", "capabilities"),
    ("Ben jij een robot of zit er iemand achter?", "identity"),
    ("Hoe gaat het?", "how_are_you"),
    ("laat maar zitten", "stop"),
    ("we gaan morgen verder", "stop"),
    ("oeps, verkeerde draad", "none"),
    ("je bent echt dom", "insult"),
    ("Goed gedaan!", "compliment"),
    ("tot morgen!", "goodbye"),
    ("test", "test"),
    ("hello everyone", "greeting"),
    ("Thanks a lot, that helps", "thanks"),
    ("what can you do?", "capabilities"),
    ("am I talking to a human?", "identity"),
    ("how are you today?", "how_are_you"),
    ("please stop replying", "stop"),
    ("sorry, wrong thread", "none"),
    ("useless answer", "insult"),
    ("well done!", "compliment"),
    ("see you later", "goodbye"),
    ("jullie zijn echt waardeloos, niemand belt terug", "insult"),
    ("Nobody ever calls me back! I'm fed up with this.", "insult"),
]
QUESTIONS = [
    "Hoi, wanneer is een DPIA verplicht?",
    "Niemand belt mij terug over mijn bezwaar, wat nu?",
    "Bedankt! En hoe zit het met de Woo?",
    "bedankt maar hoe zit het dan met de Woo",
    "Wat kan ik doen aan digitale toegankelijkheid?",
    "Wat kun je met Common Ground?",
    "Hoe gaat het met de digitaliseringsstrategie?",
    "wat is een test met gebruikers",
    "help met een aanbesteding",
    "Hello, what is the Woo?",
    "What can you do with an API?",
    "Is this accessible to everyone?",
    "How do you work with agile vendors?",
    "Hoe lang moet een ei koken?",
    "What should I ask users in an interview?",
]


@pytest.mark.parametrize(("text", "kind"), SMALL_TALK)
def test_small_talk_is_recognised(text: str, kind: str) -> None:
    found = recognise(text)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_no_small_talk(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Hoi Reisplan, wanneer is een DPIA verplicht?", "wanneer is een DPIA verplicht?"),
        ("Thanks! What is the Woo?", "What is the Woo?"),
        ("Wat is de Woo?", "Wat is de Woo?"),
        ("<@U123> hallo, wat is de Woo?", "wat is de Woo?"),
    ],
)
def test_what_comes_before_a_question_is_taken_off(text: str, question: str) -> None:
    assert without_greeting(text) == question


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_replies(language: str) -> None:
    for kind in answers.small_talk(language)["kinds"]:
        assert texts(language).many(f"answers.small_talk.{kind}")


def test_the_language_of_the_reply_is_that_of_the_message() -> None:
    found = recognise("cheers mate", first="nl")
    assert found is not None
    assert found.language == "en"
