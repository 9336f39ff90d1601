"""Buttons of an agenda that carry a value or come after its signing, and the forms of its two tools."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.coach import Move
from bot.coach.afterwards.buttons import read_button
from bot.coach.conversation.blocks import read_choice
from bot.coach.conversation.views import restored_view
from bot.coach.tools import cost
from bot.coach.tools import views as tool_views
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store.agendas import Agenda
from prompts import texts


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def choose(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        move, agenda_id, value = read_choice(action)
        agenda = _find(services, agenda_id)
        if agenda is not None and value == "fill":
            ack()
            client.views_open(
                trigger_id=body["trigger_id"], view=_form(services, agenda, move, body["user"]["id"])
            )
            return
        accept(agenda, f"action:{body['trigger_id']}", body["user"]["id"], move, value)
        ack()
        if agenda is not None and "view" in body:
            client.views_update(view_id=body["view"]["id"], view=restored_view(value, agenda.language))

    def afterwards(body: dict[str, Any], action: dict[str, Any], ack: Ack) -> None:
        what, agenda_id, value = read_button(action)
        said = f"{what}#{value}" if value else what
        accept(
            _find(services, agenda_id), f"action:{body['trigger_id']}", body["user"]["id"], Move.AFTER, said
        )
        ack()

    def scan_filled(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        agenda_id, value = tool_views.read_scan(view)
        accept(_find(services, agenda_id), f"view:{view['id']}", body["user"]["id"], Move.SCAN, value)
        ack()

    def cost_filled(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        agenda_id, given = tool_views.read_cost(view)
        agenda = _find(services, agenda_id)
        if agenda is None:
            ack()
            return
        with services.store.session() as session:
            unit_cost = services.coach.curriculum(session, agenda).unit_cost
        if wrong := cost.unreadable(unit_cost, given):
            say = texts(agenda.language)("agenda.cost.no_number")
            ack(response_action="errors", errors=dict.fromkeys(wrong, say))
            return
        value = tool_views.as_value(unit_cost, given)
        accept(agenda, f"view:{view['id']}", body["user"]["id"], Move.COST, value)
        ack()

    def accept(agenda: Agenda | None, key: str, user: str, move: Move, value: str) -> None:
        if agenda is not None:
            payload = {"move": move, "value": value}
            arrival = Arrival(key, "move", agenda.team, agenda.channel, agenda.thread_ts, user, payload)
            inbox.accept(arrival)
            services.enqueue(arrival)

    app.action(re.compile("^choice_"))(choose)
    app.action(re.compile("^handover_(file_|went_|other_day$|skip$|sign_again$)"))(afterwards)
    app.view(tool_views.SCAN)(scan_filled)
    app.view(tool_views.COST)(cost_filled)


def _find(services: Services, id: str) -> Agenda | None:
    with services.store.session() as session:
        return session.get(Agenda, id)


def _form(services: Services, agenda: Agenda, move: Move, user: str) -> dict[str, Any]:
    with services.store.session() as session:
        found = session.get_one(Agenda, agenda.id)
        curriculum = services.coach.curriculum(session, found)
        if move is Move.SCAN:
            return tool_views.scan_view(
                found.id, curriculum, services.coach.scan_answers(session, found, user)
            )
        return tool_views.cost_view(found.id, curriculum, services.coach.cost_filled(session, found))
