"""`reisplan start`, `reisplan workplace` and `reisplan demo`: the bot, the local Slack, and both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import DatabaseError
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import FileLock, Timeout

from bot.cli.common import Data, fail, say, settings_for

if TYPE_CHECKING:
    from bot.workplace import Workplace

_LAST_WORK = 30.0  # seconds
ROOT = Path(__file__).parents[2]
LIBRARY = ("knowledge/library/nl", "knowledge/library/en")
Port = Annotated[int, typer.Option(min=0, max=65535, help=say("cli.port"))]


def register(app: typer.Typer) -> None:
    app.command("start", help=say("cli.start.help"))(start)
    app.command("workplace", help=say("cli.workplace.help"))(workplace)
    app.command("demo", help=say("cli.demo.help"))(demo)


def start(
    data: Data = None,
    with_parent: Annotated[bool, typer.Option("--with-parent", hidden=True)] = False,
) -> None:
    from bot.app import Bot

    stopping = _stop_signal()
    if with_parent:
        threading.Thread(target=_await_parent, args=(stopping,), daemon=True).start()
    settings = settings_for(data)
    with _alone(settings.reisplan_data / "bot.lock"):
        bot = Bot(settings)
        bot.start()
        typer.echo(say("cli.start.ready"))
        stopping.wait()
        bot.stop()


def workplace(
    port: Port = 8765,
    manifest: Annotated[Path, typer.Option(help=say("cli.workplace.manifest"))] = ROOT / "manifest.yaml",
    data: Data = None,
) -> None:
    stopping = _stop_signal()
    server = _workplace(settings_for(data).reisplan_data, manifest, port)
    server.start()
    typer.echo(say("cli.workplace.ready", url=server.url))
    stopping.wait()
    server.stop()


def demo(port: Port = 8765, data: Data = None) -> None:
    stopping = _stop_signal()
    folder = settings_for(data).reisplan_data.absolute()
    server = _workplace(folder, ROOT / "manifest.yaml", port)
    server.start()
    application = next(iter(server.workspace.apps.values()))
    environment = {
        **os.environ,
        "REISPLAN_DATA": str(folder),
        "SLACK_API_URL": f"{server.url}/api/",
        "SLACK_BOT_TOKEN": application.bot_token,
        "SLACK_APP_TOKEN": application.app_token,
    }
    bot = _Child(["start", "--with-parent"], environment)
    ingest = _Child(["ingest", *LIBRARY], environment, once=True)
    while not server.workspace.sockets.connected(application.id) and not stopping.wait(0.02):
        bot.revive()
    typer.echo(say("cli.demo.ready", url=server.url))
    while not stopping.wait(0.5):
        bot.revive()
    for child in (ingest, bot):
        child.stop()
    server.stop()


class _Child:
    """A part of the product in a process of its own; one that has died is started again."""

    def __init__(self, arguments: list[str], environment: dict[str, str], *, once: bool = False) -> None:
        self._command = [sys.executable, "-m", "bot.cli", *arguments]
        self._environment = environment
        self._once = once
        self._process = self._run()

    def revive(self) -> None:
        if self._process.poll() is not None and not self._once:
            if self._process.returncode == 2:
                fail(say("cli.demo.bot_failed"))
            time.sleep(1)
            self._process = self._run()

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def _run(self) -> subprocess.Popen[bytes]:
        # A session of its own, so that Ctrl+C reaches only the demo, which stops its parts in order.
        output = None if self._once else subprocess.DEVNULL
        return subprocess.Popen(
            self._command,
            env=self._environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=output,
            start_new_session=True,
        )


def _workplace(folder: Path, manifest: Path, port: int) -> Workplace:
    from bot.workplace import Workplace
    from bot.workplace.manifest import ManifestError

    folder.mkdir(parents=True, exist_ok=True)
    try:
        return Workplace(folder / "workplace.db", manifest, port=port)
    except ManifestError as error:
        fail(str(error), 2)
    except DatabaseError:
        fail(say("settings.store_bad", file=folder / "workplace.db"), 2)
    except OSError:
        fail(say("cli.workplace.port_taken"), 2)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Let one bot at a time work in a data folder; one that is on its way out gets time to finish."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=_LAST_WORK):
            yield
    except Timeout:
        fail(say("cli.start.running", folder=lock.parent), 2)


def _await_parent(stopping: threading.Event) -> None:
    """Stop when the demo is gone, however it went: then the pipe that it held open ends."""
    sys.stdin.buffer.read()
    stopping.set()


def _stop_signal() -> threading.Event:
    """Return an event that is set by Ctrl+C or a request to stop."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stopping
