"""Whether an index answers a question, also when it holds next to nothing."""

from pathlib import Path
from random import Random

import pytest

from knowledge import KnowledgeBase
from knowledge.training.small import small_indexes

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


def test_small_indexes_hold_a_few_of_the_documents(filled: KnowledgeBase, tmp_path: Path) -> None:
    made = small_indexes(filled, tmp_path / "small", Random(0), sizes=(1, 2))
    for (base, names), size in zip(made, (1, 2), strict=True):
        assert len(names) == size
        assert sorted(info.document for info in base.documents()) == sorted(names)
        assert base.chunks(names[0]) == filled.chunks(names[0])
