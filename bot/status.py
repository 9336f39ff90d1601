"""The first sign of life: a status under the message, before any work is done."""

from __future__ import annotations

import structlog
from slack_sdk.errors import SlackApiError

from bot import agendas
from bot.inbox import Arrival
from bot.services import Services
from prompts import texts

log = structlog.get_logger()


def show_status(services: Services, arrival: Arrival, *, busy: bool = False) -> None:
    """Show that the bot is busy; not in an agenda thread, where people talk to each other.

    A slash command has no thread to show it in; its answer to Slack says so instead.
    """
    if arrival.kind != "message":
        return
    with services.store.session() as session:
        if agendas.in_thread(session, arrival.channel, arrival.thread_ts):
            return
    say = texts(services.language(arrival.user))
    text = say("slack.library_busy" if busy else "slack.status")
    _set(services, arrival, text, [text] if busy else say.many("slack.loading"))


def show_writing(services: Services, arrival: Arrival) -> None:
    """Show in an agenda thread that a language model is at work; it may take a while."""
    text = texts(services.language(arrival.user))("slack.writing")
    _set(services, arrival, text, [text])


def _set(services: Services, arrival: Arrival, status: str, loading: list[str]) -> None:
    try:
        services.client.assistant_threads_setStatus(
            channel_id=arrival.channel,
            thread_ts=arrival.thread_ts,
            status=status,
            loading_messages=loading,
        )
    except (SlackApiError, OSError) as error:
        log.warning("no status shown", error=type(error).__name__)
