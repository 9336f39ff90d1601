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
from sqlite3 import DatabaseError, OperationalError
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from filelock import FileLock, Timeout

from bot.cli.common import Data, fail, say, settings_for

if TYPE_CHECKING:
    from bot.workplace import Workplace

_LAST_WORK = 30.0  # seconds that a bot on its way out gets
_LAST_REQUESTS = 3.0  # and a workplace
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
    with _alone(settings.reisplan_data / "bot.lock", "cli.start.running", _LAST_WORK):
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
    folder = settings_for(data).reisplan_data
    with _alone(folder / "workplace.lock", "cli.workplace.running", _LAST_REQUESTS):
        server = _workplace(folder, manifest, port)
        server.start()
        typer.echo(say("cli.workplace.ready", url=server.url))
        stopping.wait()
        server.stop()


def demo(port: Port = 8765, data: Data = None) -> None:
    stopping = _stop_signal()
    folder = settings_for(data).reisplan_data.absolute()
    with _alone(folder / "workplace.lock", "cli.workplace.running", _LAST_REQUESTS):
        server = _workplace(folder, ROOT / "manifest.yaml", port)
        server.start()
        _work_beside(server, folder, stopping)
        server.stop()


def _work_beside(server: Workplace, folder: Path, stopping: threading.Event) -> None:
    """Run the bot, and the first ingest, beside the workplace until it is asked to stop."""
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
    if not stopping.is_set():
        typer.echo(say("cli.demo.ready", url=server.url))
    while not stopping.wait(0.5):
        bot.revive()
    for child in (ingest, bot):
        child.stop()


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

    if not manifest.is_file():
        fail(say("cli.no_file", file=manifest), 2)
    try:
        return Workplace(folder / "workplace.db", manifest, port=port)
    except ManifestError as error:
        reason = str(error).removeprefix(f"{manifest}: ")
        fail(say("cli.workplace.manifest_bad", file=manifest, reason=reason), 2)
    except OperationalError as error:
        fail(say("cli.disk", file=folder / "workplace.db", reason=error), 2)
    except DatabaseError:
        fail(say("settings.store_bad", file=folder / "workplace.db"), 2)
    except OSError:
        fail(say("cli.workplace.port_taken"), 2)


@contextmanager
def _alone(lock: Path, busy: str, patience: float) -> Iterator[None]:
    """Let one at a time work in a data folder; one that is on its way out gets time to finish."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lock, timeout=patience):
            yield
    except Timeout:
        fail(say(busy, folder=lock.parent), 2)


def _await_parent(stopping: threading.Event) -> None:
    """Stop when the demo is gone, however it went: then the pipe that it held open ends."""
    while os.read(sys.stdin.fileno(), 1024):  # not sys.stdin, whose lock outlives the thread at exit
        pass
    stopping.set()


def _stop_signal() -> threading.Event:
    """Return an event that is set by Ctrl+C or a request to stop."""
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    return stopping
