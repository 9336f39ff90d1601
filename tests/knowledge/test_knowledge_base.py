"""The knowledge base with its real parts: model, Chroma, SQLite, BM25."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from knowledge_samples import PASSAGES, chunk, chunks_of, info
from sqlalchemy import text

from knowledge import Chunk, DocumentInfo, Filters, IndexCorrupt, IndexMissing, KnowledgeBase, ModelMismatch
from knowledge.catalogue import Catalogue
from knowledge.database import Database
from knowledge.embeddings import Embedder
from knowledge.errors import DiskFull, unusable
from knowledge.retrieval import WHOLE


def documents_of(base: KnowledgeBase, question: str) -> list[str]:
    return [hit.chunk.document for hit in base.search(question)]


def test_finds_the_passage_that_answers(filled: KnowledgeBase) -> None:
    hits = filled.search("hoe lang mag de gemeente doen over een Woo-verzoek?")
    assert hits[0].chunk.section == "Termijn"
    assert hits == sorted(hits, key=lambda hit: -hit.score)


def test_finds_text_in_the_other_language(filled: KnowledgeBase) -> None:
    assert documents_of(filled, "hoeveel mensen heb je nodig om een formulier te testen?")[0] == "testing.md"
    assert documents_of(filled, "how much money is there for experiments?")[0] == "strategie.md"


def test_a_hit_carries_its_context(filled: KnowledgeBase) -> None:
    hits = filled.search("hoe lang duurt een Woo-verzoek?", distinct=True)
    assert "Convenanten" in hits[0].context
    assert len([hit for hit in hits if hit.chunk.document == "woo.md"]) == 1


def test_shows_a_passage_in_its_context(filled: KnowledgeBase) -> None:
    first, second = chunks_of("woo.md")
    assert filled.around(second.id) == [first, second]
    assert filled.get(first.id) == first
    assert filled.get("unknown") is None
    assert filled.around("unknown") == []


@pytest.mark.parametrize("question", ["", "   ", "\n"])
def test_an_empty_question_finds_nothing(filled: KnowledgeBase, question: str) -> None:
    assert filled.search(question) == []


@pytest.mark.parametrize("question", ["🙂🙂", "a" * 40_000, "woord " * 8_000, "\x00", "SELECT * FROM x; --"])
def test_odd_questions_do_no_harm(filled: KnowledgeBase, question: str) -> None:
    assert filled.confidence(question, filled.search(question)) <= 1


def test_filters_by_language_and_document(filled: KnowledgeBase) -> None:
    english = filled.search("formulier testen", filters=Filters(languages=frozenset({"en"})))
    assert {hit.chunk.language for hit in english} == {"en"}
    woo = filled.search("formulier testen", filters=Filters(documents=("woo",)))
    assert {hit.chunk.document for hit in woo} == {"woo.md"}


def test_is_surer_of_what_it_has(filled: KnowledgeBase) -> None:
    known, unknown = "binnen hoeveel weken beslist de gemeente op een Woo-verzoek?", "hoe lang kookt een ei?"
    assert filled.confidence(known, filled.search(known)) > 0.5
    assert filled.confidence(unknown, filled.search(unknown)) < 0.5
    assert filled.confidence(unknown, []) == 0


def test_replaces_a_document(filled: KnowledgeBase) -> None:
    filled.write(info("woo.md", "2"), chunks_of("woo.md")[:1])
    assert [document.chunks for document in filled.documents() if document.document == "woo.md"] == [1]
    assert all(hit.chunk.section != "Actief openbaar" for hit in filled.search("wat maken we openbaar?"))


def test_removes_a_document(filled: KnowledgeBase) -> None:
    filled.remove("woo.md")
    assert {document.document for document in filled.documents()} == set(PASSAGES) - {"woo.md"}
    assert "woo.md" not in documents_of(filled, "wat is de termijn voor een Woo-verzoek?")


def test_an_interrupted_write_leaves_the_old_version(
    filled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "replace", fail)
        with pytest.raises(KeyboardInterrupt):
            filled.write(info("woo.md", "2"), chunks_of("woo.md")[:1])
    assert len([hit for hit in filled.search("Woo-verzoek openbaar") if hit.chunk.document == "woo.md"]) == 2
    filled.write(info("woo.md", "2"), chunks_of("woo.md")[:1])
    assert len([hit for hit in filled.search("Woo-verzoek openbaar") if hit.chunk.document == "woo.md"]) == 1


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from knowledge_samples import chunks_of, info
from knowledge import KnowledgeBase
base = KnowledgeBase.open(Path({folder!r}))
base.write(info("testing.md"), chunks_of("testing.md"))
base.remove("woo.md")
"""


