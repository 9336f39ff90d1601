"""Calls to Slack happen once: after an interruption they are looked up before they are made again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.inbox import Inbox
from bot.outbox import Call, Outbox, plan, planned, post, respond, upload
from bot.store import Delivery, Store
from tests.bot.conftest import arrival
from tests.product import Driver

Planned = Callable[[Call], str]


@pytest.fixture
def outbox(store: Store, client: WebClient) -> Outbox:
    return Outbox(store, client)


@pytest.fixture
def planned_call(store: Store) -> Planned:
    """Plans one call and returns its key."""

    def plan_call(call: Call) -> str:
        Inbox(store).accept(arrival())
        with store.session() as session:
            plan(session, arrival().key, [call])
            return planned(session, arrival().key, 0)[0]

    return plan_call


def interrupt(store: Store, key: str) -> None:
    """Leave a call as a crash does that comes between the call and the note that it was made."""
    with store.session() as session:
        session.get_one(Delivery, key).state = "sending"


def state(store: Store, key: str) -> str:
    with store.session() as session:
        return session.get_one(Delivery, key).state


def texts_in(slack: Driver, channel: str) -> list[str]:
    return [message["text"] for message in slack.messages(channel)]


def test_a_message_is_sent_once_and_its_text_not_kept(
    store: Store, slack: Driver, outbox: Outbox, planned_call: Planned
) -> None:
    channel = slack.channels["innovatie"]
    key = planned_call(post("answer", channel, "Een antwoord"))
    outbox.send(key)
    outbox.send(key)
    assert texts_in(slack, channel).count("Een antwoord") == 1
    with store.session() as session:
        sent = session.get_one(Delivery, key)
        assert (sent.state, sent.channel, sent.arguments) == ("sent", channel, {})
        assert sent.ts == slack.messages(channel)[-1]["ts"]


@pytest.mark.parametrize("in_thread", [False, True])
def test_a_message_that_arrived_before_the_crash_is_found(
    store: Store, slack: Driver, client: WebClient, outbox: Outbox, planned_call: Planned, in_thread: bool
) -> None:
    channel = slack.channels["innovatie"]
    thread = slack.post("karin", channel, "Een vraag") if in_thread else ""
    key = planned_call(post("answer", channel, "Een antwoord", thread_ts=thread))
    interrupt(store, key)
    metadata = {"event_type": "reisplan_delivery", "event_payload": {"key": key}}
    where = {"thread_ts": thread} if thread else {}
    sent = client.chat_postMessage(channel=channel, text="Een antwoord", metadata=metadata, **where)
    outbox.send(key)
    found = slack.thread(channel, thread) if thread else slack.messages(channel)
    assert [message["text"] for message in found].count("Een antwoord") == 1
    with store.session() as session:
        assert session.get_one(Delivery, key).ts == sent["ts"]


def test_a_message_that_had_not_arrived_is_sent(
    store: Store, slack: Driver, outbox: Outbox, planned_call: Planned
) -> None:
    channel = slack.channels["innovatie"]
    key = planned_call(post("answer", channel, "Een antwoord"))
    interrupt(store, key)
    outbox.send(key)
    assert texts_in(slack, channel).count("Een antwoord") == 1
    assert state(store, key) == "sent"


def test_a_file_that_arrived_before_the_crash_is_found(
    store: Store, slack: Driver, outbox: Outbox, planned_call: Planned
) -> None:
    channel = slack.channels["innovatie"]
    thread = slack.post("karin", channel, "Een agenda")
    call = upload("plan", channel, thread, filename="plan.md", title="Reisplan", content=b"# Reisplan")
    key = planned_call(call)
    outbox.send(key)
    with store.session() as session:
        row = session.get_one(Delivery, key)
        row.state, row.arguments = "sending", call.arguments
    outbox.send(key)
    files = [file["name"] for message in slack.thread(channel, thread) for file in message.get("files", [])]
    assert files == ["plan.md"]


def test_what_can_never_succeed_is_given_up(
    store: Store, slack: Driver, outbox: Outbox, planned_call: Planned
) -> None:
    key = planned_call(post("answer", slack.channels["intern"], "Hier hoor ik niet"))
    outbox.send(key)
    assert state(store, key) == "failed"
    outbox.send(key)


def test_what_may_succeed_later_is_tried_again(
    store: Store, slack: Driver, client: WebClient, outbox: Outbox, planned_call: Planned
) -> None:
    client.retry_handlers.clear()
    channel = slack.channels["innovatie"]
    key = planned_call(post("answer", channel, "Een antwoord"))
    slack.faults(rate_limit=1, method="chat.postMessage")
    with pytest.raises(SlackApiError):
        outbox.send(key)
    assert state(store, key) == "sending"
    outbox.send(key)
    assert texts_in(slack, channel).count("Een antwoord") == 1


def test_an_answer_goes_to_the_response_url(outbox: Outbox, planned_call: Planned, slack: Driver) -> None:
    received: list[dict[str, Any]] = []
    with listening(received) as url:
        key = planned_call(respond("answer", url, {"response_type": "ephemeral", "text": "Alleen jij"}))
        outbox.send(key)
        outbox.send(key)
    assert [body["text"] for body in received] == ["Alleen jij"]


def test_nothing_happens_for_a_call_that_is_not_there(outbox: Outbox) -> None:
    outbox.send("T1:C1:9/0/answer")


class listening:
    """A response_url on this machine that keeps what it gets."""

    def __init__(self, received: list[dict[str, Any]]) -> None:
        import json
        from http.server import BaseHTTPRequestHandler, HTTPServer

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"ok")

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)

    def __enter__(self) -> str:
        import threading

        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}/"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
