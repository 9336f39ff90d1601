"""Messages and mentions. A mention in a channel arrives twice, under two event ids; it is claimed once."""

from __future__ import annotations

from typing import Any

from slack_bolt import App

from bot.inbox import Inbox
from bot.services import Services
from bot.status import show_status
from bot.triage import arrival_of_message


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def heard(event: dict[str, Any], body: dict[str, Any]) -> None:
        team = body.get("team_id") or services.team
        arrival = arrival_of_message(services, event, team)
        if arrival is None:
            return
        if inbox.accept(arrival) and arrival.kind == "message":
            show_status(services, arrival)
        services.enqueue(arrival)

    app.event("message")(heard)
    app.event("app_mention")(heard)
