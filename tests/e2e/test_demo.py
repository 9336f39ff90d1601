"""`reisplan demo` as a newcomer runs it: an address, a page that works, the same conversation next time."""

from __future__ import annotations

import os
import re
import signal
import socket
from pathlib import Path

from playwright.sync_api import expect

from prompts import texts
from prompts.curriculum import load_curriculum
from tests.e2e.conftest import OpenDesk
from tests.product import Driver, Process, share_knowledge, wait_for

nl = texts("nl")


class Demo:
    """The command in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self) -> Demo:
        """Start it, and return when it says where it is."""
        where = ("--port", str(self.port), "--data", str(self.folder))
        self.process = Process("demo", *where, log=self.folder / "demo.log", environment={})
        ready = re.escape(nl("cli.demo.ready", url=f"http://127.0.0.1:{self.port}"))
        wait_for(lambda: re.search(ready, self.process.output()), "the demo says that it is ready")
        self.driver = Driver(f"http://127.0.0.1:{self.port}")
        return self

    def stop(self) -> None:
        """Stop it as Ctrl+C does; nothing of it may live on."""
        children = processes_below(self.process.pid)
        assert self.process.stop(signal.SIGINT) == 0
        self.driver.close()
        (self.folder / "demo.log").unlink()
        wait_for(lambda: not any(map(alive, children)), "the parts of the demo have ended")


def processes_below(parent: int) -> list[int]:
    """Return the ids of the processes that this one started."""
    listed = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_everything_is_there_again_the_next_time(library: Path, tmp_path: Path, open_desk: OpenDesk) -> None:
    demo = Demo(share_knowledge(library, tmp_path / "data")).start()
    desk = open_desk(demo).put_welcome_away()
    desk.write("/reisplan agenda")
    desk.modal.get_by_test_id("modal-submit").click()
    desk.conversation.get_by_test_id("reply-bar").last.click()
    expect(desk.answers().last.get_by_role("button", name=nl("agenda.buttons.next"))).to_be_visible()
    desk.reply("Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden.")
    expect(desk.answers()).to_have_count(3)
    demo.stop()
    expect(desk.page.get_by_test_id("banner")).to_be_visible()
    demo.start()
    expect(desk.page.get_by_test_id("banner")).to_be_hidden()
    desk.reply("verder")
    expect(desk.answers().last).to_contain_text("drie keer doorverbonden")
    desk.reply("klopt")
    expect(desk.answers().last).to_contain_text(load_curriculum("nl").stages[1].title)
    demo.stop()
