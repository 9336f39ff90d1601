import pytest
from knowledge_samples import info

from knowledge import Chunk, KnowledgeBase
from knowledge.spelling import mended


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("nl", "Wat doet de gemente met een verzoek?", "Wat doet de gemeente met een verzoek?"),
        ("nl", "Wanneer besilst een bestuur?", "Wanneer beslist een bestuur?"),
        ("nl", "infromatie op de webstie", "informatie op de website"),
        ("en", "who pays for accesibility?", "who pays for accessibility?"),
        ("en", "requiremsnts for a municiality", "requirements for a municipality"),
    ],
)
def test_a_typing_error_becomes_the_word_that_was_meant(
    filled: KnowledgeBase, language: str, typed: str, meant: str
) -> None:
    assert mended(typed, language, filled._current()) == meant


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("nl", "Wat vindt het college van Noaberkrecht?"),  # a name
        ("nl", "moet de AVGBB erbij?"),  # an abbreviation
        ("nl", "hoe werkt een linkchecker bij een subsidiebudget?"),  # unusual, but put together of words
        ("nl", "wat is een tooltje en wie is ervan"),
        ("en", "how do techies criticise legalese?"),
        ("en", "zxqwvk mnbrtp"),  # nothing is near
        ("nl", "https://voorbeeld.nl/gemeentee"),
    ],
)
def test_what_may_be_meant_stays(filled: KnowledgeBase, language: str, question: str) -> None:
    assert mended(question, language, filled._current()) == question


def test_what_the_index_knows_is_no_error(filled: KnowledgeBase) -> None:
    question = "wat doen de konvenanten hier?"  # the index has the stem
    assert mended(question, "nl", filled._current()) == "wat doen de convenant hier?"
    chunk = Chunk("x", "woo.md", "x", ("Konvenanten",), "Konvenanten zijn er.", "nl", 0)
    filled.write(info("woo.md", "3"), [chunk])
    assert mended(question, "nl", filled._current()) == question


def test_a_question_with_an_error_finds_its_passage(filled: KnowledgeBase) -> None:
    question = "binnen hoeveel weken besilst een bestuursorgaan op een verzoek om infromatie?"
    hits = filled.search(question)
    assert hits[0].chunk.section == "Termijn"
    right = question.replace("besilst", "beslist").replace("infromatie", "informatie")
    assert filled.confidence(question, hits) == filled.confidence(right, filled.search(right))


def test_what_was_read_is_told_and_can_be_left_out(filled: KnowledgeBase) -> None:
    question = "binnen hoeveel weken besilst een bestuursorgaan op een verzoek om infromatie?"
    assert filled.errors(question, language="nl") == {"besilst": "beslist", "infromatie": "informatie"}
    assert filled.errors("Wie beslist?", language="nl") == {}
    right, typed = filled.search(question), filled.search(question, mend=False)
    assert right[0].lexical > typed[0].lexical
