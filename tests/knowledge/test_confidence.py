"""Whether an index answers a question, also when it holds next to nothing."""

import pytest

from knowledge import KnowledgeBase
from knowledge.confidence import Evidence

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


@pytest.mark.parametrize(
    ("question", "personal"),
    [
        ("hoe vind ik mijn paspoort?", 1.0),
        ("hoeveel vakantie heb ik nog?", 1.0),
        ("how many days off do I have?", 1.0),
        ("hoe vind ik mensen om mee te testen?", 0.2),
        ("how many people do I have to ask?", 0.2),
        ("hoeveel mensen heb ik nodig?", 0.2),
        ("hoeveel weken heb ik om te beslissen?", 0.2),
        ("hoe vinden we mensen?", 0.0),
        ("hoe kies ik een spel voor mijn team?", 0.2),
        ("hoe krijg ik mijn directeur mee?", 0.2),
        ("how do I win over my own board?", 0.2),
        ("hoe krijg ik mijn geld terug?", 1.0),
    ],
)
def test_i_may_be_anyone(filled: KnowledgeBase, question: str, personal: float) -> None:
    assert _evidence(filled, question).personal == personal


@pytest.mark.parametrize("question", ["een verzoek is te laat, wat nu?", "the request is late, now what"])
def test_what_now_is_not_about_today(filled: KnowledgeBase, question: str) -> None:
    assert not _evidence(filled, question).passing


def test_now_is_about_today(filled: KnowledgeBase) -> None:
    assert _evidence(filled, "wie is nu de minister?").passing


def test_of_a_handful_only_the_nearest_counts(filled: KnowledgeBase) -> None:
    question = ANSWERED[0]
    hits = filled.search(question)
    evidence = filled.evidence(question, hits)
    assert evidence and evidence.cosine == max(hit.dense for hit in hits)


def _evidence(base: KnowledgeBase, question: str) -> Evidence:
    found = base.evidence(question)
    assert found
    return found
