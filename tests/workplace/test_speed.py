"""First sign of life: event to visible status at twenty events a second."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.workplace.support import Office, wait_for
from tests.workplace.test_page import Stream


@pytest.mark.slow
def test_twenty_events_a_second(office: Office) -> None:
    app = office.bolt()
    app.event("message")(lambda: None)

    @app.event("app_mention")
    def look(event: dict[str, Any], set_status: Callable[..., Any]) -> None:
        set_status("zoekt")

    office.connect(app)
    stream = Stream(office, office.karin)
    channel, person = office.channel(), office.person()
    sent: dict[str, float] = {}
    start = time.monotonic()
    for number in range(100):
        time.sleep(max(0.0, start + number / 20 - time.monotonic()))
        at = time.monotonic()
        sent[person.chat_postMessage(channel=channel, text=f"<@{office.bot_id}> {number}")["ts"]] = at
    wait_for(lambda: {event["thread_ts"] for event in stream.named("status")} >= set(sent), 20)
    heard = zip(stream.events, stream.times, strict=True)
    seen = {data["thread_ts"]: at for (name, data), at in heard if name == "status" and data["status"]}
    waits = sorted(seen[ts] - at for ts, at in sent.items())
    print(f"median {statistics.median(waits) * 1000:.0f} ms, p95 {waits[94] * 1000:.0f} ms")
    assert waits[94] < 0.3


def test_importing_it_is_quick() -> None:
    heavy = ("torch", "langchain", "chromadb")
    code = f"import sys, bot.workplace; print(any(name in sys.modules for name in {heavy}))"
    start = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert time.monotonic() - start < 5


def test_an_answer_does_not_wait_for_the_network_stack(office: Office) -> None:
    """With Nagle's algorithm on, every call with a body takes 40 ms."""
    headers = {"Authorization": f"Bearer {office.people[0]['token']}"}
    message = {"channel": office.channel(), "text": "x"}
    waits = []
    for _ in range(40):
        start = time.monotonic()
        office.http.post("/api/chat.postMessage", json=message, headers=headers)
        waits.append(time.monotonic() - start)
    assert statistics.median(waits) < 0.035
