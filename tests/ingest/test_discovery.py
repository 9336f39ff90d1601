import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ingest.discovery import discover, named
from ingest.document import Failure
from ingest.gathering import gather

Folder = Callable[[dict[str, str]], Path]


def test_documents_are_named_after_the_path_as_given(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    root = folder({"b/een twee.md": "x", "a.html": "x"})
    monkeypatch.chdir(root.parent / "docs" / "b")
    assert [source.document for source in discover(["../../docs/"]).sources] == [
        "../../docs/a.html",
        "../../docs/b/een twee.md",
    ]
    assert [source.document for source in discover(["."]).sources] == ["./een twee.md"]
    assert named("a\\b\\c.md") == "a/b/c.md"


def test_licences_sources_and_hidden_things_are_no_documents(folder: Folder) -> None:
    skipped = ["LICENSE", "LICENSE.md", "licence.txt", "COPYING.txt", "SOURCE.json", ".git/a.md", ".x.md"]
    skipped += ["node_modules/p/readme.md", "~$b.md", "plaatje.png", "x/license-keuze.txt"]
    root = folder(dict.fromkeys([*skipped, "licentiebeleid.md"], "x"))
    assert [source.document.removeprefix(f"{root}/") for source in discover([root]).sources] == [
        "licentiebeleid.md"
    ]


def test_corpus_mark_names_the_collection(folder: Folder) -> None:
    root = folder({"gids/SOURCE.json": "{}", "gids/docs/a.md": "x", "los.md": "x"})
    assert {source.document[-5:]: source.collection for source in discover([root]).sources} == {
        "/a.md": "gids",
        "os.md": "",
    }
    assert discover([root / "gids/docs"]).sources[0].collection == "gids"
    assert discover([root / "gids/docs/a.md"]).sources[0].collection == "gids"


def test_links_are_followed_and_loops_are_not(folder: Folder, tmp_path: Path) -> None:
    root = folder({"a/x.md": "x"})
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "y.md").write_text("y")
    (root / "a" / "lus").symlink_to(root)
    (root / "link").symlink_to(tmp_path / "elders")
    (root / "stuk.md").symlink_to(tmp_path / "weg.md")
    names = [source.document.removeprefix(f"{root}/") for source in discover([root]).sources]
    assert sorted(Path(name).name for name in names) == ["stuk.md", "x.md", "y.md"]


def test_files_of_another_kind_in_a_folder_are_counted(folder: Folder) -> None:
    root = folder(
        {"a.md": "x", "b/kaart.xyz": "x", "SOURCE.json": "{}", ".verborgen.xyz": "x", "LICENSE": "x"}
    )
    found = discover([root])
    assert [source.path.name for source in found.sources] == ["a.md"]
    assert found.others == (f"{root}/b/kaart.xyz",)


def test_what_was_named_and_is_not_there_or_not_readable_is_told(folder: Folder) -> None:
    root = folder({"a.md": "x", "b.xyz": "x"})
    found = discover([root / "a.md", root / "a.md", root / "weg", root / "b.xyz"])
    assert [source.path.name for source in found.sources] == ["a.md"]
    assert [(failure.document, failure.code) for failure in found.failed] == [
        (f"{root}/weg", "missing"),
        (f"{root}/b.xyz", "unsupported"),
    ]


def test_a_folder_that_can_not_be_listed_is_told_and_its_documents_are_not_gone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({"a.md": "a", "dicht/b.md": "b", "dicht/diep/c.md": "c"})
    listing = os.scandir

    def refuse(path: str) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("dicht"):
            raise PermissionError(13, "Permission denied", path)
        return listing(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = discover([root])
    assert [Path(source.document).name for source in found.sources] == ["a.md"]
    assert found.failed == (Failure(f"{named(root)}/dicht", "unreadable", "Permission denied"),)
    assert found.closed == (f"{named(root)}/dicht/",)


@pytest.mark.parametrize(
    ("odd", "name"),
    [
        (b"caf\xe9.md", "caf\ufffd.md"),
        (b"twee\nregels.md", "twee\ufffdregels.md"),
        (b"\x1b[31mrood.md", "\ufffd[31mrood.md"),
        ("map 😀 [b].md".encode(), "map 😀 [b].md"),
    ],
)
def test_a_name_that_can_not_be_stored_or_shown_gets_one_that_can(
    tmp_path: Path, odd: bytes, name: str
) -> None:
    (tmp_path / os.fsdecode(odd)).write_text("tekst")
    (source,) = discover([tmp_path]).sources
    assert source.document == f"{named(tmp_path)}/{name}"
    assert source.path.read_text() == "tekst"


def test_what_is_named_first_comes_first(tmp_path: Path) -> None:
    for name in ("nl/b.md", "nl/a.md", "en/c.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Titel\n\nTekst.")
    found = gather([tmp_path / "nl", tmp_path / "en"], tmp_path / "pages")
    assert [Path(source.document).name for source in found.sources] == ["a.md", "b.md", "c.md"]


def test_a_path_that_may_not_be_looked_at_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refuse)
    found = discover(["dicht/a.md"])
    assert found.failed == (Failure("dicht/a.md", "unreadable", "Permission denied"),)
