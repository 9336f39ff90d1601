"""Whether an index answers a question, also when it holds next to nothing."""

import pytest

from knowledge import KnowledgeBase

ANSWERED = (
    "binnen hoeveel weken moeten we beslissen op een woo-verzoek?",
    "welke stukken maken we uit onszelf openbaar",
    "how many people do we need in a round of testing?",
)
NOT_ANSWERED = (
    "wat kost een paspoort in Zwolle?",
    "hoeveel weken vakantie heb ik nog dit jaar?",
    "who won the world cup in 1974?",
    "how many people live in Leeds?",
)


@pytest.mark.parametrize("question", ANSWERED)
def test_a_handful_of_passages_answers_what_it_holds(filled: KnowledgeBase, question: str) -> None:
    assert filled.confidence(question, filled.search(question)) >= 0.5


@pytest.mark.parametrize("question", NOT_ANSWERED)
def test_a_handful_of_passages_refuses_the_rest(filled: KnowledgeBase, question: str) -> None:
    assert filled.confidence(question, filled.search(question)) < 0.5
