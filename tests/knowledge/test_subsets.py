"""Small libraries out of a large one."""

from knowledge import KnowledgeBase
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
