"""What a search holds in memory follows the catalogue, and begins from a copy on disk."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from knowledge_samples import chunks_of, info

from knowledge import KnowledgeBase, snapshot
from knowledge.catalogue import Catalogue
from knowledge.lexical import LexicalIndex
from knowledge.snapshot import Snapshot, take
from knowledge.typical import typical


@pytest.fixture
def catalogue(filled: KnowledgeBase) -> Catalogue:
    return Catalogue(filled.folder)


def same(one: Snapshot, other: Snapshot) -> None:
    """Both find the same, whatever rows they keep it in."""
    assert one.shelves.keys() == other.shelves.keys()
    for language, shelf in one.shelves.items():
        twin = other.shelves[language]
        assert shelf.rows.keys() == twin.rows.keys()
        np.testing.assert_allclose(shelf.mean, twin.mean, atol=1e-6)
        scores, expected = (s.lexical.scores(["termijn", "formulier"]) for s in (shelf, twin))
        for vector_id, row in shelf.rows.items():
            assert scores[row] == pytest.approx(expected[twin.rows[vector_id]])
            assert shelf.ids[row] == twin.ids[twin.rows[vector_id]]


def test_follows_what_changed(filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path) -> None:
    before = take(catalogue, tmp_path / "copy")
    filled.write(info("woo.md", "2"), chunks_of("woo.md")[:1])
    filled.remove("testing.md")
    filled.write(info("strategie.md", "2"), chunks_of("strategie.md"))
    after = take(catalogue, tmp_path / "copy", before)
    assert after.shelves.keys() == {"nl"}
    same(after, take(catalogue, tmp_path / "copy"))
    filled.write(info("testing.md"), chunks_of("testing.md"))
    same(take(catalogue, tmp_path / "copy", after), take(catalogue, tmp_path / "copy"))


def test_reads_only_what_changed(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = take(catalogue, tmp_path / "copy")
    read: list[str] = []
    listed = Catalogue.listed
    monkeypatch.setattr(
        Catalogue, "listed", lambda self, documents: (read.extend(documents), listed(self, documents))[1]
    )
    filled.write(info("woo.md", "2"), chunks_of("woo.md"))
    after = take(catalogue, tmp_path / "copy", before)
    assert read == ["woo.md"]
    same(after, take(catalogue, tmp_path / "copy"))


def test_a_search_reads_and_builds_nothing_when_nothing_changed(
    filled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled.search("wat is de termijn?")
    monkeypatch.setattr(Catalogue, "listed", lambda *_: pytest.fail("the catalogue was read again"))
    monkeypatch.setattr(LexicalIndex, "build", lambda *_: pytest.fail("the index was built again"))
    monkeypatch.setattr(LexicalIndex, "with_added", lambda *_: pytest.fail("the index was added to"))
    assert filled.search("wat is de termijn?") == before


def test_begins_from_a_copy(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_WORTH_KEEPING", 1)
    first = take(catalogue, tmp_path / "copy")
    monkeypatch.setattr(Catalogue, "listed", lambda *_: pytest.fail("read instead of taken from the copy"))
    same(take(catalogue, tmp_path / "copy"), first)


def test_a_copy_of_another_index_or_a_broken_one_does_no_harm(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_WORTH_KEEPING", 1)
    whole = take(catalogue, tmp_path / "copy")
    (kept,) = (tmp_path / "copy").iterdir()
    (kept / "nl" / "rows.npy").write_bytes(b"x")
    same(take(catalogue, tmp_path / "copy"), whole)
    catalogue.set_meta("identity", "another")
    assert take(catalogue, tmp_path / "copy").identity == "another"


def test_searching_does_without_a_copy(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_WORTH_KEEPING", 1)
    (tmp_path / "copy").write_text("in the way")
    assert take(catalogue, tmp_path / "copy").shelves


def test_an_index_of_an_earlier_version_is_brought_up_to_date(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path
) -> None:
    whole = take(catalogue, tmp_path / "copy")
    filled.close()
    with sqlite3.connect(filled.folder / "catalogue.sqlite") as db:
        db.executescript("DROP TABLE changes; DROP TABLE totals; DELETE FROM meta WHERE key = 'dimension'")
        db.executescript("ALTER TABLE documents DROP COLUMN owner; DELETE FROM meta WHERE key = 'identity'")
    base = KnowledgeBase.open(filled.folder)
    base.search("wat is de termijn?")
    same(take(catalogue, tmp_path / "copy"), whole)
    base.remove("woo.md")
    base.remove("strategie.md")
    assert take(catalogue, tmp_path / "copy").shelves.keys() == {"en"}


def test_the_mean_of_a_few_passages_is_mostly_that_of_their_language(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path
) -> None:
    found, means = take(catalogue, tmp_path / "copy"), typical(catalogue.state.model)
    for language, shelf in found.shelves.items():
        assert np.linalg.norm(shelf.mean - means[language]) < 0.1 < np.linalg.norm(means[language])
        assert shelf.held == 1
    filled.remove("testing.md")
    alone = take(catalogue, tmp_path / "copy", found).mean("en")
    assert alone is not None
    np.testing.assert_array_equal(alone, means["en"])


def test_what_is_typical_is_known_of_the_packaged_model_only() -> None:
    assert typical("another/model") == typical(None) == {}


def test_without_it_the_mean_of_a_few_passages_is_hardly_taken(
    filled: KnowledgeBase, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "typical", lambda model: {})
    found = take(catalogue, tmp_path / "copy")
    for shelf in found.shelves.values():
        assert shelf.held == shelf.sureness < 0.2
        assert np.linalg.norm(shelf.mean) < 0.2
    assert found.mean("fr") is not None
