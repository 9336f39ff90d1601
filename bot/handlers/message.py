"""A message: a contribution to an agenda, the wish to start one, or a question."""

from __future__ import annotations

from bot import agendas
from bot.handlers import agenda, question
from bot.inbox import Arrival
from bot.intent import start_wish
from bot.outbox import plan
from bot.services import Services


def handle(services: Services, arrival: Arrival) -> None:
    """Take the message where it belongs."""
    with services.store.session() as session:
        in_agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts) is not None
    if in_agenda:
        agenda.hear(services, arrival)
    elif arrival.payload["addressed"] and start_wish(question.asked(services, arrival)):
        agenda.open_thread(services, arrival)
    else:
        question.handle(services, arrival)


def go_on(services: Services, arrival: Arrival) -> None:
    """Start the agenda that the message asked for."""
    wish = start_wish(question.asked(services, arrival)) if arrival.payload["addressed"] else None
    with services.store.session() as session:
        known = agendas.in_thread(session, arrival.channel, arrival.thread_ts) is not None
        if wish is None or known:
            plan(session, arrival.key, [], phase=1)
            return
    said = {"text": wish.organisation, "language": wish.language, "minutes": wish.minutes}
    agenda.begin(services, arrival.with_payload(**said))
