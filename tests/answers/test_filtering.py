import pytest

from bot.answers.filtering import UnknownValue, explain, filters_of, take_pairs
from bot.answers.models import Question, Status
from bot.answers.pipeline import Answerer
from knowledge import KnowledgeBase
from knowledge.models import Chunk, DocumentInfo
from prompts import texts

DOCUMENTS = [
    DocumentInfo("nl/woo.md", "Wet open overheid", "nl", "1", collection="Wetten", audience="jurist"),
    DocumentInfo("en/testing.md", "Testing with users", "en", "1", collection="Guides", date="2024-05-01"),
]


@pytest.mark.parametrize(
    ("text", "rest", "pairs"),
    [
        ("bron:woo Hoe lang?", "Hoe lang?", [("source", "woo")]),
        ("How long? source:woo since:2023", "How long?", [("source", "woo"), ("since", "2023")]),
        ("taal:nl,en Hoe lang?", "Hoe lang?", [("language", "nl"), ("language", "en")]),
        ('bron:"open overheid" Hoe lang?', "Hoe lang?", [("source", "open overheid")]),
        ("bron: woo Hoe lang?", "Hoe lang?", [("source", "woo")]),
        ("Bron: hoe lang duurt dat?", "Bron: hoe lang duurt dat?", []),
        ("Waarom staat er https://example.org in?", "Waarom staat er https://example.org in?", []),
        ("Let op: mag dit?", "Let op: mag dit?", []),
    ],
)
def test_filters_are_taken_out_of_a_question(text: str, rest: str, pairs: list[tuple[str, str]]) -> None:
    assert take_pairs(text, DOCUMENTS) == (rest, pairs)


def test_filters_become_those_of_the_knowledge_base() -> None:
    pairs = [("source", "OPEN overheid"), ("language", "Nederlands"), ("collection", "wetten")]
    filters = filters_of([*pairs, ("audience", "jurist"), ("since", "2023")], DOCUMENTS)
    assert filters.documents == ("nl/woo.md",)
    assert filters.languages == {"nl"}
    assert filters.collections == {"Wetten"}
    assert filters.audiences == {"jurist"}
    assert filters.since == "2023"


@pytest.mark.parametrize(
    ("pair", "known"),
    [
        (("source", "wo"), None),
        (("source", "overheidswet"), "Wet open overheid"),
        (("language", "frans"), "nl"),
        (("collection", "wet"), "Wetten"),
        (("audience", "burger"), "jurist"),
    ],
)
def test_an_unknown_value_names_what_is_known(pair: tuple[str, str], known: str | None) -> None:
    if known is None:
        assert filters_of([pair], DOCUMENTS).documents == ("nl/woo.md",)
        return
    with pytest.raises(UnknownValue) as caught:
        filters_of([pair], DOCUMENTS)
    assert known in caught.value.known


@pytest.mark.parametrize("value", ["gisteren", "2023-6-1"])
def test_a_date_that_is_none_is_told_how_to_write_it(value: str) -> None:
    with pytest.raises(UnknownValue) as caught:
        filters_of([("since", value)], DOCUMENTS)
    assert "2024-01-31" in explain(caught.value, texts("nl"))


@pytest.fixture(scope="module")
def answerer(base: KnowledgeBase) -> Answerer:
    return Answerer(base)


def test_an_answer_comes_from_where_was_looked(answerer: Answerer) -> None:
    answer = answerer.answer(Question("taal:en Wanneer vul je het Algoritmeregister in?"))
    assert answer.text.startswith("Fill in the Algoritmeregister")
    assert {citation.document for citation in answer.citations} <= {"register-en.md", "testing.md"}
    assert "Ik zocht alleen in: taal “en”." in answer.note


def test_options_filter_as_words_do(answerer: Answerer) -> None:
    asked = Question("Wanneer is een DPIA verplicht?", only=(("since", "2024"),))
    answer = answerer.answer(asked)
    assert "dpia.md" not in {citation.document for citation in answer.citations}


def test_a_refusal_counts_only_what_was_searched(answerer: Answerer) -> None:
    answer = answerer.answer(Question("bron:testing Wanneer is een DPIA verplicht?"))
    assert answer.status is Status.REFUSED
    assert "in één document" in answer.text
    assert "Ik zocht alleen in: bron “testing”." in answer.note


def test_an_unknown_source_gets_those_that_are_there(answerer: Answerer) -> None:
    answer = answerer.answer(Question("source:budget when is a DPIA required?"))
    assert answer.status is Status.INVALID
    assert "I know no source “budget”" in answer.text
    assert "- Testing with users" in answer.text


def test_filters_without_a_question_ask_for_one(answerer: Answerer) -> None:
    assert "nog niet wat je wilt weten" in answerer.answer(Question("bron:dpia taal:nl")).text


def test_filters_go_through_the_langchain_retriever(base: KnowledgeBase) -> None:
    filters = filters_of([("source", "dpia")], base.documents())
    found = base.retriever(limit=5, filters=filters).invoke("Wanneer is een DPIA verplicht?")
    assert {document.metadata["document"] for document in found} == {"dpia.md"}


def test_a_filter_takes_a_chunk_as_it_takes_its_document() -> None:
    filters = filters_of([("source", "woo")], DOCUMENTS)
    chunk = Chunk("1", "nl/woo.md", "Woo", (), "tekst", "nl", 0)
    assert filters.accept(chunk)
    assert [info.document for info in DOCUMENTS if filters.accept(info)] == ["nl/woo.md"]
