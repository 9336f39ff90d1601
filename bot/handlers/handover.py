"""What happens beside a signed plan: reminders, sharing, questions from elsewhere, a canvas, an adviser."""

from __future__ import annotations

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import agendas
from bot.coach.afterwards import appointment, reminders, sharing
from bot.coach.afterwards.appointment import Adviser, Wish
from bot.coach.afterwards.sharing import Message, Place
from bot.coach.documents.canvas import canvas, instead
from bot.coach.outcome import File
from bot.handlers import agenda as thread
from bot.inbox import Arrival
from bot.outbox import Call, plan, post, upload
from bot.services import Services
from bot.store import Delivery
from bot.store.agendas import Agenda
from prompts import texts


def act(services: Services, arrival: Arrival) -> None:
    """Write a canvas, or confirm the appointment that was proposed."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None and arrival.payload["what"] == "canvas":
            made = canvas(services.coach.plan(session, agenda), texts(agenda.language))
            calls = [Call("canvas", "canvases_create", made.arguments(agenda.channel))]
        elif agenda is not None:
            calls = _agreed(services, session, agenda, arrival.user, arrival.payload["value"])
        plan(session, arrival.key, calls)


def tell_canvas(services: Services, arrival: Arrival) -> None:
    """Say where the canvas is, or give the file when none could be made."""
    with services.store.session() as session:
        sent = session.get(Delivery, f"{arrival.key}/0/canvas")
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if sent is not None and agenda is not None:
            t = texts(agenda.language)
            if sent.state == "sent":
                calls.append(_in_thread("done", agenda, t("handover.canvas.done")))
            else:
                text, file = instead(services.coach.plan(session, agenda), t)
                calls = [
                    _in_thread("instead", agenda, text),
                    _file(agenda, file),
                ]
        plan(session, arrival.key, calls, phase=1)


def remind(services: Services, arrival: Arrival) -> None:
    """Come back for the first step."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls: list[Call] = []
        if agenda is not None:
            outcome = services.coach.remind(session, agenda, arrival.payload["reminder"])
            calls = list(thread.calls_of(services, session, agenda, outcome))
        plan(session, arrival.key, calls)


def remind_elsewhere(services: Services, arrival: Arrival) -> None:
    """Where Slack refused it in the thread (its channel is archived), whoever does the step hears it."""
    with services.store.session() as session:
        refused = select(Delivery).where(
            Delivery.incoming == arrival.key, Delivery.phase == 0, Delivery.state == "failed"
        )
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None and session.scalar(refused) is not None:
            shown = services.coach.plan(session, agenda)
            owner = shown.first_step.owner_user if shown.first_step else ""
            to = owner or agenda.signed_by or agenda.started_by
            text = reminders.in_private(shown, arrival.payload["reminder"], texts(agenda.language))
            calls = [post("private", to, text)] if to and text else []
        plan(session, arrival.key, calls, phase=1)


def share(services: Services, arrival: Arrival) -> None:
    """Post the summary in the channel that was chosen."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None:
            shown = services.coach.plan(session, agenda)
            note = arrival.payload["note"]
            message = sharing.summary(shown, texts(agenda.language), by=arrival.user, note=note)
            calls.append(_post("shared", arrival.payload["to"], message))
        plan(session, arrival.key, calls)


def tell_shared(services: Services, arrival: Arrival) -> None:
    """Tell the thread, or only whoever wanted to share when it failed."""
    with services.store.session() as session:
        sent = session.get(Delivery, f"{arrival.key}/0/shared")
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if sent is not None and agenda is not None:
            t, to = texts(agenda.language), f"<#{arrival.payload['to']}>"
            if sent.state == "sent":
                calls.append(_in_thread("told", agenda, t("handover.share.done", channel=to)))
            else:
                calls.append(
                    _aside("told", arrival, agenda.channel, agenda.thread_ts, t("handover.share.failed"))
                )
        plan(session, arrival.key, calls, phase=1)


def ask(services: Services, arrival: Arrival) -> None:
    """Bring a question from elsewhere to the agenda's thread, and say so to who asked."""
    place = Place(**json.loads(arrival.payload["place"]))
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None:
            t = texts(agenda.language)
            message = sharing.question(place, arrival.payload["text"], t)
            calls.append(_post("question", agenda.channel, message, thread_ts=agenda.thread_ts))
            below = arrival.payload.get("thread", "")
            calls.append(_aside("thanks", arrival, place.channel, below, t("handover.ask.thanks")))
        plan(session, arrival.key, calls)


def answer(services: Services, arrival: Arrival) -> None:
    """Take the team's answer to where the question was asked."""
    place = Place(**json.loads(arrival.payload["place"]))
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None:
            t = texts(agenda.language)
            message = sharing.answer(place, arrival.payload["text"], arrival.user, t)
            calls.append(_post("answer", place.channel, message, thread_ts=place.ts))
            done = t("handover.answer.done", channel=f"<#{place.channel}>")
            calls.append(_in_thread("told", agenda, done))
        plan(session, arrival.key, calls)


def meet(services: Services, arrival: Arrival) -> None:
    """Propose an appointment to the team."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls = []
        if agenda is not None:
            wish = Wish(agenda.id, arrival.payload["at"], tuple(arrival.payload["shares"]))
            shown, t = services.coach.plan(session, agenda), texts(agenda.language)
            message = appointment.proposal(shown, wish, arrival.user, t)
            calls.append(_post("proposal", agenda.channel, message, thread_ts=agenda.thread_ts))
        plan(session, arrival.key, calls)


def _agreed(services: Services, session: Session, agenda: Agenda, user: str, value: str) -> list[Call]:
    wish = appointment.read_agreed(f"{agenda.id}#{value}")
    adviser = Adviser(services.settings.adviser_email, services.settings.adviser_url)
    shown, t = services.coach.plan(session, agenda), texts(agenda.language)
    text, file = appointment.agreed(shown, wish, adviser, user, t)
    return [_in_thread("agreed", agenda, text), _file(agenda, file)]


def _in_thread(name: str, agenda: Agenda, text: str) -> Call:
    return post(name, agenda.channel, text, thread_ts=agenda.thread_ts)


def _post(name: str, channel: str, message: Message, *, thread_ts: str = "") -> Call:
    return post(name, channel, message.text, thread_ts=thread_ts, blocks=list(message.blocks))


def _aside(name: str, arrival: Arrival, channel: str, thread_ts: str, text: str) -> Call:
    thread_of = {"thread_ts": thread_ts} if thread_ts else {}
    where = {"channel": channel, "user": arrival.user, **thread_of}
    return Call(name, "chat_postEphemeral", {**where, "text": text})


def _file(agenda: Agenda, file: File) -> Call:
    where = (agenda.channel, agenda.thread_ts)
    return upload("file", *where, filename=file.name, title=file.title, content=file.content, alt=file.alt)
