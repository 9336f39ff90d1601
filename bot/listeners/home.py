"""The app opened: its home tab, and suggested prompts above an empty conversation."""

from __future__ import annotations

from datetime import date
from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import home
from bot.coach.conversation.views import start_view
from bot.handlers.maintenance import refresh_arrival
from bot.inbox import Arrival, Inbox
from bot.services import Services
from prompts import texts

log = structlog.get_logger()


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") == "messages":
            _suggest(services, client, event["channel"], event["user"])
        else:
            home.publish(services, event["user"])

    def start(body: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        view = start_view(services.language(body["user"]["id"]), channel="", user=body["user"]["id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def export(body: dict[str, Any], ack: Ack) -> None:
        accept(body, "export")
        ack()

    def forget(body: dict[str, Any], ack: Ack) -> None:
        accept(body, "forget")
        ack()

    def ingest(body: dict[str, Any], ack: Ack) -> None:
        # A button may be pressed in a view of before: look again at who it is.
        if home.is_maintainer(services, body["user"]["id"]):
            accept(body, "ingest")
        ack()

    def accept(body: dict[str, Any], kind: str) -> None:
        user = body["user"]["id"]
        channel = str(services.client.conversations_open(users=user)["channel"]["id"])
        team = (body.get("team") or {}).get("id") or services.team
        arrival = Arrival(f"action:{body['trigger_id']}", kind, team, channel, kind, user, {})
        inbox.accept(arrival)
        services.enqueue(arrival)

    app.event("app_home_opened")(opened)
    app.action("home_start")(start)
    app.action("home_open_agenda")(lambda ack: ack())  # the link itself does the work
    app.action("home_export")(export)
    app.action("home_forget")(forget)
    app.action("home_ingest")(ingest)
    if services.settings.sources_file.is_file():
        inbox.accept(refresh_arrival(services, date.today()))  # begins when the bot does


def _suggest(services: Services, client: WebClient, channel: str, user: str) -> None:
    say = texts(services.language(user))
    prompts = [{"title": text, "message": text} for text in say.many("slack.prompts")]
    try:
        # Without thread_ts: under agent_view a call that has one does nothing.
        client.api_call(
            "assistant.threads.setSuggestedPrompts",
            json={"channel_id": channel, "title": say("slack.prompts_title"), "prompts": prompts},
        )
    except SlackApiError as error:
        log.warning("no prompts suggested", error=error.response.get("error"))
