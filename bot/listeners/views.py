"""Submitted modals: start an agenda, change the draft."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App

from bot.coach.conversation.views import ADJUST, START, read_adjust, read_start
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store.agendas import Agenda
from prompts import texts


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def start(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        wish = read_start(view)
        channel = wish.pop("channel")
        if not channel:
            ack(response_action="errors", errors={"channel": texts(wish["language"])("slack.agenda_where")})
            return
        accept(body, Arrival(f"view:{view['id']}", "start", "", channel, "", body["user"]["id"], wish))
        ack()

    def adjust(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        agenda_id, text = read_adjust(view)
        with services.store.session() as session:
            agenda = session.get(Agenda, agenda_id)
        if agenda is not None:
            payload = {"move": "adjust", "value": text}
            key, where = f"view:{view['id']}", (agenda.channel, agenda.thread_ts)
            accept(body, Arrival(key, "move", agenda.team, *where, body["user"]["id"], payload))
        ack()

    def accept(body: dict[str, Any], arrival: Arrival) -> None:
        team = arrival.team or (body.get("team") or {}).get("id") or services.team
        arrival = arrival.with_team(team)
        inbox.accept(arrival)
        services.enqueue(arrival)

    app.view(START)(start)
    app.view(ADJUST)(adjust)
