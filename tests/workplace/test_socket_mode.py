"""Delivery: at least once, in order, also over drops, refreshes and a kill -9."""

import asyncio
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
from slack_sdk import WebClient
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.workplace.support import Office, wait_for


class Listener:
    """A bare Socket Mode client that acks only when told to."""

    def __init__(self, office: Office, *, ack: bool = True) -> None:
        self.ack = ack
        self.envelopes: list[dict[str, Any]] = []
        self.others: list[dict[str, Any]] = []
        self.closed = threading.Event()
        self.link: ClientConnection = ExitStack().enter_context(connect(address(office)))
        self.hello = json.loads(self.link.recv())
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(ConnectionClosed):
            for text in self.link:
                message = json.loads(text)
                kept = self.envelopes if "envelope_id" in message else self.others
                kept.append(message)
                if self.ack and "envelope_id" in message:
                    self.link.send(json.dumps({"envelope_id": message["envelope_id"]}))
        self.closed.set()

    def heard(self) -> list[str]:
        return [envelope["payload"]["event"]["text"] for envelope in self.envelopes]


def address(office: Office) -> str:
    """Where to connect, once."""
    token = office.app_info["app_token"]
    client = WebClient(token, base_url=f"{office.workplace.url}/api/")
    url: str = client.apps_connections_open(app_token=token)["url"]
    return url


def say(office: Office, *texts: str) -> None:
    channel = office.channel()
    for text in texts:
        office.person().chat_postMessage(channel=channel, text=text)


def test_hello_and_envelope(office: Office) -> None:
    listener = Listener(office)
    assert listener.hello["type"] == "hello" and listener.hello["num_connections"] == 1
    assert listener.hello["connection_info"] == {"app_id": office.app_info["id"]}
    say(office, "hoi")
    wait_for(lambda: listener.heard() == ["hoi"])
    [envelope] = listener.envelopes
    assert envelope["type"] == "events_api" and envelope["accepts_response_payload"] is False
    assert envelope["retry_attempt"] == 0 and envelope["retry_reason"] == ""
    assert envelope["payload"]["type"] == "event_callback" and envelope["payload"]["event_id"].startswith(
        "Ev"
    )


def test_what_is_not_acked_comes_three_times_more(office: Office) -> None:
    listener = Listener(office, ack=False)
    say(office, "hoi")
    wait_for(lambda: len(listener.envelopes) == 4, 8)
    assert [envelope["retry_attempt"] for envelope in listener.envelopes] == [0, 1, 2, 3]
    assert {envelope["retry_reason"] for envelope in listener.envelopes[1:]} == {"timeout"}
    assert len({envelope["payload"]["event_id"] for envelope in listener.envelopes}) == 1
    time.sleep(1.2)
    assert len(listener.envelopes) == 4


def test_what_came_while_nobody_listened_is_delivered_as_a_retry(office: Office) -> None:
    say(office, *map(str, range(20)))
    listener = Listener(office)
    wait_for(lambda: len(listener.envelopes) == 20)
    assert listener.heard() == list(map(str, range(20)))
    assert {envelope["retry_attempt"] for envelope in listener.envelopes} == {1}


def test_a_dropped_socket_loses_nothing(office: Office) -> None:
    first = Listener(office, ack=False)
    say(office, "een")
    wait_for(lambda: first.envelopes)
    assert office.act("faults", drop_socket=True)["faults"]["dropped"] == 1
    assert first.closed.wait(3)
    second = Listener(office)
    wait_for(lambda: second.heard() == ["een"])
    assert second.envelopes[0]["retry_attempt"] == 1
    say(office, "twee")
    wait_for(lambda: second.heard() == ["een", "twee"])


def test_a_refresh_is_announced(office: Office) -> None:
    listener = Listener(office)
    office.act("faults", drop_socket="refresh")
    assert listener.closed.wait(3)
    assert listener.others[-1]["type"] == "disconnect"
    assert listener.others[-1]["reason"] == "refresh_requested"


