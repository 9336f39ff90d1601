from knowledge_samples import chunks_of, info

from knowledge import KnowledgeBase


def test_finds_the_passage_that_answers(filled: KnowledgeBase) -> None:
    hits = filled.search("hoe lang mag de gemeente doen over een Woo-verzoek?")
    assert hits[0].chunk.section == "Termijn"


def test_replaces_a_document(filled: KnowledgeBase) -> None:
    filled.write(info("woo.md", "2"), chunks_of("woo.md")[:1])
    assert [document.chunks for document in filled.documents() if document.document == "woo.md"] == [1]
    assert all(hit.chunk.section != "Actief openbaar" for hit in filled.search("wat maken we openbaar?"))
