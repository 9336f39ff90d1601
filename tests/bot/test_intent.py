import pytest

from bot.intent import start_wish


@pytest.mark.parametrize(
    ("text", "language", "organisation"),
    [
        ("start een innovatieagenda", "nl", ""),
        ("Kunnen we een reisplan maken voor gemeente Waterlinde?", "nl", "gemeente Waterlinde"),
        ("start an innovation agenda for Riverside Council", "en", "Riverside Council"),
        ("wij willen een agenda beginnen", "nl", ""),
    ],
)
def test_wishes_to_start(text: str, language: str, organisation: str) -> None:
    wish = start_wish(text)
    assert wish is not None
    assert (wish.language, wish.organisation) == (language, organisation)


@pytest.mark.parametrize(
    "text",
    [
        "hoe begin je met een innovatieagenda?",
        "What does it mean to start an agenda?",
        "wat staat er op de agenda van morgen?",
        "zet het overleg in de agenda",
        "",
        "🎉",
    ],
)
def test_everything_else_starts_nothing(text: str) -> None:
    assert start_wish(text) is None
