"""Buttons and forms beside a signed plan: share, ask, answer, make an appointment, write a canvas."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from sqlalchemy.orm import Session

from bot.coach.afterwards import appointment, sharing
from bot.coach.afterwards.appointment import Adviser
from bot.coach.afterwards.buttons import read_button
from bot.coach.afterwards.sharing import Place
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store import utc_now
from bot.store.agendas import Agenda
from prompts import texts

_OPENING = ("share", "ask", "answer", "appointment")


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def press(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        what, agenda_id, value = read_button(action)
        with services.store.session() as session:
            agenda = session.get(Agenda, agenda_id)
            view = _form(services, session, agenda, what, body, action) if agenda else None
        if view is not None:
            ack()
            client.views_open(trigger_id=body["trigger_id"], view=view)
            return
        accept(agenda, "handover", f"action:{body['trigger_id']}", body, {"what": what, "value": value})
        ack()

    def shared(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        agenda_id, channel, note = sharing.read_share(view)
        accept_id(agenda_id, "share_plan", view, body, {"to": channel, "note": note})
        ack()

    def asked(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        place, text = sharing.read_text(view)
        accept_id(place.agenda, "plan_question", view, body, {"place": place.packed(), "text": text})
        ack()

    def answered(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        place, text = sharing.read_text(view)
        accept_id(place.agenda, "plan_answer", view, body, {"place": place.packed(), "text": text})
        ack()

    def met(body: dict[str, Any], view: dict[str, Any], ack: Ack) -> None:
        wish = appointment.read_form(view)
        accept_id(wish.agenda, "meet", view, body, {"at": wish.at, "shares": list(wish.shares)})
        ack()

    def accept_id(
        agenda_id: str, kind: str, view: dict[str, Any], body: dict[str, Any], payload: Any
    ) -> None:
        with services.store.session() as session:
            agenda = session.get(Agenda, agenda_id)
        accept(agenda, kind, f"view:{view['id']}", body, payload)

    def accept(agenda: Agenda | None, kind: str, key: str, body: dict[str, Any], payload: Any) -> None:
        if agenda is not None:
            where = (agenda.team, agenda.channel, agenda.thread_ts, body["user"]["id"])
            arrival = Arrival(key, kind, *where, payload)
            inbox.accept(arrival)
            services.enqueue(arrival)

    app.action(re.compile("^handover_(share|ask|answer|appointment|canvas|meet_agreed)$"))(press)
    app.view(sharing.SHARE)(shared)
    app.view(sharing.ASK)(asked)
    app.view(sharing.ANSWER)(answered)
    app.view(appointment.MEET)(met)


def _form(
    services: Services,
    session: Session,
    agenda: Agenda,
    what: str,
    body: dict[str, Any],
    action: dict[str, Any],
) -> dict[str, Any] | None:
    """The form that a button opens; None for a button that acts by itself."""
    if what not in _OPENING:
        return None
    plan, t = services.coach.plan(session, agenda), texts(agenda.language)
    if what == "share":
        return sharing.share_view(plan, t)
    if what == "appointment":
        adviser = Adviser(services.settings.adviser_email, services.settings.adviser_url)
        return appointment.form(plan, adviser, t, utc_now())
    if what == "answer":
        place, question = sharing.read_question(action["value"], body["message"])
        return sharing.answer_view(place, question, t)
    container = body["container"]
    place = Place(agenda.id, container["channel_id"], container["message_ts"], body["user"]["id"])
    return sharing.ask_view(place, plan.title, t)
