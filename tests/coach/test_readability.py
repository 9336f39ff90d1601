"""Readability by formula, and plainer words by list."""

from __future__ import annotations

import pytest

from bot.coach.drafts.draft import Statement
from bot.coach.drafts.readability import TARGET, in_a_sentence, measure, syllables
from bot.coach.drafts.simplify import adapt, simplify
from bot.coach.drafts.wishes import Wish
from prompts import texts
from prompts.readability import word_lists

NL, EN = texts("nl"), texts("en")

# Counted by hand.
SYLLABLES = {
    "nl": "gemeente:3 inwoners:3 overlijden:4 idee:2 ideeën:3 bureau:2 zaaksysteem:3 meldingen:3"
    " organisatie:5 dienstverlening:4 participatie:5 geëvalueerd:5 financiën:4 leeuw:1 mooie:2 situatie:4"
    " koeien:2 eeuwen:2 buurt:1 wijkteam:2 formulier:3 burgerzaken:4 rolstoel:2 paspoort:2 kinderopvang:4",
    "en": "council:2 people:2 area:3 called:1 wanted:2 residents:3 family:3 idea:3 table:2 municipality:6 "
    "decided:3 letters:2 create:2 creation:3 reality:4 quiet:2 two:1 neighbour:2 minutes:2 whole:1 agency:3 "
    "passport:2 wheelchair:2 childcare:2 decision:3 street:1 parking:2 manager:3 helped:1 houses:2 boxes:2",
}
EASY = {
    "nl": "Karin belt elke week drie mensen. Ze vraagt wat er mis ging. Dat schrijft ze op. Wij doen wat.",
    "en": "Karin calls three people each week. She asks what went wrong. She writes it down. We then fix it.",
}
HARD = {
    "nl": "Teneinde de dienstverlening ten aanzien van nabestaanden te optimaliseren, implementeren we een "
    "organisatiebrede procesoptimalisatie met betrekking tot overlijdensaangiften en vervolgverplichtingen.",
    "en": "In order to optimise organisational service delivery with regard to bereavement notifications, we "
    "implement a comprehensive multidisciplinary process transformation across administrative departments.",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_syllables_are_nearly_always_right(language: str) -> None:
    pairs = [item.split(":") for item in SYLLABLES[language].split()]
    wrong = [word for word, count in pairs if syllables(word, language) != int(count)]
    assert len(wrong) <= len(pairs) * 0.08, wrong


@pytest.mark.parametrize("language", ["nl", "en"])
def test_easy_text_scores_high_and_officialese_low(language: str) -> None:
    easy, hard = measure(EASY[language], language), measure(HARD[language], language)
    assert (easy.score or 0) >= 80 and hard.score is not None and hard.score <= 10
    assert easy.plain and not hard.plain and easy.sentences == 4


def test_the_formula_is_doumas() -> None:
    # 20 words of one syllable in two sentences: 206.84 - 0.93 * 10 - 77 = 120.5, at most 100.
    assert measure("De man zag de vrouw op de stoep bij ons. " * 2, "nl").score == 100
    # Eight words of two syllables and seven of one: 206.84 - 0.93 * 15 - 77 * 23 / 15 = 74.8
    text = "Water water water water water water water water de de de de de de de."
    assert measure(text, "nl").score == 75


def test_a_few_words_are_too_few_to_tell() -> None:
    assert measure("Wij bellen drie mensen.", "nl").score is None
    assert in_a_sentence("Wij bellen drie mensen.", "nl", NL) == ""
    assert measure("", "nl").score is None and measure("😅 12 ...", "nl").score is None


def test_one_plain_sentence_says_what_the_score_means() -> None:
    assert "gewone taal" in in_a_sentence(EASY["nl"], "nl", NL)
    assert f"{TARGET}" in in_a_sentence(HARD["nl"], "nl", NL)
    assert "about B1" in in_a_sentence(EASY["en"], "en", EN)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Teneinde dit te doen dient te worden gebeld.", "Om dit te doen moet worden gebeld."),
        ("We bellen i.p.v. schrijven, m.b.t. rouw enz.", "We bellen in plaats van schrijven, over rouw enzovoort."),  # noqa: E501
        ("Met betrekking tot de Wmo overlegt het MT.",
         "Over de Wet maatschappelijke ondersteuning overlegt het managementteam."),
        ("Karin: “we doen dit middels een brief”. Middels bellen kan ook.",
         "Karin: “we doen dit middels een brief”. Met bellen kan ook."),
        ("De website www.ivm.nl blijft. Indienen kan.", "De website www.ivm.nl blijft. Indienen kan."),
    ],
)  # fmt: skip
def test_officialese_and_abbreviations_are_replaced(text: str, plain: str) -> None:
    assert simplify(text, "nl").text == plain


