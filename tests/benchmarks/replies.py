"""What people wait for: the bot's sign of life when it is busy, its answers, and the start of the demo.

The bot runs in a process of its own, on an index of so many passages, against the workplace.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import numpy as np

from tests.benchmarks.indexes import index, library, questions
from tests.benchmarks.process import tell
from tests.conftest import open_workplace
from tests.product import Driver, Process, Product, share_knowledge, wait_for
from tests.servers import free_port

_AT_REST = 0.3  # cores
_EVENTS, _RATE = 100, 20  # events, and how many a second
_ANSWERS = 40
_QUESTION = "Hoe begin je klein met een experiment?"


@dataclass(frozen=True, slots=True)
class Waited:
    """Seconds."""

    name: str
    chunks: int
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the command on; the starter library was read in already."""

    page: float
    answer: float


class Listener:
    """Hears what an open page of this person hears, with the time of each."""

    def __init__(self, url: str, user: str) -> None:
        self.heard: list[tuple[float, str, dict[str, Any]]] = []
        self._url = f"{url}/workplace/events?user={user}"
        self._open = threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()
        assert self._open.wait(10)

    def _listen(self) -> None:
        with httpx.stream("GET", self._url, timeout=None) as stream:
            name = ""
            for line in stream.iter_lines():
                self._open.set()
                key, _, value = line.partition(": ")
                if key == "event":
                    name = value
                elif key == "data":
                    self.heard.append((time.perf_counter(), name, json.loads(value)))

    def statuses(self) -> dict[str, float]:
        """When the first status of each thread was seen."""
        found: dict[str, float] = {}
        for at, name, data in list(self.heard):
            if name == "status" and data["status"]:
                found.setdefault(data["thread_ts"], at)
        return found

    def replies(self) -> dict[str, float]:
        """When the first message under each thread was seen."""
        found: dict[str, float] = {}
        for at, name, data in list(self.heard):
            if (
                name == "message"
                and data["message"].get("thread_ts", data["message"]["ts"]) != (data["message"]["ts"])
            ):
                found.setdefault(data["message"]["thread_ts"], at)
        return found


def signs(size: int, documents: Path, indexes: Path) -> Waited:
    """From a mention to its status on the page, at a steady rate."""
    with _product(size, documents, indexes) as product:
        driver, asked = product.driver, questions(documents, _EVENTS)
        listener = Listener(driver.url, driver.id("joost"))
        sent: dict[str, float] = {}
        start = time.perf_counter()
        for number, question in enumerate(asked):
            time.sleep(max(0.0, start + number / _RATE - time.perf_counter()))
            at = time.perf_counter()
            sent[driver.post("karin", driver.channels["innovatie"], driver.mention(question))] = at
        wait_for(lambda: listener.statuses().keys() >= sent.keys(), "a status for each")
        seen = listener.statuses()
        waits = [seen[ts] - at for ts, at in sent.items()]
    return _waited("sign of life at 20/s", size, waits)


def answers(size: int, documents: Path, indexes: Path) -> Waited:
    """From a mention to the answer on the page, one after the other."""
    with _product(size, documents, indexes) as product:
        driver, channel = product.driver, product.driver.channels["innovatie"]
        driver.ask("karin", channel, _QUESTION)
        listener = Listener(driver.url, driver.id("joost"))
        waits = []
        for question in questions(documents, _ANSWERS):
            at = time.perf_counter()
            ts = driver.post("karin", channel, driver.mention(question))
            wait_for(lambda ts=ts: ts in listener.replies(), "an answer")
            waits.append(listener.replies()[ts] - at)
    return _waited("answer without a model", size, waits)


def start(_size: int, _documents: Path, indexes: Path) -> Started:
    """From `reisplan demo` to a page that shows the conversations, and to a first answer."""
    with TemporaryDirectory() as folder:
        data = share_knowledge(library(indexes), Path(folder))
        port = free_port()
        begun = time.perf_counter()
        demo = Process(
            "demo", "--port", str(port), "--data", str(data), log=data / "demo.log", environment={}
        )
        try:
            wait_for(lambda: _usable(f"http://127.0.0.1:{port}"), "the page")
            page = time.perf_counter() - begun
            driver = Driver(f"http://127.0.0.1:{port}")
            driver.ask("karin", driver.channels["innovatie"], _QUESTION)
            return Started(page, time.perf_counter() - begun)
        finally:
            demo.stop()


def _usable(url: str) -> bool:
    try:
        with httpx.Client(base_url=url) as client:
            people = client.get("/workplace/people").json()["people"]
            state = client.get("/workplace/state", params={"user": people[0]["id"]}).json()
            return client.get("/").is_success and bool(state["conversations"])
    except httpx.HTTPError:
        return False


def _waited(name: str, size: int, waits: list[float]) -> Waited:
    p50, p95 = np.percentile(waits, [50, 95])
    return Waited(name, size, float(p50), float(p95))


@contextmanager
def _product(size: int, documents: Path, indexes: Path) -> Iterator[Product]:
    """The bot, warm: it has loaded its model and answered once."""
    with _data(size, documents, indexes) as data:
        workplace = open_workplace(data)
        product = Product(workplace, data)
        try:
            product.start()
            product.driver.ask("karin", product.driver.channels["innovatie"], _QUESTION)
            wait_for(lambda: _has_torch(product) and _busy(product) < _AT_REST, "the model is loaded")
            yield product
        finally:
            product.close()
            workplace.stop()


def _has_torch(product: Product) -> bool:
    assert product.bot
    return "libtorch" in Path(f"/proc/{product.bot.pid}/maps").read_text()


def _busy(product: Product) -> float:
    """Cores that the bot keeps busy, over a second."""
    before = _worked(product)
    time.sleep(1)
    return _worked(product) - before


def _worked(product: Product) -> float:
    """CPU seconds of the bot so far."""
    assert product.bot
    fields = Path(f"/proc/{product.bot.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def _data(size: int, documents: Path, indexes: Path) -> Iterator[Path]:
    """A fresh data folder on an index that is kept."""
    kept, _ = index(size, documents, indexes)
    with TemporaryDirectory() as folder:
        data = Path(folder)
        for part in ("knowledge", "models"):
            (data / part).symlink_to((kept / part).resolve(), target_is_directory=True)
        yield data


if __name__ == "__main__":
    measured = {"signs": signs, "answers": answers, "start": start}[sys.argv[1]]
    tell(asdict(measured(int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))))  # type: ignore[call-overload]
