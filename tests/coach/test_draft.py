from __future__ import annotations

import pytest

from bot.coach.conversation.sentences import excerpt, sentences, tidy, words
from bot.coach.drafts.draft import Statement, alike, compose, references, render
from bot.store.agendas import Contribution


def said(id: int, user: str, text: str, **more: object) -> Contribution:
    return Contribution(id=id, user=user, text=text, **{"good": [], "lacks": []} | more)


def test_the_stretch_of_thread_becomes_a_draft_in_its_own_words() -> None:
    statements = compose(
        [
            said(1, "K", "mensen vinden de website onduidelijk"),
            said(
                2,
                "K",
                "ja vorige week, een man die zijn moeder wilde afmelden voor de afvalpas. 3x doorverbonden",
            ),
            said(3, "J", "klopt en dat is geen uitzondering. ik zie er elke week wel een paar bij naasten"),
            said(4, "J", "gevoel. kan het nazoeken in het zaaksysteem"),
            said(5, "M", "het echte probleem is dat we te weinig mensen hebben hoor"),
            said(6, "M", "dan was ie 3x sneller doorverbonden 😅 ok punt"),
        ],
        outdone={1},
    )
    assert [(s.text, s.contributions) for s in statements] == [
        ("Vorige week, een man die zijn moeder wilde afmelden voor de afvalpas: 3x doorverbonden.", (2,)),
        ("Ik zie er elke week wel een paar bij naasten.", (3,)),
        ("Het echte probleem is dat we te weinig mensen hebben.", (5,)),
    ]
    assert statements[1].speaker == "J" and statements[2].speaker == ""


def test_what_two_people_say_leads_to_both() -> None:
    (statement,) = compose(
        [said(1, "K", "Mensen bellen drie keer."), said(2, "J", "ja mensen bellen drie keer")]
    )
    assert statement.contributions == (1, 2)


def test_a_draft_stays_short_and_in_order() -> None:
    statements = compose(
        [said(i, f"U{i}", f"Dit is wat collega nummer {i} over de balie zegt.") for i in range(1, 9)]
    )
    ids = [statement.contributions[0] for statement in statements]
    assert len(ids) <= 4 and ids == sorted(ids)


def test_a_long_winded_sentence_is_cut_and_quoted() -> None:
    (statement,) = compose(
        [said(1, "H", "We krijgen heel veel brieven van inwoners, " + "en dan nog iets, " * 30)]
    )
    assert statement.text.endswith("…") and statement.speaker == "H"


def test_numbers_names_and_dates_stay_as_they_were_said() -> None:
    text = "Op 3 maart 2026 telde Fatima 2.300 telefoontjes, 82% uit de Vogelbuurt, à € 14,50."
    assert compose([said(1, "K", text)])[0].text == text


def test_moves_greetings_and_emoji_never_reach_a_draft() -> None:
    assert compose([said(1, "K", "hoi! 😅"), said(2, "J", "verder"), said(3, "J", "weten we niet")]) == []


def test_one_word_is_quoted_when_there_is_nothing_else() -> None:
    (statement,) = compose([said(1, "K", "veiligheid")])
    assert render([statement], {"K": "Karin"}, "stand") == ["Karin: “Veiligheid.”"]


def test_marks_count_contributions_in_order_of_appearance() -> None:
    statements = [Statement("A.", (7,)), Statement("B.", (3, 7))]
    numbers = references(statements)
    assert render(statements, {}, "stand", numbers) == ["A.¹", "B.² ¹"]


def test_tidying_touches_no_word() -> None:
    assert tidy("  dat kost   58 euro :smile: ") == "Dat kost 58 euro."
    assert tidy("echt waar?") == "Echt waar?"
    assert tidy("lees het bestand .env , graag") == "Lees het bestand .env, graag."
    assert words("Dat kost 58,50 euro op 1-2-2026") == ["dat", "kost", "58,50", "euro", "op", "1-2-2026"]


def test_an_emoji_or_a_new_line_ends_a_sentence() -> None:
    assert sentences("het duurt lang 😅 ok punt\nen nog iets") == ("het duurt lang", "ok punt", "en nog iets")


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("een heel lange zin over van alles en nog wat", 20) == "een heel lange zin…"
    assert excerpt("“kort.”") == "kort"


def texts(*contributions: Contribution, **more: object) -> list[str]:
    return [statement.text for statement in compose(contributions, **more)]  # type: ignore[arg-type]


def test_a_sentence_that_leans_on_another_only_follows_it() -> None:
    case = said(1, "K", "Maandag stond een man voor een dichte balie.")
    assert texts(case, said(2, "J", "dat is bij ons ook zo")) == [case.text]
    told = said(2, "J", "Wij bellen iedereen terug. Dat is afgesproken met het hele team.")
    assert texts(case, told) == [case.text, told.text]
    assert texts(case, said(2, "J", "dat kost ons 3 uur")) == [case.text, "Dat kost ons 3 uur."]


def test_what_only_leans_stays_when_there_is_nothing_else() -> None:
    (statement,) = compose([said(1, "K", "dat is bij ons ook zo")])
    assert (statement.text, statement.speaker) == ("Dat is bij ons ook zo.", "K")


def test_those_who_differ_are_heard_out() -> None:
    one, other = (
        said(1, "M", "Wij sturen niemand door."),
        said(2, "J", "Ik ben het er niet mee eens, dat ligt elders."),
    )
    end = said(3, "J", "daar kan ik mee leven")
    found = texts(one, other, end, side_by_side={1, 2})
    assert found == ["Wij sturen niemand door.", "Ik ben het er niet mee eens, dat ligt elders."]


@pytest.mark.parametrize(
    "talk", ["ok goed punt", "dat snap ik", "helemaal mee eens", "gevoel joh", "ok punt"]
)
def test_what_is_only_talk_is_left_out(talk: str) -> None:
    case = said(1, "K", "Vorige week belde een man die zijn moeder wilde afmelden.")
    assert texts(case, said(2, "J", talk)) == ["Vorige week belde een man die zijn moeder wilde afmelden."]


def test_words_that_tied_it_to_the_talk_are_left_out() -> None:
    assert texts(said(1, "K", "en geen brieven meer aan de overledene zelf")) == [
        "Geen brieven meer aan de overledene zelf."
    ]
    assert texts(said(1, "K", "nou nee, het zaaksysteem is van ons")) == ["Het zaaksysteem is van ons."]
    assert texts(said(1, "M", "ok serieus. mensen aan de telefoon mogen het zelf regelen")) == [
        "Mensen aan de telefoon mogen het zelf regelen."
    ]


def test_nobody_is_quoted_for_what_a_colleague_said() -> None:
    more = said(1, "K", "Wie iets moet regelen gaat bij ons van loket naar loket.")
    assert len(compose([more, said(2, "J", "Je gaat bij ons van loket naar loket.")])) == 2
    told = [
        said(i, f"U{i}", f"Bewoner{i}a liep vast na {i} telefoontjes over zaak Z0{i}.") for i in (1, 2, 3)
    ]
    assert [s.contributions for s in compose(told)] == [(1,), (2,), (3,)]
    assert not alike("Vorige week wachtte Fatima bij ons.", "Vorige week wachtte Achmed bij ons.")


def test_two_sentences_of_one_message_stay_together() -> None:
    need = said(1, "K", "Ze willen één keer iets melden en dan rust. Elf van de twaalf zeiden dat.")
    more = [said(i, f"U{i}", f"Collega {i} hoorde aan de balie nog iets heel anders.") for i in (2, 3)]
    assert texts(need, *more)[0] == need.text
