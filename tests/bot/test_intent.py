import pytest

from bot.intent import asks, start_wish


@pytest.mark.parametrize(
    ("text", "language", "organisation"),
    [
        ("start een innovatieagenda", "nl", ""),
        ("Kunnen we een reisplan maken voor gemeente Waterlinde?", "nl", "gemeente Waterlinde"),
        ("start an innovation agenda for Riverside Council", "en", "Riverside Council"),
        ("wij willen een agenda beginnen", "nl", ""),
        ("help ons met een reisplan", "nl", ""),
        ("reisplan", "nl", ""),
        ("Could you coach our team to an innovation agenda?", "en", ""),
        ("can you start an innovation agenda with us? We're the Parking department", "en", ""),
    ],
)
def test_wishes_to_start(text: str, language: str, organisation: str) -> None:
    wish = start_wish(text)
    assert wish is not None
    assert (wish.language, wish.organisation) == (language, organisation)


@pytest.mark.parametrize(
    ("text", "organisation", "minutes"),
    [
        (
            "wij willen een agenda maken voor de afdeling vergunningen, in 20 minuten",
            "de afdeling vergunningen",
            20,
        ),
        ("start een sprint met een reisplan", "", 20),
        ("help ons in een paar weken met een reisplan voor burgerzaken", "burgerzaken", 20160),
        ("start an agenda for Riverside Council in half an hour", "Riverside Council", 20),
        ("start een innovatieagenda voor gemeente Waterlinde", "gemeente Waterlinde", 90),
    ],
)
def test_how_long_it_may_take(text: str, organisation: str, minutes: int) -> None:
    wish = start_wish(text)
    assert wish and (wish.organisation, wish.minutes) == (organisation, minutes)


@pytest.mark.parametrize(
    "text",
    [
        "hoe begin je met een innovatieagenda?",
        "What does it mean to start an agenda?",
        "wat staat er op de agenda van morgen?",
        "zet het overleg in de agenda",
        "Wis de agenda van dit team, wij beginnen opnieuw",
        "Erase our agenda, then start fresh",
        "",
        "🎉",
    ],
)
def test_everything_else_starts_nothing(text: str) -> None:
    assert start_wish(text) is None


@pytest.mark.parametrize(
    "text", ["en voor kleine gemeenten", "geldt dat ook voor ons?", "and how many people"]
)
def test_what_asks_on(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["next", "Vorige week stond er een vrouw aan de balie.", "prima zo", "🎉"])
def test_what_people_say_to_each_other(text: str) -> None:
    assert not asks(text)
