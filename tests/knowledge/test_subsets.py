"""Small libraries out of a large one."""

from pathlib import Path

import yaml

import knowledge
from knowledge import KnowledgeBase
from knowledge.evaluation.questions import load
from knowledge.training.subsets import Recorded, holds, subset


def test_a_small_library_finds_what_it_holds_and_nothing_else(filled: KnowledgeBase) -> None:
    documents = filled.documents()[:1]
    with subset(filled, Recorded(filled), documents) as part:
        found = part.search("binnen hoeveel weken moeten we beslissen op een woo-verzoek?")

    assert len(filled.documents()) > 1
    assert {hit.chunk.document for hit in found} == {documents[0].document}


def test_a_document_goes_by_the_end_of_its_path(filled: KnowledgeBase) -> None:
    (document, *_) = filled.documents()
    assert holds([document], ["elsewhere.md", document.document])
    assert not holds([document], [document.document[1:]])


def test_what_first_users_ask_is_held_apart_from_what_is_learned_from() -> None:
    package = Path(knowledge.__file__).parent
    items = load([package / "training" / "first_users.jsonl"])
    learned = (package / "training" / "plain.yaml").read_text(encoding="utf-8")
    asked = {question.strip(" ?").lower() for one in yaml.safe_load(learned).values() for question in one}

    assert sum(item.answerable for item in items) >= 60
    assert sum(not item.answerable for item in items) >= 40
    assert all((package / "library" / item.document).exists() for item in items if item.answerable)
    assert not asked & {item.question.strip(" ?").lower() for item in items}
