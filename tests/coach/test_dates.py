from __future__ import annotations

from datetime import date

import pytest

from bot.coach.conversation import dates

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "found", "day"),
    [
        ("Ik maak het voor 1 februari af", "1 februari", date(2027, 2, 1)),
        ("lopen vrijdag 12 april door de buurt", "vrijdag 12 april", date(2027, 4, 12)),
        ("maandag", "maandag", date(2026, 11, 30)),
        ("volgende week dinsdag", "volgende week dinsdag", date(2026, 12, 1)),
        ("over twee weken", "over twee weken", date(2026, 12, 7)),
        ("morgen al", "morgen", date(2026, 11, 24)),
        ("Saturday 10 February at the market", "Saturday 10 February", date(2027, 2, 10)),
        ("on March 3rd", "March 3rd", date(2027, 3, 3)),
        ("01-12-2026", "01-12-2026", date(2026, 12, 1)),
        ("in de tweede week van maart", "tweede week van maart", None),
        ("ergens voor de zomer", "voor de zomer", None),
        ("31 februari", "31 februari", None),
        ("ik bel ze ma 7 dec", "ma 7 dec", date(2026, 12, 7)),
        ("on Thurs 10 Dec at ten", "Thurs 10 Dec", date(2026, 12, 10)),
        ("wo 9/12 om tien uur", "wo 9/12", date(2026, 12, 9)),
        ("over 2 wkn", "over 2 wkn", date(2026, 12, 7)),
        ("vanmiddag nog", "vanmiddag", MONDAY),
        ("half december", "half december", None),
        ("voor de kerst", "voor de kerst", None),
        ("9/10 van de bellers", "", None),
        ("in 10-20 minuten, 7 van de tien", "", None),
        ("dat mag best", "", None),
    ],
)
def test_dates_as_people_say_them(text: str, found: str, day: date | None) -> None:
    assert (dates.find(text), dates.resolve(text, MONDAY)) == (found, day)


@pytest.mark.parametrize(
    "text",
    [
        "Maandag belde een vrouw die drie keer werd doorverbonden",
        "afgelopen vrijdag hebben we het gevraagd",
        "Monday a man called about his permit",
        "last Tuesday it took three calls",
    ],
)
def test_a_weekday_on_which_something_happened_sets_no_date(text: str) -> None:
    assert (dates.find(text), dates.resolve(text, MONDAY)) == ("", None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ik neem ze vanaf maandag 7 december aan. 18 december weten we het.", "18 december"),
        ("From Monday on I'll call three people, and on 18 December we know.", "18 December"),
        ("Ik doe het vanaf maandag.", "maandag"),
        ("Ik bel maandag vijf mensen en dinsdag nog drie.", "maandag"),
        ("Ooit.", ""),
    ],
)
def test_a_day_on_which_it_only_begins_gives_way_to_the_next(text: str, found: str) -> None:
    assert dates.find_end(text) == found
