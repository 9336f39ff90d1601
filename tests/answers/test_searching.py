import pytest

from bot.answers.searching import parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Wat is een DPIA en wanneer is die verplicht?", ["Wat is een DPIA", "wanneer is die verplicht?"]),
        ("What does it cost, and who decides?", ["What does it cost", "who decides?"]),
        ("Wat is Common Ground? En wat levert het op?", ["Wat is Common Ground?", "En wat levert het op?"]),
        ("Hoe vraag je het aan? Is het gratis?", ["Hoe vraag je het aan?", "Is het gratis?"]),
    ],
)
def test_a_message_that_asks_several_things_has_parts(question: str, parts: list[str]) -> None:
    assert parts_of(question, "en" if question.startswith("What") else "nl") == parts


@pytest.mark.parametrize(
    "question",
    [
        "Wat is het verschil tussen een DPIA en een IAMA?",
        "Heb je altijd recht op uitleg? ook als het om verkeer gaat?",
        "Ok en wie beslist dat?",
        "Wat kost een API en waarom?",
        "Who writes the rules and the guidance?",
    ],
)
def test_a_message_that_asks_one_thing_stays_whole(question: str) -> None:
    assert parts_of(question, "en" if question.startswith("Who") else "nl") == [question]
