from __future__ import annotations

import pytest

from bot.coach import Move
from bot.coach.conversation import markup, trimming, words


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("verder", Move.NEXT),
        ("Verder!", Move.NEXT),
        ("ok, ga maar verder", Move.NEXT),
        ("ja we kunnen verder", Move.NEXT),
        ("VOLGENDE 👍", Move.NEXT),
        ("let's move on", Move.NEXT),
        ("Let’s move on, please", Move.NEXT),
        ("sla maar over", Move.SKIP),
        ("skip this one", Move.SKIP),
        ("Terug.", Move.BACK),
        ("ja klopt", Move.FINE),
        ("klopt helemaal hoor", Move.FINE),
        ("Looks good", Move.FINE),
        ("aanpassen", Move.ADJUST),
        ("samenvatting graag", Move.SUMMARY),
        ("stop maar", Move.STOP),
        ("hervat", Move.RESUME),
        ("van wie?", Move.FROM_WHOM),
        ("who said what?", Move.FROM_WHOM),
        ("wat bedoel je?", Move.EXAMPLE),
        ("Reisplan, verder", Move.NEXT),
    ],
)
def test_moves_in_plain_words(text: str, move: Move) -> None:
    assert words.read_move(text) is move


@pytest.mark.parametrize(
    "text",
    [
        "verder loopt het bij de balie vast",
        "klopt en dat is geen uitzondering",
        "we stoppen elk jaar drie proeven",
        "de volgende keer belt hij niet meer",
        "terug naar de burger dus",
        "",
        "😅",
        "dat klopt niet helemaal denk ik, het waren er twaalf",
    ],
)
def test_sentences_with_those_words_are_no_moves(text: str) -> None:
    assert words.read_move(text) is None


@pytest.mark.parametrize(
    "text", ["weten we niet", "Weten we eerlijk gezegd niet.", "geen idee", "we really don't know yet"]
)
def test_not_knowing_is_heard(text: str) -> None:
    assert words.is_unknown(text)


def test_not_knowing_in_a_longer_answer_is_not_all_of_it() -> None:
    assert not words.is_unknown(
        "Ik weet alleen van een man die elke maand komt kijken of de foto van zijn straat erbij zit"
    )


@pytest.mark.parametrize(
    "text", ["Wat is de Wmebv?", "What is the Single Digital Gateway?", "vraag: hoe zit het met de Woo"]
)
def test_questions_to_the_knowledge_base(text: str) -> None:
    assert words.asks_coach(text, addressed=False)


@pytest.mark.parametrize(
    "text", ["Wat is dat?", "wat vinden jullie?", "Kunnen we dat opschrijven?", "82% rondt af"]
)
def test_questions_among_colleagues(text: str) -> None:
    assert not words.asks_coach(text, addressed=False)


def test_slack_markup_becomes_what_people_read() -> None:
    text = "<!channel> kijk <@U1>, <https://x.nl|hier> &amp; *daar* <#C1|algemeen> <@U9>"
    assert markup.clean(text, {"U1": "Karin"}) == "kijk @Karin, hier & daar algemeen"


@pytest.mark.parametrize(
    "text", ["@Joost dat was vorige week", "Joost, hoe zie jij dat", "wat vind jij, Joost?"]
)
def test_talking_to_a_colleague(text: str) -> None:
    assert words.addresses(text, ["Joost Bakker"])


def test_talking_about_a_colleague() -> None:
    assert not words.addresses("Dat heeft Joost vorige week geteld", ["Joost Bakker"])


def test_openers_go_and_the_sentence_stays() -> None:
    assert trimming.strip_lead_in("ja nou vorige week belde een man") == "vorige week belde een man"
    assert trimming.strip_lead_in("klopt en dat is geen uitzondering") == "dat is geen uitzondering"
    assert trimming.strip_lead_in("nee, dat was anders") == "nee, dat was anders"


@pytest.mark.parametrize(
    "text", ["I counted 14 this year in the register", "Elf van de 12 zeiden dat", "82% haakt af"]
)
def test_a_count_is_told_from_a_number(text: str) -> None:
    assert words.counts(text)


@pytest.mark.parametrize(
    "text",
    [
        "I get about two of those a month",
        "Vorige week liep hij vast, na 2 telefoontjes",
        "een paar van de 12",
    ],
)
def test_a_guess_is_no_count(text: str) -> None:
    assert not words.counts(text)


def test_er_opens_a_dutch_sentence_and_an_english_hesitation() -> None:
    assert trimming.strip_lead_in("er gaat nog maanden post uit") == "er gaat nog maanden post uit"
    assert trimming.strip_lead_in("er, the post keeps coming") == "the post keeps coming"
