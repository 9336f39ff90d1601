"""The command line as a newcomer meets it: help and mistakes in their language, and never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workplace import Workplace
from prompts import LANGUAGES, texts
from tests.product import MANIFEST, ROOT, Process, clean_environment, wait_for

nl = texts("nl")
COMMANDS = (
    (),
    ("start",),
    ("workplace",),
    ("demo",),
    ("ask",),
    ("ingest",),
    ("rehearse",),
    ("review",),
    ("doctor",),
    ("evaluate",),
    ("knowledge",),
    ("knowledge", "search"),
    ("agenda",),
    ("agenda", "export"),
)


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in a folder without an `.env` that isn't the test's."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *arguments],
        cwd=folder,
        env=clean_environment() | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    with Workplace(tmp_path_factory.mktemp("slack") / "workplace.db", MANIFEST) as running:
        yield running


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help_is_in_the_language_that_is_set(language: str, tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from bot.cli import app\n"
        f"for command in {COMMANDS!r}:\n"
        "    result = CliRunner().invoke(app, [*command, '--help'])\n"
        "    assert result.exit_code == 0, (command, result.output)\n"
        "    print(result.stdout)\n"
    )
    environment = clean_environment() | {"PYTHONPATH": str(ROOT), "REISPLAN_LANGUAGE": language}
    shown = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert shown.returncode == 0, shown.stderr
    say = texts(language)
    assert shown.stdout.count(f"{say('cli.usage.usage')}: ") == len(COMMANDS)
    assert shown.stdout.count(say("cli.usage.show_help")) == len(COMMANDS)
    other = texts(next(each for each in LANGUAGES if each != language))
    assert other("cli.usage.show_help") not in shown.stdout
    assert "Show this message" not in shown.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("onzin",), nl("cli.usage.unknown", name="onzin")),
        (("knowledge", "onzin"), nl("cli.usage.unknown", name="onzin")),
        (("demo", "--onzin"), nl("cli.usage.no_option", name="--onzin")),
        (("demo", "--port", "abc"), nl("cli.usage.invalid", name="--port")),
        (("demo", "--port", "99999"), nl("cli.usage.invalid", name="--port")),
        (("ask", "--data"), nl("cli.usage.no_value", name="--data")),
        (("knowledge", "show"), nl("cli.usage.missing", name="DOCUMENT")),
        (("workplace", "--manifest", "weg.yaml"), nl("cli.no_file", file="weg.yaml")),
        (("workplace", "--manifest", "."), nl("cli.no_file", file=".")),
    ],
)
def test_a_mistake_is_told_in_our_words(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    ended = run(*arguments, folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(message)


def test_a_manifest_that_slack_would_refuse_is_named_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("display_information: {name: ''}")
    ended = run("workplace", "--manifest", "m.yaml", "--port", "0", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith("m.yaml is geen manifest") and "display_information.name" in ended.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xff\xfe\x00", [nl("settings.dotenv_bad")]),
        (
            b"REISPLAN_LANGUAGE=fr\nLLM_TIMEOUT=x",
            ["REISPLAN_LANGUAGE: kies nl of en", "LLM_TIMEOUT: een aantal"],
        ),
    ],
)
def test_a_wrong_env_file_is_told_at_once(content: bytes, words: list[str], tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(content)
    ended = run("doctor", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert all(word in ended.stderr for word in words) and "Traceback" not in ended.stderr


def test_every_setting_that_can_be_wrong_has_its_explanation() -> None:
    from bot.settings import SettingsError, load_settings

    wrong = {
        "REISPLAN_LANGUAGE": "fr", "SLACK_API_URL": "x", "LLM_BASE_URL": "x", "LLM_TIMEOUT": "0",
        "NUDGE_MINUTES": "0", "ADVISER_EMAIL": "x", "ADVISER_URL": "x",
    }  # fmt: skip
    with pytest.raises(SettingsError) as error:
        load_settings(wrong, dotenv=Path("nergens"))
    assert all(f"{name}: {nl(f'settings.expected.{name.lower()}')}" in str(error.value) for name in wrong)


def test_a_port_in_use_is_told(workplace: Workplace, tmp_path: Path) -> None:
    for command in ("workplace", "demo"):
        ended = run(command, "--port", str(workplace.port), folder=tmp_path)
        assert (ended.returncode, ended.stderr.strip()) == (2, nl("cli.workplace.port_taken"))


@pytest.mark.parametrize(("bot", "setting"), [(False, "token"), (True, "SLACK_APP_TOKEN")])
def test_a_token_that_slack_refuses_is_named(
    workplace: Workplace, tmp_path: Path, bot: bool, setting: str
) -> None:
    installed = next(iter(workplace.workspace.apps.values()))
    ended = run(
        "start",
        folder=tmp_path,
        SLACK_API_URL=f"{workplace.url}/api/",
        SLACK_BOT_TOKEN=installed.bot_token if bot else "xoxb-fout",
        SLACK_APP_TOKEN="xapp-fout",
    )
    assert ended.returncode == 2
    assert f"Slack weigert {'' if bot else 'het '}{setting} (invalid_auth)" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_second_workplace_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    where = ("workplace", "--port", "0", "--data", str(tmp_path))
    first = Process(*where, log=tmp_path / "log", environment={"PYTHONPATH": str(ROOT)})
    wait_for(lambda: "http://127.0.0.1" in first.output(), "the first is there")
    second = run(*where, folder=tmp_path)
    assert (second.returncode, second.stdout) == (2, "")
    assert second.stderr.strip() == nl("cli.workplace.running", folder=tmp_path)
    assert first.stop(signal.SIGINT) == 0
    assert "Traceback" not in first.output()


@pytest.mark.skipif(
    not os.access("/dev/shm", os.W_OK) or os.geteuid() != 0, reason="needs to mount a small disk"
)
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", small], check=False).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        ended = run("workplace", "--port", "0", "--data", str(small), folder=tmp_path)
    finally:
        subprocess.run(["umount", small], check=True)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "full" in ended.stderr and "workplace.db" in ended.stderr and "Traceback" not in ended.stderr


def test_no_agendas_is_said_beside_the_data(tmp_path: Path) -> None:
    ended = run("agenda", "list", folder=tmp_path)
    assert (ended.returncode, ended.stdout, ended.stderr.strip()) == (0, "", nl("cli.agenda.none"))