def test_bolt_reconnects_after_a_drop(office: Office) -> None:
    app, heard = office.bolt(), []
    app.event("message")(lambda event: heard.append(event["text"]))
    office.connect(app)
    office.act("faults", drop_socket=True)
    say(office, "na de val")
    wait_for(lambda: heard == ["na de val"], 30)


def test_redelivery_on_demand(office: Office) -> None:
    listener = Listener(office)
    office.act("faults", redeliver=1)
    say(office, "een", "twee")
    wait_for(lambda: len(listener.envelopes) == 3)
    assert listener.heard() == ["een", "een", "twee"]
    assert listener.envelopes[1]["retry_attempt"] == 1


def test_429_on_demand(office: Office) -> None:
    office.act("faults", rate_limit=1, retry_after=7, method="chat.postMessage")
    headers = {"Authorization": f"Bearer {office.app_info['bot_token']}"}
    message = {"channel": office.channel(), "text": "x"}
    assert office.http.post("/api/auth.test", headers=headers).status_code == 200
    refused = office.http.post("/api/chat.postMessage", json=message, headers=headers)
    assert refused.status_code == 429 and refused.headers["retry-after"] == "7"
    assert refused.json() == {"ok": False, "error": "ratelimited"}
    assert office.http.post("/api/chat.postMessage", json=message, headers=headers).json()["ok"]


def test_delay_on_demand(office: Office) -> None:
    office.act("faults", delay_ms=1000)
    start = time.monotonic()
    office.bot.auth_test()
    assert time.monotonic() - start >= 1
    office.act("faults", delay_ms=60_000)
    office.act("faults", clear=True)
    office.bot.auth_test()  # else its client gives up after half a minute


def test_a_ticket_works_once(office: Office) -> None:
    url = address(office)
    with connect(url):
        pass
    with pytest.raises(InvalidStatus, match="403"), connect(url):
        pass


def test_aiohttp_connects_too(office: Office) -> None:
    async def hello() -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {office.app_info['app_token']}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            async with session.post(f"{office.workplace.url}/api/apps.connections.open") as response:
                url = (await response.json())["url"]
            async with session.ws_connect(url, autoping=True) as link:
                message: dict[str, Any] = await link.receive_json()
                return message

    assert asyncio.run(hello())["type"] == "hello"


SERVE = """
import sys
from pathlib import Path
from bot.workplace import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""


@contextmanager
def process(database: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    running = subprocess.Popen([sys.executable, "-c", SERVE, str(database), str(port)])
    try:
        wait_for(lambda: _answers(port), 20)
        yield running
    finally:
        running.kill()
        running.wait()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/workplace/people").status_code == 200
    except httpx.HTTPError:
        return False


def test_kill_9_keeps_all_that_was_answered(tmp_path: Path, unused_port: int) -> None:
    database, url = tmp_path / "w.db", f"http://127.0.0.1:{unused_port}"
    with process(database, unused_port) as running:
        people = httpx.get(f"{url}/workplace/people").json()
        apps = httpx.get(f"{url}/workplace/apps").json()
        person = WebClient(people["people"][0]["token"], base_url=f"{url}/api/")
        channel = person.conversations_list()["channels"][0]["id"]
        stamps = [person.chat_postMessage(channel=channel, text=str(number))["ts"] for number in range(30)]
        running.send_signal(signal.SIGKILL)
    with process(database, unused_port):
        assert httpx.get(f"{url}/workplace/people").json() == people
        assert httpx.get(f"{url}/workplace/apps").json() == apps
        history = person.conversations_history(channel=channel)["messages"]
        assert [message["ts"] for message in history[::-1]] == stamps
        office = Office(_Running(url))  # type: ignore[arg-type]
        listener = Listener(office)
        wait_for(lambda: len(listener.envelopes) == 30)
        assert listener.heard() == [str(number) for number in range(30)]


class _Running:
    def __init__(self, url: str) -> None:
        self.url = url
