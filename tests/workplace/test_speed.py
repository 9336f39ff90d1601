"""What keeps the workplace quick. How quick it is, `python -m tests.benchmarks` measures."""

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.workplace.runner import _listen
from tests.workplace.support import Office, wait_for
from tests.workplace.test_page import Stream


@pytest.mark.slow
def test_twenty_events_a_second_all_get_their_status(office: Office) -> None:
    app = office.bolt()
    app.event("message")(lambda: None)

    @app.event("app_mention")
    def look(event: dict[str, Any], set_status: Callable[..., Any]) -> None:
        set_status("zoekt")

    office.connect(app)
    stream = Stream(office, office.karin)
    channel, person = office.channel(), office.person()
    sent = set()
    start = time.monotonic()
    for number in range(100):
        time.sleep(max(0.0, start + number / 20 - time.monotonic()))
        sent.add(person.chat_postMessage(channel=channel, text=f"<@{office.bot_id}> {number}")["ts"])
    wait_for(lambda: {event["thread_ts"] for event in stream.named("status")} >= sent)


def test_importing_it_is_light() -> None:
    heavy = ("torch", "langchain", "chromadb")
    code = f"import sys, bot.workplace; print(any(name in sys.modules for name in {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_answer_does_not_wait_for_the_network_stack() -> None:
    """With Nagle's algorithm on, every call with a body takes 40 ms."""
    undelayed: list[bool] = []

    async def look(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = writer.get_extra_info("socket")
        undelayed.append(bool(link.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)))
        writer.close()

    async def call() -> None:
        server = await asyncio.start_server(look, sock=(listener := _listen(0)))
        async with server:
            reader, writer = await asyncio.open_connection(*listener.getsockname())
            await reader.read()
            writer.close()

    asyncio.run(call())
    assert undelayed == [True]
