import pytest

from bot.answers.definitions import defines, subject_of, term_of
from bot.answers.units import Unit


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Wat is een DPIA?", "DPIA"),
        ("wat is eigenlijk de Woo", "Woo"),
        ("Waar staat WCAG voor?", "WCAG"),
        ("Wat houdt de Wet open overheid in?", "Wet open overheid"),
        ("Kun je uitleggen wat Common Ground is?", "Common Ground"),
        ("Wat is een DPIA en wanneer is die verplicht?", "DPIA"),
        ("What is the Woo?", "Woo"),
        ("What does WCAG stand for?", "WCAG"),
        ("Wanneer is een DPIA verplicht?", ""),
        ("en voor wie geldt die?", ""),
        ("How do you test a form?", ""),
    ],
)
def test_what_a_question_wants_defined(question: str, subject: str) -> None:
    assert subject_of(question) == subject


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("De Wet open overheid, kort Woo, regelt dat informatie openbaar is.", "Woo"),
        ("De AVG is een wet en een DPIA is een onderzoek vooraf naar risico's.", "DPIA"),
        ("WCAG staat voor Web Content Accessibility Guidelines.", "wcag"),
        ("The Nederlandse Digitaliseringsstrategie (NDS) is a joint strategy.", "NDS"),
        ("The AI Act (Regulation (EU) 2024/1689) sorts systems by risk.", "AI Act"),
        ("A hypothesis says what you expect, and for whom.", "hypothesis"),
        ("An API is a way for programs to talk to each other.", "API's"),
        ("c. watergang: elk oppervlaktewater dat water afvoert", "watergang"),
        ("Met “de brede blik” bedoelen we dat je verder kijkt.", "brede blik"),
    ],
)
def test_sentences_that_define(sentence: str, subject: str) -> None:
    assert defines(Unit(sentence, (), "Kop", 3), subject) == 1.0


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Een DPIA is verplicht als het risico hoog is.", "DPIA"),
        ("De kern van Common Ground is de scheiding van gegevens.", "Common Ground"),
        ("De Woo-index is een landelijke wegwijzer.", "Woo"),
        ("De wet geldt sinds 1 mei 2022.", "Woo"),
        ("Woo: lees verder op de site.", "Woo"),
    ],
)
def test_sentences_that_do_not(sentence: str, subject: str) -> None:
    assert defines(Unit(sentence, (), "Kop", 3), subject) == 0.0


def test_a_section_about_it_opens_with_what_it_is() -> None:
    opening = Unit("Overheden maken hun stukken openbaar.", (), "Wat de Woo is", 0)
    assert 0 < defines(opening, "Woo") < 1
    assert defines(Unit(opening.text, (), "Twee wegen", 0), "Woo") == 0


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Wat is een hypothese?", "hypothese"),
        ("wat is DigiD nou eigenlijk?", "DigiD"),
        ("What is an open standard?", "open standard"),
        ("What is a prototype for?", "prototype"),
        ("Wat is nodig?", ""),
        ("Wat is het verschil tussen de AVG en de Woo?", ""),
        ("Hoe schrijf je een hypothese op?", ""),
    ],
)
def test_a_term_that_a_question_wants_explained(question: str, term: str) -> None:
    assert term_of(question) == term


def test_under_another_name_only_what_was_found_first_counts() -> None:
    opening = Unit("Een feedbacklus is de tijd tussen fout en herstel.", (), "Wat een feedbacklus is", 0)
    assert 0 < defines(opening, "feedback loop", nearest=True) < 1
    assert defines(opening, "feedback loop") == 0
