"""The outbox: calls to Slack that happen exactly once, through crashes, time-outs and rate limits."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import Delivery, Incoming, Store

EVENT_TYPE = "reisplan_delivery"
OPEN = "open"  # the state of a stream that grows
CLOSE = "close_stream"

_OVER = "message_not_in_streaming_state"
_MESSAGES = ("chat_postMessage", "respond", "files_upload_v2", CLOSE)

# Answers from Slack after which the same call may still succeed; after any other it can't.
_PASSING = {"fatal_error", "internal_error", "ratelimited", "request_timeout", "service_unavailable"}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Call:
    """A Slack Web API call to make: the slack_sdk method's name and its arguments, JSON-ready.

    `name` tells the calls of one arrival apart and stays the same when the arrival is handled again.
    """

    name: str
    method: str
    arguments: dict[str, Any]


def post(name: str, channel: str, text: str, *, thread_ts: str = "", **more: Any) -> Call:
    """A message; its metadata let us recognise it after a crash."""
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    return Call(name, "chat_postMessage", {"channel": channel, "text": text, **thread, **more})


def respond(name: str, response_url: str, body: dict[str, Any]) -> Call:
    """An answer to a command or a button, which needs no membership of the channel."""
    return Call(name, "respond", {"response_url": response_url, "body": body})


def upload(
    name: str, channel: str, thread_ts: str = "", *, filename: str, title: str, content: bytes, alt: str = ""
) -> Call:
    """A file, in a thread or in the conversation itself; `alt` says what a picture shows."""
    encoded = base64.b64encode(content).decode()
    thread = {"thread_ts": thread_ts} if thread_ts else {}
    arguments = {"channel": channel, **thread, "filename": filename, "title": title}
    if alt:
        arguments["alt_txt"] = alt
    return Call(name, "files_upload_v2", {**arguments, "content": encoded})


def plan(session: Session, incoming: str, calls: Iterable[Call], *, phase: int = 0) -> None:
    """Write the calls down, and that this phase is decided, in the session's transaction."""
    session.get_one(Incoming, incoming).decided = phase + 1
    for position, call in enumerate(calls):
        key = f"{incoming}/{phase}/{call.name}"
        # A stream was written down when it was opened.
        row = session.get(Delivery, key) or Delivery(key=key, incoming=incoming, phase=phase)
        row.position, row.method, row.arguments, row.state = position, call.method, call.arguments, "new"
        session.add(row)


def planned(session: Session, incoming: str, phase: int) -> list[str]:
    """Return the keys of the calls of a phase, in order."""
    mine = select(Delivery.key).where(Delivery.incoming == incoming, Delivery.phase == phase)
    return list(session.scalars(mine.order_by(Delivery.position)))


class Outbox:
    """Makes the planned calls."""

    def __init__(self, store: Store, client: WebClient) -> None:
        self._store = store
        self._client = client

    def send(self, key: str) -> bool:
        """Make the call unless it was made; False when it was a message that Slack won't have.

        Raises SlackApiError or OSError when it is worth another try.
        """
        with self._store.session() as session:
            delivery = session.get(Delivery, key)
            if delivery is None or delivery.state in ("sent", "failed"):
                return delivery is not None and (delivery.state == "sent" or _may_fail(delivery))
            interrupted = delivery.state == "sending"
            delivery.state = "sending"
        sent = self._find(delivery) if interrupted else None
        try:
            response = sent or self._call(delivery)
        except SlackApiError as error:
            code = error.response.get("error", "")
            log.warning("slack refused a call", method=delivery.method, error=code, delivery=key)
            if code in _PASSING:
                raise
            self._settle(key, "failed", {})
            return _may_fail(delivery)
        self._settle(key, "sent", response)
        return True

    def _call(self, delivery: Delivery) -> dict[str, Any]:
        arguments = dict(delivery.arguments)
        if delivery.method == "respond":
            WebhookClient(arguments["response_url"]).send_dict(arguments["body"])
            return {}
        if delivery.method == CLOSE:
            return self._close(delivery)
        if delivery.method == "chat_postMessage":
            arguments["metadata"] = _metadata(delivery)
        elif delivery.method == "files_upload_v2":
            arguments["content"] = base64.b64decode(arguments["content"])
        response = getattr(self._client, delivery.method)(**arguments)
        return response.data if isinstance(response.data, dict) else {}

    def _close(self, delivery: Delivery) -> dict[str, Any]:
        """End a stream: below what was streamed, or with all of it in its place. Twice does no harm."""
        given = delivery.arguments
        where = {"channel": given["channel"], "ts": given["ts"]}
        metadata = _metadata(delivery)
        try:
            if given["whole"]:
                self._client.chat_stopStream(**where, blocks=given["below"], metadata=metadata)
                return where
            self._client.chat_stopStream(**where)
        except SlackApiError as error:
            if error.response.get("error") != _OVER:
                raise
        self._client.chat_update(**where, text=given["text"], blocks=given["blocks"], metadata=metadata)
        return where

    def _find(self, delivery: Delivery) -> dict[str, Any] | None:
        """Look whether an interrupted call arrived after all."""
        arguments = delivery.arguments
        if delivery.method not in ("chat_postMessage", "files_upload_v2"):
            return None
        thread = arguments.get("thread_ts")
        where = {"channel": arguments["channel"], "limit": 200, "include_all_metadata": True}
        if thread:
            pages = self._client.conversations_replies(ts=thread, **where)
        else:
            pages = self._client.conversations_history(**where)
        for page in pages:
            for message in page.get("messages", []):
                if _is(delivery, message):
                    return {"channel": arguments["channel"], "ts": message["ts"]}
            if not thread:
                break  # a message that was just sent is on the newest page
        return None

    def _settle(self, key: str, state: str, response: dict[str, Any]) -> None:
        with self._store.session() as session:
            delivery = session.get_one(Delivery, key)
            delivery.state = state
            delivery.channel = str(response.get("channel") or "")
            delivery.ts = str(response.get("ts") or response.get("message_ts") or "")
            delivery.arguments = {}  # Slack has it now; nobody needs a second copy


def _may_fail(delivery: Delivery) -> bool:
    """Nobody misses a reaction, a pin or a status."""
    return delivery.method not in _MESSAGES


def _metadata(delivery: Delivery) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": delivery.key}}


def _is(delivery: Delivery, message: dict[str, Any]) -> bool:
    if delivery.method == "files_upload_v2":
        titles = {file.get("title") for file in message.get("files", [])}
        return delivery.arguments["title"] in titles
    payload = message.get("metadata", {}).get("event_payload", {})
    return bool(payload.get("key") == delivery.key)
