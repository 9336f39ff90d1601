"""Data that can't be read or written: the command ends with one clear message and no traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.conftest import Launch
from tests.product import COMMAND, ROOT, clean_environment, wait_for

TOKENS = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


def run(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = clean_environment() | settings
    return subprocess.run(
        [COMMAND, *arguments],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("command", [["start"], ["agenda", "list"], ["workplace"], ["demo"]])
def test_a_damaged_database_is_said_plainly(tmp_path: Path, command: list[str]) -> None:
    for name in ("reisplan.db", "workplace.db"):
        (tmp_path / name).write_bytes(b"this is not a database" * 500)
    ended = run(*command, "--data", str(tmp_path), **TOKENS, SLACK_API_URL="http://127.0.0.1:9/api/")
    assert ended.returncode in (1, 2)
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()


@pytest.mark.parametrize("command", [["start"], ["workplace"], ["demo"], ["ingest", "README.md"], ["doctor"]])
def test_a_data_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "bestand").write_text("hier kan geen map komen", encoding="utf-8")
    ended = run(*command, "--data", str(tmp_path / "bestand" / "data"), **TOKENS)
    assert ended.returncode in (1, 2)
    assert "Traceback" not in ended.stderr
    assert str(tmp_path / "bestand" / "data") in ended.stderr + ended.stdout


def test_doctor_names_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / "reisplan.db").write_bytes(b"this is not a database" * 500)
    ended = run("doctor", "--data", str(tmp_path))
    assert ended.returncode == 1
    assert "reisplan.db" in ended.stdout


def test_a_bot_whose_slack_goes_away_waits_for_it(launch: Launch) -> None:
    product = launch(knowledge=False)
    product.workplace.stop()
    wait_for(lambda: product.bot is not None and product.bot.returncode is None, "the bot lives on", 1)
    product.restart_workplace()
    wait_for(lambda: product.driver.app["connected"], "the bot is back")
    answer = product.driver.ask("karin", product.driver.channels["innovatie"], "hoi")
    assert answer["text"]
