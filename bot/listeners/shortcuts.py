"""Shortcuts: start an agenda from anywhere, ask about a message."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.coach.conversation.views import start_view
from bot.inbox import Arrival, Inbox
from bot.services import Services


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def start(shortcut: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        view = start_view(services.language(shortcut["user"]["id"]), channel="", user=shortcut["user"]["id"])
        client.views_open(trigger_id=shortcut["trigger_id"], view=view)

    def ask_about(shortcut: dict[str, Any], ack: Ack) -> None:
        message, channel = shortcut["message"], shortcut["channel"]["id"]
        key = f"shortcut:{shortcut['trigger_id']}"
        payload = {"text": message.get("text", ""), "response_url": shortcut["response_url"], "language": ""}
        team = (shortcut.get("team") or {}).get("id") or services.team
        arrival = Arrival(key, "ask", team, channel, key, shortcut["user"]["id"], payload)
        inbox.accept(arrival)
        services.enqueue(arrival)
        ack()

    app.shortcut("start_agenda")(start)
    app.shortcut("ask_about_message")(ask_about)
