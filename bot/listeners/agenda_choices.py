"""Buttons of an agenda that carry a value: which stage, which option, how many minutes."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.coach.blocks import read_choice
from bot.coach.views import restored_view
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store.agendas import Agenda


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def choose(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        move, agenda_id, value = read_choice(action)
        with services.store.session() as session:
            agenda = session.get(Agenda, agenda_id)
        if agenda is not None:
            payload = {"move": move, "value": value}
            key, where = f"action:{body['trigger_id']}", (agenda.channel, agenda.thread_ts)
            arrival = Arrival(key, "move", agenda.team, *where, body["user"]["id"], payload)
            inbox.accept(arrival)
            services.enqueue(arrival)
        ack()
        if agenda is not None and "view" in body:
            client.views_update(view_id=body["view"]["id"], view=restored_view(value, agenda.language))

    app.action(re.compile("^choice_"))(choose)
