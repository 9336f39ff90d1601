"""Against an index in memory that keeps what it is given; one test runs against the real one."""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from ingest import IngestRunning, Progress, Report
from ingest import ingest as real_ingest
from ingest.discovery import named
from knowledge.base import KnowledgeBase
from knowledge.models import Chunk, DocumentInfo

Folder = Callable[[dict[str, str]], Path]


class Shelf(KnowledgeBase):
    """The knowledge base's contract for writing, without vectors."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.held: dict[str, tuple[DocumentInfo, list[Chunk]]] = {}
        self.writes: list[str] = []
        self.breaks_at: str | None = None

    def write_all(self, documents: Sequence[tuple[DocumentInfo, Sequence[Chunk]]]) -> None:
        if self.breaks_at and any(info.document.endswith(self.breaks_at) for info, _ in documents):
            raise KeyboardInterrupt
        for info, chunks in documents:
            self.held[info.document] = (info, list(chunks))
            self.writes.append(info.document)

    def remove(self, document: str) -> None:
        del self.held[document]

    def documents(self) -> list[DocumentInfo]:
        return [info for info, _ in self.held.values()]


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "knowledge")


def counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.changed, report.unchanged, report.removed, len(report.failed)


def test_only_what_changed_is_done_again(folder: Folder, shelf: Shelf) -> None:
    root = folder({"a.md": "# A\n\nEerste.", "sub/b.md": "# B\n\nTweede.", "c.html": "<p>Derde.</p>"})
    assert counts(real_ingest([root], shelf)) == (3, 0, 0, 0, 0)
    assert counts(real_ingest([root], shelf)) == (0, 0, 3, 0, 0)
    (root / "a.md").write_text("# A\n\nAnders.")
    (root / "sub/b.md").unlink()
    (root / "d.md").write_text("Vierde.")
    shelf.writes.clear()
    assert counts(real_ingest([root], shelf)) == (1, 1, 1, 1, 0)
    assert shelf.writes == [named(root / "a.md"), named(root / "d.md")]
    assert shelf.held[named(root / "a.md")][1][0].text == "Anders."


def test_touching_a_file_changes_nothing(folder: Folder, shelf: Shelf) -> None:
    root = folder({"a.md": "Eerste."})
    real_ingest([root], shelf)
    os.utime(root / "a.md", (1, 1))
    assert counts(real_ingest([root], shelf)) == (0, 0, 1, 0, 0)


def test_moved_is_removed_and_added(folder: Folder, shelf: Shelf) -> None:
    root = folder({"a.md": "Eerste."})
    real_ingest([root], shelf)
    (root / "nieuw").mkdir()
    shutil.move(root / "a.md", root / "nieuw/a.md")
    assert counts(real_ingest([root], shelf)) == (1, 0, 0, 1, 0)
    assert list(shelf.held) == [named(root / "nieuw/a.md")]


def test_other_folders_and_a_vanished_folder_are_left_alone(folder: Folder, shelf: Shelf) -> None:
    root = folder({"een/a.md": "Eerste.", "een-b/b.md": "Tweede."})
    real_ingest([root / "een", root / "een-b"], shelf)
    (root / "een/a.md").unlink()
    assert counts(real_ingest([root / "een"], shelf)) == (0, 0, 0, 1, 0)
    assert list(shelf.held) == [named(root / "een-b/b.md")]
    shutil.rmtree(root / "een-b")
    report = real_ingest([root / "een-b"], shelf)
    assert (counts(report), report.failed[0].code) == ((0, 0, 0, 0, 1), "missing")
    assert list(shelf.held) == [named(root / "een-b/b.md")]


def test_what_can_not_be_read_is_told_and_the_rest_goes_in(folder: Folder, shelf: Shelf) -> None:
    root = folder(
        {"goed.md": "Tekst.", "leeg.md": "", "kapot.html": "<p>Toch <b>goed", "groot.txt": "x" * 5000}
    )
    (root / "binair.txt").write_bytes(bytes(range(256)) * 9)
    os.mkfifo(root / "pijp.txt")
    report = real_ingest([root], shelf, largest=4000)
    assert counts(report) == (2, 0, 0, 0, 4)
    assert {Path(failure.document).name: failure.code for failure in report.failed} == {
        "leeg.md": "empty",
        "binair.txt": "binary",
        "groot.txt": "too_large",
        "pijp.txt": "unsupported",
    }


def test_documents_of_a_folder_that_can_not_be_listed_stay(
    folder: Folder, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"open/a.md": "Eerste.", "dicht/b.md": "Tweede."})
    real_ingest([root], shelf)
    listing = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("dicht"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    (root / "open/a.md").unlink()
    assert counts(real_ingest([root], shelf)) == (0, 0, 0, 1, 1)
    assert list(shelf.held) == [named(root / "dicht/b.md")]


def test_a_version_that_was_read_keeps_answering_when_the_new_one_is_broken(
    folder: Folder, shelf: Shelf
) -> None:
    root = folder({"a.txt": "Goede tekst."})
    real_ingest([root], shelf)
    (root / "a.txt").write_bytes(b"\x00\x01\x02" * 99)
    assert counts(real_ingest([root], shelf)) == (0, 0, 0, 0, 1)
    assert shelf.held[named(root / "a.txt")][1][0].text == "Goede tekst."


def test_a_run_that_is_broken_off_goes_on_where_it_stopped(
    folder: Folder, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.sync.TOGETHER", 2)
    root = folder({f"{number}.md": f"Tekst {number}." for number in range(6)})
    shelf.breaks_at = "3.md"
    with pytest.raises(KeyboardInterrupt):
        real_ingest([root], shelf)
    shelf.breaks_at = None
    assert counts(real_ingest([root], shelf)) == (4, 0, 2, 0, 0)


def test_second_run_at_once_says_so(folder: Folder, shelf: Shelf) -> None:
    root = folder({"a.md": "Tekst."})
    shelf._folder.mkdir()
    with FileLock(shelf._folder / "ingest.lock"), pytest.raises(IngestRunning) as error:
        real_ingest([root], shelf)
    assert error.value.code == "ingest_running"
    assert counts(real_ingest([root], shelf)) == (1, 0, 0, 0, 0)


def test_language_date_and_collection_reach_the_index(folder: Folder, shelf: Shelf) -> None:
    root = folder(
        {
            "gids/SOURCE.json": "{}",
            "gids/nl.md": "De gemeente helpt inwoners met hun vragen over de nieuwe wet.",
            "gids/2024-05-06-en.md": "The council helps people with their questions about the new law.",
            "gids/zegt.md": "---\nlang: en\n---\nDe taal staat er gewoon bij.",
        }
    )
    real_ingest([root], shelf)
    found = {Path(name).name: info for name, (info, _) in shelf.held.items()}
    assert {name: info.language for name, info in found.items()} == {
        "nl.md": "nl",
        "2024-05-06-en.md": "en",
        "zegt.md": "en",
    }
    assert {info.collection for info in found.values()} == {"gids"}
    assert found["2024-05-06-en.md"].date == "2024-05-06"


def test_another_label_reads_a_document_again(folder: Folder, shelf: Shelf, tmp_path: Path) -> None:
    root, file = folder({"a.md": "Tekst."}), tmp_path / "sources.yaml"
    for owner, audience, expected in (
        ("eva", "", (1, 0, 0, 0, 0)),
        ("eva", "", (0, 0, 1, 0, 0)),
        ("sam", "", (0, 1, 0, 0, 0)),
        ("sam", "juristen", (0, 1, 0, 0, 0)),
    ):
        file.write_text(f"sources:\n  - path: {root}\n    owner: {owner}\n    audience: '{audience}'\n")
        assert counts(real_ingest([file], shelf)) == expected
    assert [(info.owner, info.audience) for info, _ in shelf.held.values()] == [("sam", "juristen")]


def test_progress_counts_documents_and_ends_complete(
    folder: Folder, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.sync.TOGETHER", 1)
    root = folder({"a.md": "Kort.", "b.md": "Lang. " * 500, "c.md": ""})
    seen: list[Progress] = []
    real_ingest([root], shelf, progress=seen.append)
    assert [(progress.done, progress.total) for progress in seen] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert seen[0].seconds_left is None
    assert (seen[-1].fraction, seen[-1].seconds_left) == (1.0, 0.0)
    seen.clear()
    real_ingest([root / "a.md"], shelf, progress=seen.append)
    assert [(progress.done, progress.total) for progress in seen] == [(0, 0)]


@pytest.mark.slow
def test_real_knowledge_base(folder: Folder, tmp_path: Path) -> None:
    root = folder(
        {"a.md": "# Parkeren\n\nEen vergunning kost 40 euro.", "b.md": "# Afval\n\nGlas gaat in de bak."}
    )
    base = KnowledgeBase.open(tmp_path / "data" / "knowledge")
    first = real_ingest([root], base)
    assert counts(first) == (2, 0, 0, 0, 0)
    assert base.search("wat kost een parkeervergunning?")[0].chunk.document.endswith("a.md")
    (root / "a.md").unlink()
    assert counts(real_ingest([root], base)) == (0, 0, 1, 1, 0)
    again = real_ingest([root], base)
    assert counts(again) == (0, 0, 1, 0, 0)
    assert (first.chunks, again.chunks) == (2, 0)
    assert [Path(info.document).name for info in base.documents()] == ["b.md"]
