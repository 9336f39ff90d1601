"""An answer that grows in Slack while a model writes it; the outbox closes it."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError

from bot.answers.models import Answer
from bot.blocks.answer import answer_blocks, blocks_below
from bot.inbox import Arrival
from bot.outbox import CLOSE, EVENT_TYPE, OPEN, Call
from bot.services import Services
from bot.slack_text import unbroadcast
from bot.store import Delivery
from prompts import texts

log = structlog.get_logger()

NAME = "answer"  # of the call that closes the stream, or posts the answer when there was none


class Stream:
    """The growing answer to one message; called with each piece that is ready to be read.

    It is written down before Slack is asked for it. What a crash left open isn't fed any further: `left` is
    its ts, and closing it puts the whole answer in its place.
    """

    def __init__(self, services: Services, arrival: Arrival) -> None:
        self._services = services
        self._arrival = arrival
        self._key = f"{arrival.key}/0/{NAME}"
        self._text = ""
        self._ts = ""
        self._broken = self._find_what_was_left()

    def __call__(self, piece: str) -> None:
        """Show a piece; when Slack doesn't take it, the rest comes when the stream is closed."""
        if self._broken:
            return
        try:
            self._append(piece) if self._ts else self._open(piece)
            self._text += piece
        except (SlackApiError, OSError) as error:
            log.warning("answer not streamed", error=type(error).__name__, delivery=self._key)
            self._broken = True

    def closing(self, answer: Answer, posting: Call) -> Call:
        """Return the call that finishes the stream with this answer, or `posting` when none was opened."""
        if not self._ts:
            return posting
        arguments = {
            "channel": self._arrival.channel,
            "ts": self._ts,
            "text": posting.arguments["text"],
            "blocks": answer_blocks(answer, self._arrival.key),
            "below": blocks_below(answer, self._arrival.key),
            "whole": not self._broken and self._text == answer.text,
        }
        return Call(NAME, CLOSE, arguments)

    def _open(self, piece: str) -> None:
        arrival = self._arrival
        with self._services.store.session() as session:
            session.add(
                Delivery(
                    key=self._key,
                    incoming=arrival.key,
                    phase=0,
                    position=0,
                    method=CLOSE,
                    arguments={"channel": arrival.channel},
                    state=OPEN,
                )
            )
        response = self._services.client.chat_startStream(
            channel=arrival.channel,
            thread_ts=arrival.thread_ts,
            recipient_user_id=arrival.user,
            recipient_team_id=arrival.team,
            markdown_text=unbroadcast(piece),
        )
        self._note(str(response["ts"]))

    def _append(self, piece: str) -> None:
        self._services.client.chat_appendStream(
            channel=self._arrival.channel, ts=self._ts, markdown_text=unbroadcast(piece)
        )

    def _note(self, ts: str) -> None:
        self._ts = ts
        with self._services.store.session() as session:
            session.get_one(Delivery, self._key).ts = ts

    def _find_what_was_left(self) -> bool:
        """Tell whether an earlier try opened the stream; it may have died before Slack's reply came."""
        with self._services.store.session() as session:
            row = session.get(Delivery, self._key)
        if row is None:
            return False
        ts = row.ts or self._unclaimed()
        if ts:
            self._note(ts)
            return True
        with self._services.store.session() as session:
            session.delete(session.get_one(Delivery, self._key))
        return False

    def _unclaimed(self) -> str:
        """The bot's message below the question that no delivery claims: all others carry a key."""
        arrival = self._arrival
        asked = str(arrival.payload["ts"])
        pages = self._services.client.conversations_replies(
            channel=arrival.channel,
            ts=arrival.thread_ts,
            oldest=asked,
            limit=200,
            include_all_metadata=True,
        )
        mine = [
            message["ts"]
            for page in pages
            for message in page.get("messages", [])
            if message.get("user") == self._services.bot_user
            and message["ts"] > asked
            and message.get("metadata", {}).get("event_type") != EVENT_TYPE
        ]
        return mine[-1] if mine else ""


def break_off(services: Services, incoming: str) -> None:
    """Mark a stream that no answer closed, so that nobody waits for more."""
    with services.store.session() as session:
        row = session.get(Delivery, f"{incoming}/0/{NAME}")
        if row is None or row.state != OPEN:
            return
        row.state = "failed"
    if not row.ts:
        return
    say = texts(services.settings.reisplan_language)
    channel = row.arguments["channel"]
    try:
        services.client.chat_stopStream(
            channel=channel, ts=row.ts, markdown_text="\n\n" + say("answers.broken_off")
        )
    except (SlackApiError, OSError) as error:
        log.warning("stream left open", error=type(error).__name__, delivery=row.key)
