import pytest

from bot.answers.followup import has_pronoun, standalone
from bot.answers.models import Turn
from knowledge import KnowledgeBase

ASKED = "Wanneer is een DPIA verplicht?"
HISTORY = (Turn("user", ASKED), Turn("assistant", "Bij een hoog risico voor mensen."))


@pytest.mark.parametrize(
    "question",
    [
        "en voor kleine gemeenten?",
        "wie doet dat dan?",
        "hoe lang duurt het?",
        "waarom?",
        "geldt dat ook voor scholen?",
        "and for small towns?",
    ],
)
def test_a_question_that_leans_gets_what_it_leans_on(question: str) -> None:
    assert standalone(question, HISTORY) == f"{ASKED} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Wat is een toegankelijkheidsverklaring?",
        "Hoeveel weken heeft een bestuursorgaan om op een Woo-verzoek te beslissen?",
        "Which criteria does the Standard for Public Code have for documentation?",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert standalone(question, HISTORY) == question


def test_a_chain_of_follow_ups_goes_back_to_its_start() -> None:
    history = (*HISTORY, Turn("user", "en voor scholen?"), Turn("assistant", "Ook daar."))
    assert standalone("en waarom?", history) == f"{ASKED} en voor scholen? en waarom?"


def test_turns_may_be_plain_data_and_nothing_is_said_before_the_first() -> None:
    assert standalone("en dan?", [{"role": "user", "text": ASKED}]) == f"{ASKED} en dan?"
    assert standalone("en dan?", []) == "en dan?"


@pytest.mark.parametrize(
    ("before", "name", "question"),
    [
        ("Wat is het algoritmeregister?", "algoritmeregister", "moeten wij daar ook in?"),
        ("What is a DPIA?", "DPIA", "who carries it out?"),
    ],
)
def test_after_what_something_is_only_its_name_stays(before: str, name: str, question: str) -> None:
    assert standalone(question, [Turn("user", before)]) == f"{name} {question}"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("does it cost anything?", "en"),
        ("Can we do it together with other municipalities?", "en"),
        ("when did they start?", "en"),
        ("hoeveel tijd kost het?", "nl"),
        ("Moeten leveranciers zich er ook aan houden?", "nl"),
        ("geldt dat voor scholen?", "nl"),
        ("wie voert hem uit?", "nl"),
    ],
)
def test_a_pronoun_stands_for_what_was_said_before(question: str, language: str) -> None:
    assert has_pronoun(question, language)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Is it allowed to use AI for decisions about benefits?", "en"),
        ("What is a DPIA and when is it needed?", "en"),
        ("When a supplier stops, can they keep our data?", "en"),
        ("what do they mean with public code?", "en"),
        ("Moet het algoritmeregister verplicht worden ingevuld?", "nl"),
        ("Is het verplicht om een verklaring te publiceren?", "nl"),
        ("Wat is een DPIA en wanneer is die verplicht?", "nl"),
    ],
)
def test_a_pronoun_may_stand_for_nothing_or_for_what_the_question_says(question: str, language: str) -> None:
    assert not has_pronoun(question, language)


def test_a_pronoun_is_not_read_without_what_it_stands_for(base: KnowledgeBase) -> None:
    before = [Turn("user", "What is the Algoritmeregister?")]
    question = "Can people test it together?"
    assert base.confidence(question, base.search(question)) > 0.5
    assert standalone(question, before, base) == f"Algoritmeregister {question}"


def test_another_subject_is_not_about_what_was_said_before(base: KnowledgeBase) -> None:
    before = [Turn("user", "Wanneer is een DPIA verplicht?")]
    question = "Hoe lang moet een ei koken voor het hard is?"
    joined = f"{before[0].text} {question}"
    assert standalone(question, before) == joined  # as "het" may point back
    assert base.confidence(joined, base.search(joined)) > 0.5  # and the DPIA would be the answer
    assert standalone(question, before, base) == question


def test_the_same_subject_shows_by_its_words(base: KnowledgeBase) -> None:
    before = [Turn("user", "Wanneer is een DPIA verplicht?")]
    question = "Wie rekent het risico van de auto uit?"
    assert base.confidence(question, base.search(question)) < 0.5
    assert standalone(question, before, base) == f"{before[0].text} {question}"
