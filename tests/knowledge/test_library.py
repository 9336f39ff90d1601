"""The starter library is complete, in the right language and read whole, and its questions fit it."""

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import frontmatter
import pytest

from ingest.loaders import load, read
from ingest.splitter import split
from knowledge.language import detect
from knowledge.models import Chunk

LIBRARY = Path(__file__).parents[2] / "knowledge" / "library"
LANGUAGES = ("nl", "en")
DOCUMENTS = sorted(str(path.relative_to(LIBRARY)) for path in LIBRARY.glob("??/*.md"))
FIELDS = {"title", "language", "topic", "date", "sources"}
KINDS = {"answerable", "follow-up", "out-of-scope"}


def body(document: str) -> str:
    content: str = frontmatter.load(LIBRARY / document).content
    return content


def headings(document: str) -> list[tuple[int, str]]:
    return [(len(marks), text.strip()) for marks, text in re.findall(r"^(#+) (.+)$", body(document), re.M)]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@cache
def questions() -> list[dict[str, Any]]:
    files = [LIBRARY / "questions" / f"{language}.jsonl" for language in LANGUAGES]
    return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def with_passage() -> list[dict[str, Any]]:
    return [question for question in questions() if question["kind"] != "out-of-scope"]


@cache
def chunks(document: str) -> list[Chunk]:
    return split(load(read(LIBRARY / document), document, suffix=".md"))


def held(passage: str, text: str) -> float:
    """The share of a passage's words that a text holds."""
    wanted, found = Counter(words(passage)), Counter(words(text))
    return sum(min(count, found[word]) for word, count in wanted.items()) / sum(wanted.values())


def test_enough_documents() -> None:
    assert len(DOCUMENTS) >= 30
    assert {document.split("/")[0] for document in DOCUMENTS} == set(LANGUAGES)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_front_matter(document: str) -> None:
    metadata = frontmatter.load(LIBRARY / document).metadata
    assert set(metadata) == FIELDS
    assert metadata["language"] == document.split("/")[0]
    assert isinstance(metadata["date"], date)
    assert metadata["date"] <= date.today()
    sources: Any = metadata["sources"]
    assert sources
    texts = [metadata["title"], metadata["topic"], *sources]
    assert all(isinstance(text, str) and text.strip() == text != "" for text in texts)


def test_titles_differ() -> None:
    titles = Counter(str(frontmatter.load(LIBRARY / document)["title"]) for document in DOCUMENTS)
    assert [title for title, count in titles.items() if count > 1] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_length(document: str) -> None:
    assert 300 <= len(words(body(document))) <= 1200


@pytest.mark.parametrize("document", DOCUMENTS)
def test_headings(document: str) -> None:
    found = headings(document)
    assert found[0] == (1, frontmatter.load(LIBRARY / document)["title"])
    assert [level for level, _ in found].count(1) == 1
    assert len(found) >= 5
    assert len(set(found)) == len(found)
    assert all(after - before <= 1 for (before, _), (after, _) in pairwise(found))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_empty_sections(document: str) -> None:
    sections = re.split(r"^#+ .+$", body(document), flags=re.M)[2:]
    assert all(len(words(section)) >= 15 for section in sections)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_language(document: str) -> None:
    paragraphs = [text for text in body(document).split("\n\n") if len(words(text)) >= 25]
    expected = document.split("/")[0]
    assert [text for text in paragraphs if detect(text) != expected] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_is_read_whole(document: str) -> None:
    read = " ".join(" ".join((chunk.title, *chunk.headings, chunk.text)) for chunk in chunks(document))
    assert set(words(body(document))) <= set(words(read))
    assert {(chunk.language, chunk.title) for chunk in chunks(document)} == {
        (document.split("/")[0], str(frontmatter.load(LIBRARY / document)["title"]))
    }


def test_enough_questions() -> None:
    kinds = Counter(question["kind"] for question in questions())
    assert set(kinds) == KINDS
    assert kinds.total() >= 120
    assert kinds["out-of-scope"] >= 30
    assert kinds["follow-up"] >= 6


def test_questions_differ() -> None:
    assert max(Counter(question["id"] for question in questions()).values()) == 1
    single = [question for question in questions() if question["kind"] != "follow-up"]
    texts = Counter(question["question"].lower() for question in single)
    assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("question", questions(), ids=lambda question: question["id"])
def test_question(question: dict[str, Any]) -> None:
    assert question["question"].strip()
    assert question["language"] in LANGUAGES
    if question["kind"] == "out-of-scope":
        assert isinstance(question["near"], bool)
        assert "document" not in question
        return
    assert question["answer"].strip()
    assert question["document"] in DOCUMENTS
    assert set(question["also"]) <= set(DOCUMENTS) - {question["document"]}
    assert question["cross"] == (not question["document"].startswith(question["language"]))
    turns = question.get("history", [])
    assert bool(turns) == (question["kind"] == "follow-up")
    assert all(turn["role"] in ("user", "assistant") and turn["text"].strip() for turn in turns)


def test_passages_are_verbatim() -> None:
    astray = [q["id"] for q in with_passage() if q["passage"] not in body(q["document"])]
    assert astray == []


def test_a_chunk_holds_each_passage() -> None:
    """Otherwise no search could ever find it: 60 % of its words is what counts as a hit."""
    scattered = [
        question["id"]
        for question in with_passage()
        if max(held(question["passage"], chunk.text) for chunk in chunks(question["document"])) < 0.6
    ]
    assert scattered == []


def test_every_document_answers_something() -> None:
    answering = {name for question in with_passage() for name in (question["document"], *question["also"])}
    assert set(DOCUMENTS) - answering == set()
