"""Buttons: open a source, share an answer, move an agenda on."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import exchanges
from bot.blocks.answer import gone_view, source_view
from bot.coach.conversation.views import adjust_view, from_whom_view
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store import Exchange
from bot.store.agendas import Agenda


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def open_source(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        incoming, _, number = action["value"].rpartition("#")
        with services.store.session() as session:
            exchange = exchanges.find(session, incoming)
        view = (
            _source(services, exchange, int(number))
            if exchange
            else gone_view(services.language(body["user"]["id"]))
        )
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def share(body: dict[str, Any], action: dict[str, Any], ack: Ack) -> None:
        accept(body, "share", {"exchange": action["value"], "response_url": body["response_url"]})
        ack()

    def adjust(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        with services.store.session() as session:
            agenda = session.get(Agenda, action["value"])
            if agenda is None:
                return
            text = services.coach.draft_text(session, agenda)
            versions = [version for version in agenda.versions if version.stage == agenda.stage]
            anonymous = agenda.quoting == "anonymous"
            view = adjust_view(agenda.id, text, agenda.language, versions, anonymous=anonymous)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def from_whom(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        with services.store.session() as session:
            agenda = session.get(Agenda, action["value"])
            if agenda is None:
                return
            view = from_whom_view(services.coach.from_whom(session, agenda), agenda.language)
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def move(body: dict[str, Any], action: dict[str, Any], ack: Ack) -> None:
        name = action["action_id"].removeprefix("agenda_")
        accept(body, "move", {"move": name, "agenda": action.get("value", "")})
        ack()

    def accept(body: dict[str, Any], kind: str, payload: dict[str, Any]) -> None:
        message = body.get("message") or {}
        channel = body["container"]["channel_id"]
        thread_ts = (
            message.get("thread_ts") or body["container"].get("thread_ts") or body["container"]["message_ts"]
        )
        team = (body.get("team") or {}).get("id") or services.team
        key = f"action:{body['trigger_id']}"
        arrival = Arrival(key, kind, team, channel, thread_ts, body["user"]["id"], payload)
        inbox.accept(arrival)
        services.enqueue(arrival)

    app.action(re.compile(r"^answer_source_\d+$"))(open_source)
    app.action("answer_share")(share)
    app.action("agenda_adjust")(adjust)
    app.action("agenda_from_whom")(from_whom)
    app.action(re.compile("^agenda_"))(move)


def _source(services: Services, exchange: Exchange, number: int) -> dict[str, Any]:
    language = exchange.answer["language"]
    cited = exchanges.citation(exchange, number)
    if cited is None:
        return gone_view(language)
    base = services.library.open()
    chunk = base.get(cited.chunk_id)
    if chunk is None:
        return gone_view(language)
    passage = [(around.text, around.id == chunk.id) for around in base.around(chunk.id)]
    return source_view(cited, passage, language, chunk.date)
