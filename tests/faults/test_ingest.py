"""An ingest run that is killed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.product import ROOT, clean_environment

_DOCUMENTS = 150


def test_a_killed_run_keeps_what_it_did_and_the_next_goes_on(library: Path, tmp_path: Path) -> None:
    data, docs = tmp_path / "data", tmp_path / "docs"
    data.mkdir()
    docs.mkdir()
    (data / "models").symlink_to(library / "models", target_is_directory=True)
    for number in range(_DOCUMENTS):
        (docs / f"{number:03}.md").write_text(f"# Zaak {number}\n\nEen zaak heeft nummer {number}.")
    command = [sys.executable, "-m", "bot.cli", "ingest", docs, "--json", "--follow", "--data", data]
    with subprocess.Popen(command, cwd=ROOT, env=clean_environment(), stdout=subprocess.PIPE) as run:
        assert run.stdout
        while not json.loads(run.stdout.readline())["progress"]["done"]:
            pass
        run.kill()
    held = _held(data)
    assert held
    again = subprocess.run(command, cwd=ROOT, env=clean_environment(), capture_output=True, check=True)
    outcome = json.loads(again.stdout.splitlines()[-1])
    assert (outcome["unchanged"], outcome["added"]) == (held, _DOCUMENTS - held)
    assert _held(data) == _DOCUMENTS


def _held(data: Path) -> int:
    address = f"file:{data / 'knowledge/catalogue.sqlite'}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as catalogue:
        return int(catalogue.execute("select count(*) from documents").fetchone()[0])