def test_english_officialese_is_replaced() -> None:
    assert simplify("Prior to this, we utilise forms in order to ask.", "en").text == (
        "Before this, we use forms to ask."
    )


def test_a_long_sentence_is_cut_where_a_sentence_follows() -> None:
    text = (
        "Wie belt over een overlijden wordt bij ons vaak drie keer doorverbonden naar een andere afdeling, "
        "maar niemand weet precies hoe vaak dat gebeurt."
    )
    done = simplify(text, "nl")
    assert done.cut and ". Maar niemand weet" in done.text
    fragment = (
        "Wie belt over een overlijden wil bij ons en overal elders niet de brief per post, maar die mens."
    )
    assert simplify(fragment, "nl").text == fragment


def test_plain_text_stays_as_it_is() -> None:
    assert simplify(EASY["nl"], "nl").text == EASY["nl"] and simplify(EASY["en"], "en").text == EASY["en"]


def test_simplifying_makes_it_easier() -> None:
    formal = {
        "nl": "Indien iemand belt, dient te worden gevraagd hoe het gaat. "
        "Tevens wordt er voornamelijk goed geluisterd naar wat hij wil.",
        "en": "Prior to the call, we utilise sufficient notes. "
        "Subsequently we demonstrate what we found in these notes.",
    }
    for language, text in formal.items():
        plain = simplify(text, language).text
        assert (measure(plain, language).score or 0) > (measure(text, language).score or 0)


def test_quotations_and_sources_stay() -> None:
    draft = [Statement("Middels bellen.", (1, 2)), Statement("We doen dit middels brieven.", (3,), "U1")]
    done = adapt(draft, Wish.PLAIN, "nl", NL)
    assert [s.text for s in done.statements] == ["Met bellen.", "We doen dit middels brieven."]
    assert [s.contributions for s in done.statements] == [(1, 2), (3,)]
    assert "aanhalingstekens" in done.note and "‘Middels’ werd ‘Met’" in done.note


def test_shorter_drops_fillers_and_brackets_and_says_which() -> None:
    draft = [Statement("We bellen eigenlijk drie mensen (uit de wijk). Eigenlijk weten we het niet.", (1,))]
    done = adapt(draft, Wish.SHORTER, "nl", NL)
    assert done.statements[0].text == "We bellen drie mensen. Eigenlijk weten we het niet."
    assert "‘eigenlijk’" in done.note and "‘(uit de wijk)’" in done.note


def test_for_the_council_people_come_first_and_what_misses_is_said() -> None:
    draft = [Statement("Het kost 200 euro.", (1,)), Statement("Inwoners bellen nog één keer.", (2,))]
    done = adapt(draft, Wish.COUNCIL, "nl", NL)
    assert [s.contributions for s in done.statements] == [(2,), (1,)]
    assert "wie het doet" in done.note and "wat het kost," not in done.note.split("zoekt nog")[1]


def test_concreter_invents_nothing() -> None:
    draft = [Statement("De dienstverlening moet beter en sneller.", (1,))]
    done = adapt(draft, Wish.CONCRETE, "nl", NL)
    assert list(done.statements) == draft and "‘beter’, ‘sneller’" in done.note


def test_it_says_so_when_nothing_can_be_done() -> None:
    done = adapt([Statement("Wij bellen drie mensen.", (1,))], Wish.PLAIN, "nl", NL)
    assert done.note == NL("handover.adapt.nothing")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_replacement_leads_to_another(language: str) -> None:
    lists = word_lists(language)
    for new in [*lists.replace.values(), *lists.abbreviations.values()]:
        assert simplify(new, language).text == new, new