def test_sees_what_another_process_wrote(base: KnowledgeBase, tmp_path: Path) -> None:
    for document in ("woo.md", "strategie.md"):
        base.write(info(document), chunks_of(document))
    question = "how many people do we test a form with?"
    assert "testing.md" not in documents_of(base, question)
    script = WRITER.format(tests=str(Path(__file__).parent), folder=str(tmp_path / "knowledge"))
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])
    found = documents_of(base, question)
    assert found[0] == "testing.md"
    assert "woo.md" not in found


def test_many_threads_search_while_one_writes(filled: KnowledgeBase) -> None:
    failures: list[Exception] = []

    def ask() -> None:
        try:
            for _ in range(5):
                assert documents_of(filled, "budget voor experimenten")[0] == "strategie.md"
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for version in range(5):
        filled.write(info("woo.md", str(version)), chunks_of("woo.md"))
    for thread in threads:
        thread.join()
    assert failures == []


def test_says_when_there_is_no_index(base: KnowledgeBase) -> None:
    with pytest.raises(IndexMissing):
        base.search("wat is de Woo?")
    assert base.documents() == []


def test_finds_nothing_while_the_first_documents_are_on_their_way(base: KnowledgeBase) -> None:
    base.prepare()
    assert base.search("Wat is een DPIA?") == []


def test_refuses_another_model(filled: KnowledgeBase, tmp_path: Path) -> None:
    with pytest.raises(ModelMismatch):
        KnowledgeBase.open(tmp_path / "knowledge", model="another-model")


@pytest.mark.parametrize("name", ["catalogue.sqlite", "chroma/chroma.sqlite3"])
def test_says_when_the_store_is_corrupt(filled: KnowledgeBase, tmp_path: Path, name: str) -> None:
    filled.close()
    for path in (tmp_path / "knowledge").glob(f"{name}*"):
        path.write_bytes(b"not a database" * 100)
    with pytest.raises(IndexCorrupt):
        KnowledgeBase.open(tmp_path / "knowledge").search("wat is de Woo?")


@pytest.mark.parametrize(
    ("reason", "free", "code"),
    [
        ("database or disk is full", 1 << 40, "disk_full"),
        ("disk I/O error", 1 << 40, "disk_full"),
        ("Failed to apply logs to the metadata segment", 4096, "disk_full"),
        ("file is not a database", 1 << 40, "index_corrupt"),
    ],
)
def test_a_full_disk_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, free: int, code: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    assert unusable(tmp_path, reason).code == code


def test_an_index_whose_catalogue_may_not_grow_says_so(filled: KnowledgeBase) -> None:
    with pytest.raises(DiskFull), Database(filled.folder).begin() as db:
        db.execute(text("PRAGMA max_page_count = 1"))
        db.execute(text("CREATE TABLE more (filler)"))
        db.execute(text("INSERT INTO more VALUES (zeroblob(1000000))"))


def test_searches_for_langchain(filled: KnowledgeBase) -> None:
    found = filled.retriever(limit=2).invoke("hoe lang duurt een Woo-verzoek?")
    assert len(found) == 2
    assert found[0].metadata["document"] == "woo.md"


def test_the_passages_of_a_document_come_in_order(filled: KnowledgeBase) -> None:
    document = next(iter(PASSAGES))
    assert filled.chunks(document) == chunks_of(document)
    assert filled.chunks("elders.md") == []


def test_a_term_with_many_names_in_the_other_language_counts_once(filled: KnowledgeBase) -> None:
    names = "A data protection impact assessment (DPIA) is a privacy impact assessment."
    filled.write(
        DocumentInfo("dpia.md", "DPIA", "en", "1"), [chunk("dpia.md", 0, "What", names, "DPIA", "en")]
    )
    hits = filled.search("Wat is een DPIA?", language="nl")
    (found,) = [hit for hit in hits if hit.chunk.document == "dpia.md"]
    assert found.lexical == pytest.approx(WHOLE)


def test_a_section_does_not_say_the_title_again() -> None:
    chunk = Chunk("1", "dia.pptx", "Loket", ("Loket", "Wachten"), "Tekst.", "nl", 0, page=2)
    assert chunk.section == "Wachten › p. 2"
    assert replace(chunk, headings=("Loket",), page=None).section == ""


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="only Linux tells how much was read")
def test_loading_reads_the_catalogue_once(
    filled: KnowledgeBase, packaged: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = [replace(chunks_of("woo.md")[0], id=f"lang-{number}") for number in range(200)]
    filled.write(info("woo.md"), many)
    filled.close()
    monkeypatch.setattr(packaged, "load", lambda: None)  # the model is a large file too
    before = _bytes_read()
    filled.load()
    assert _bytes_read() - before > 0.5 * (filled.folder / "catalogue.sqlite").stat().st_size


def _bytes_read() -> int:
    return int(Path("/proc/self/io").read_text().split()[1])
