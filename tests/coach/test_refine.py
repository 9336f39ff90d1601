from __future__ import annotations

import pytest

from bot.coach.drafts.draft import Statement
from bot.coach.drafts.refine import Refined, is_command, refine, version_wanted

DRAFT = Refined(
    [
        Statement("Het MT gaat ermee aan de slag.", (1,)),
        Statement("Vorige week werden 3 mensen doorverbonden.", (2, 3)),
        Statement("Ik bel maandag.", (4,), "J"),
    ]
)


def texts(wish: str, **more: bool) -> list[str] | None:
    refined = refine(DRAFT, wish, 9, **more)
    return [statement.text for statement in refined.statements] if refined else None


@pytest.mark.parametrize("wish", ["vervang MT door team", "replace “MT” with “team”", "Verander mt in team."])
def test_replacing_words_adds_who_did_it(wish: str) -> None:
    refined = refine(DRAFT, wish, 9)
    assert refined is not None
    assert refined.statements[0] == Statement("Het team gaat ermee aan de slag.", (1, 9))
    assert refined.statements[1:] == DRAFT.statements[1:]


def test_removing_by_number_and_by_words() -> None:
    assert texts("zin 1 weg") == texts("haal het MT weg") == [s.text for s in DRAFT.statements[1:]]


def test_a_sentence_takes_the_place_of_its_like() -> None:
    refined = refine(DRAFT, "vorige week werden 5 mensen doorverbonden", 9)
    assert refined is not None
    assert refined.statements[1] == Statement("Vorige week werden 5 mensen doorverbonden.", (2, 3, 9))


def test_another_sentence_is_added_in_the_name_of_who_wrote_it() -> None:
    refined = refine(DRAFT, "Burgerzaken en afval maken samen een lijst", 9)
    assert refined is not None
    assert refined.statements[-1] == Statement("Burgerzaken en afval maken samen een lijst.", (9,))


def test_a_whole_text_keeps_those_who_said_what_stays() -> None:
    refined = refine(DRAFT, "Ik bel maandag.\nDe rest doen we later.", 9, whole=True)
    assert refined is not None
    assert [s.contributions for s in refined.statements] == [(4,), (9,)]


@pytest.mark.parametrize("wish", ["vervang olifant door muis", "zin 8 weg"])
def test_what_changes_nothing_is_said_to_change_nothing(wish: str) -> None:
    assert refine(DRAFT, wish, 9) is None


def test_commands_are_told_from_texts() -> None:
    assert is_command("zin 2 weg") and is_command("versie 2") and not is_command("We maken het korter")
    assert version_wanted("terug naar versie 2") == 2
