"""Slack delivers late, twice and out of order, and says "not now": every message is answered exactly once."""

from __future__ import annotations

import asyncio
import random
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.workplace.socket_mode import Socket
from tests.conftest import Launch
from tests.product import Driver, Product, wait_for

GREETINGS = ("hoi", "bedankt!", "wat kun je?", "hello", "goedemorgen", "thanks", "wie ben je?", "doei")
Asked = list[tuple[str, str]]


class Chaos:
    """Sends every event up to four times, under the same and under new envelope ids, in any order."""

    def __init__(self, seed: int, send: Callable[[Socket, dict[str, Any]], Awaitable[None]]) -> None:
        self.random = random.Random(seed)
        self.send = send
        self.sent = 0
        self.flying: set[asyncio.Task[None]] = set()

    async def __call__(self, socket: Socket, message: dict[str, Any]) -> None:
        if message["type"] != "events_api":
            await self.send(socket, message)
            return
        copies = [message] * self.random.randint(1, 2)
        for attempt in range(self.random.randint(0, 2)):
            again = {"retry_attempt": attempt + 1, "retry_reason": "timeout"}
            copies.append(message | again | {"envelope_id": str(uuid.uuid4())})
        for copy in copies:
            task = asyncio.create_task(self._later(socket, copy))
            self.flying.add(task)
            task.add_done_callback(self.flying.discard)

    async def _later(self, socket: Socket, message: dict[str, Any]) -> None:
        await asyncio.sleep(self.random.random() * 0.5)
        self.sent += 1
        await self.send(socket, message)


@pytest.fixture
def chaos(monkeypatch: pytest.MonkeyPatch) -> Chaos:
    chaos = Chaos(7, Socket.send)
    # A function, so that it becomes a method of the socket.
    monkeypatch.setattr(Socket, "send", lambda socket, message: chaos(socket, message))
    return chaos


def ask_around(driver: Driver, count: int, *, seed: int = 1) -> Asked:
    """Say `count` things to the bot, in channels and in direct messages; return (channel, ts) of each."""
    choose = random.Random(seed)
    asked = []
    for number in range(count):
        name, text = choose.choice(list(driver.people)), GREETINGS[number % len(GREETINGS)]
        if choose.random() < 0.3:
            channel = driver.direct(name)
        else:
            channel, text = driver.channels["innovatie"], driver.mention(text)
        asked.append((channel, driver.post(name, channel, text)))
    return asked


def answers(driver: Driver, asked: Asked) -> list[int]:
    """Count the bot's replies to each of what was asked."""
    return [len(bot_messages(driver, channel, ts)) for channel, ts in asked]


def bot_messages(driver: Driver, channel: str, ts: str) -> list[dict[str, Any]]:
    owner = next((name for name in driver.people if driver.direct(name) == channel), "karin")
    return driver.replies(channel, ts, owner)


def test_events_that_come_many_times_and_out_of_order_are_answered_once(launch: Launch, chaos: Chaos) -> None:
    product = launch(knowledge=False)
    asked = ask_around(product.driver, 100)
    wait_for(lambda: all(answers(product.driver, asked)), "everything is answered")
    wait_for(lambda: not chaos.flying, "every copy has been delivered")
    asked += ask_around(product.driver, 1, seed=2)  # what came before it on the socket has been read by then
    wait_for(lambda: all(answers(product.driver, asked[-1:])), "the last is answered")
    product.quiet()
    assert chaos.sent >= 300
    assert answers(product.driver, asked) == [1] * len(asked)
    assert product.handled() == len(asked)


def test_a_mention_that_comes_as_two_events_is_claimed_once(launch: Launch) -> None:
    product = launch(knowledge=False)
    product.driver.faults(redeliver=1000)
    asked = ask_around(product.driver, 10)
    wait_for(lambda: all(answers(product.driver, asked)), "everything is answered")
    product.quiet()
    assert answers(product.driver, asked) == [1] * 10


def test_what_arrives_while_nobody_listens_is_answered_afterwards(launch: Launch) -> None:
    product = launch(knowledge=False)
    product.stop()
    wait_for(lambda: not product.driver.app["connected"], "the bot has gone")
    asked = ask_around(product.driver, 20)
    product.start()
    wait_for(lambda: all(answers(product.driver, asked)), "everything is answered")
    product.quiet()
    assert answers(product.driver, asked) == [1] * 20


def test_a_dropped_socket_loses_nothing(launch: Launch) -> None:
    product = launch(knowledge=False)
    asked: Asked = []
    for how in (True, "refresh", True):
        asked += ask_around(product.driver, 3, seed=len(asked))
        product.driver.faults(drop_socket=how)
        asked += ask_around(product.driver, 3, seed=len(asked))
        wait_for(lambda: product.driver.app["connected"], "the socket is back")
    wait_for(lambda: all(answers(product.driver, asked)), "everything is answered")
    product.quiet()
    assert answers(product.driver, asked) == [1] * 18


@pytest.mark.parametrize("method", ["chat.postMessage", "assistant.threads.setStatus", ""])
def test_a_rate_limit_is_waited_out(office: Product, method: str) -> None:
    driver = office.driver
    driver.faults(rate_limit=3, retry_after=1, method=method)
    asked = ask_around(driver, 3)
    wait_for(lambda: all(answers(driver, asked)), "everything is answered")
    office.quiet()
    left = driver.faults(clear=True)["faults"]["rate_limit"]
    assert left == 0
    assert answers(driver, asked) == [1] * 3


def test_slow_slack_gets_one_answer(office: Product) -> None:
    office.driver.faults(delay_ms=800)
    asked = ask_around(office.driver, 4)
    wait_for(lambda: all(answers(office.driver, asked)), "everything is answered")
    office.quiet()
    office.driver.faults(clear=True)
    assert answers(office.driver, asked) == [1] * 4


def test_an_agenda_survives_rate_limits_on_all_it_does(launch: Launch) -> None:
    product = launch()
    driver, channel = product.driver, product.driver.channels["innovatie"]
    for method in ("chat.postMessage", "pins.add"):
        driver.faults(rate_limit=1, retry_after=1, method=method)
    thread = driver.start_agenda("karin", channel, "gemeente Waterlinde", time="sprint")
    driver.faults(rate_limit=2, retry_after=1, method="chat.update")
    go_to_the_end(product, channel, thread)
    driver.faults(rate_limit=2, retry_after=1, method="files.completeUploadExternal")
    driver.post("karin", channel, "klopt", thread)
    product.quiet()
    assert driver.faults(clear=True)["faults"]["rate_limit"] == 0
    finished = [name.rsplit(".", 1)[1] for name in files(driver, channel, thread)]
    assert {"docx", "md"} <= set(finished) and len(finished) == len(set(finished))
    assert once_each(product, channel, thread)


def go_to_the_end(product: Product, channel: str, thread: str) -> None:
    """Go on past every question, until the agenda asks to be signed."""
    while "agenda_fine" not in product.driver.buttons(channel, thread):
        product.driver.post("karin", channel, "verder", thread)
        product.quiet()


def files(driver: Driver, channel: str, thread: str) -> list[str]:
    return [file["name"] for message in driver.replies(channel, thread) for file in message.get("files", [])]


def once_each(product: Product, channel: str, thread: str) -> bool:
    """Tell whether no call of the bot was made twice: its messages carry the key of the call."""
    bot = product.as_bot()
    found = bot.conversations_replies(channel=channel, ts=thread, limit=200, include_all_metadata=True)
    keys = [m["metadata"]["event_payload"]["key"] for m in found["messages"] if m.get("metadata")]
    return len(keys) == len(set(keys)) > 0
