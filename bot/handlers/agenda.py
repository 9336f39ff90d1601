"""The path of a contribution: hear it, let the coach decide, plan what is said."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from sqlalchemy.orm import Session

from bot import agendas, exchanges
from bot.coach.afterwards.reminders import reminders
from bot.coach.engine import Coach
from bot.coach.outcome import Move, Outcome, Reply, Said, Start
from bot.handlers import question
from bot.handlers.turns import take_turn
from bot.inbox import Arrival, Inbox, waiting_behind
from bot.outbox import Call, plan, post, upload
from bot.services import Services
from bot.slack_text import mentioned, plain, without_mention
from bot.store import Delivery, utc_now
from bot.store.agendas import Agenda
from prompts import texts


def open_thread(services: Services, arrival: Arrival) -> None:
    """Post the message whose thread becomes the agenda, unless it was asked for in a thread."""
    calls = []
    if arrival.kind == "start":
        wish = arrival.payload
        say = texts(wish["language"])
        organisation = say("slack.agenda_for", organisation=wish["text"]) if wish["text"] else ""
        text = say("slack.agenda_root", user=arrival.user, organisation=organisation)
        calls.append(post("root", arrival.channel, text))
    with services.store.session() as session:
        plan(session, arrival.key, calls)


def begin(services: Services, arrival: Arrival) -> None:
    """Start the agenda in the thread that is there now."""
    wish = arrival.payload
    name = services.people.name(arrival.user)
    members = tuple((user, services.people.name(user)) for user in wish.get("members", []))
    with services.store.session() as session:
        root = session.get(Delivery, f"{arrival.key}/0/root")
        thread_ts = root.ts if root else arrival.thread_ts
        if not thread_ts:
            plan(session, arrival.key, [_cannot_write(arrival)], phase=1)
            return
        start = Start(
            team=arrival.team,
            channel=arrival.channel,
            thread_ts=thread_ts,
            user=arrival.user,
            name=name,
            organisation=wish["text"],
            scope=wish.get("scope", ""),
            minutes=int(wish.get("minutes", 90)),
            language=wish["language"],
            quoting=wish.get("quoting", "names"),
            members=members,
            key=arrival.key,
        )
        outcome = services.coach.start(session, start)
        agenda = agendas.in_thread(session, arrival.channel, thread_ts)
        calls = list(calls_of(services, session, agenda, outcome)) if agenda else []
        if agenda:
            calls.insert(0, _overview_post(services, session, agenda))
        plan(session, arrival.key, calls, phase=1)
    _look_in_later(services, arrival.in_thread(thread_ts), outcome)


def pin_overview(services: Services, arrival: Arrival) -> None:
    """Remember which message is the living overview, and pin it."""
    with services.store.session() as session:
        sent = session.get(Delivery, f"{arrival.key}/1/overview")
        calls = []
        if sent is not None and sent.ts:
            agenda = agendas.by_thread_of(session, sent)
            if agenda is not None:
                agenda.overview_ts = sent.ts
                calls.append(Call("pin", "pins_add", {"channel": agenda.channel, "timestamp": sent.ts}))
        plan(session, arrival.key, calls, phase=2)


def hear(services: Services, arrival: Arrival) -> None:
    """Hear what somebody says in an agenda thread."""
    payload = arrival.payload
    text = plain(without_mention(payload["text"], services.bot_user))
    addressed = services.bot_user in mentioned(payload["text"])
    name = services.people.name(arrival.user)

    def act(session: Session, coach: Coach) -> Outcome:
        more = waiting_behind(session, arrival)
        said = Said(arrival.user, name, payload["ts"], text, addressed=addressed, more=more)
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        assert agenda is not None
        outcome = coach.hear(session, agenda, said)
        if outcome.question is None:
            calls = list(calls_of(services, session, agenda, outcome)) or [_noted(arrival)]
            plan(session, arrival.key, calls)
        return outcome

    outcome = take_turn(services, arrival, act)
    if outcome.question is not None:
        _answer_in_between(services, arrival, outcome)
    _look_in_later(services, arrival, outcome)


def move(services: Services, arrival: Arrival) -> None:
    """Do what a button in an agenda thread asks for."""
    name = services.people.name(arrival.user)

    def act(session: Session, coach: Coach) -> Outcome | None:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls: list[Call] = []
        outcome = None
        if agenda is not None:
            payload = arrival.payload
            move, value = Move(payload["move"]), payload.get("value", "")
            outcome = coach.move(session, agenda, arrival.user, move, value, arrival.key, name)
            calls = list(calls_of(services, session, agenda, outcome))
        plan(session, arrival.key, calls)
        return outcome

    outcome = take_turn(services, arrival, act)
    if outcome is not None:
        _look_in_later(services, arrival, outcome)


def nudge(services: Services, arrival: Arrival) -> None:
    """Look in on a team that has been silent for a while."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls: list[Call] = []
        if agenda is not None:
            outcome = services.coach.nudge(session, agenda, utc_now())
            calls = list(calls_of(services, session, agenda, outcome))
        plan(session, arrival.key, calls)
    if agenda is not None:
        _look_in_later(services, arrival, outcome)


def change(services: Services, arrival: Arrival) -> None:
    """Follow a message that was edited or deleted in Slack."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls: list[Call] = []
        if agenda is not None:
            ts, text = arrival.payload["ts"], plain(arrival.payload["text"])
            if arrival.kind == "edit":
                outcome = services.coach.edited(session, agenda, ts, text, arrival.key)
            else:
                outcome = services.coach.deleted(session, agenda, ts)
            calls = list(calls_of(services, session, agenda, outcome))
        plan(session, arrival.key, calls)


def tell_left(services: Services, arrival: Arrival) -> None:
    """Tell a thread, without a name, that somebody's words are gone, and what that did to the plan."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        calls: list[Call] = []
        if agenda is not None:
            text = texts(agenda.language)("agenda.edited.left")
            calls.append(post("left", agenda.channel, text, thread_ts=agenda.thread_ts))
            calls += _overview_update(services, session, agenda)
        plan(session, arrival.key, calls)


def _answer_in_between(services: Services, arrival: Arrival, outcome: Outcome) -> None:
    asked = outcome.question or ""
    reply = question.answer_to(services, arrival, asked)
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        exchanges.remember(session, arrival, asked, reply)
        calls = [question.post_answer(arrival, reply, below=outcome.back)]
        if agenda is not None:
            calls += calls_of(services, session, agenda, outcome)
        plan(session, arrival.key, calls)


def calls_of(services: Services, session: Session, agenda: Agenda, outcome: Outcome) -> Iterator[Call]:
    for reply in outcome.replies:
        yield _say(agenda, reply)
        for file in reply.files:
            yield upload(
                f"{reply.kind}-{reply.key}-{file.name}",
                agenda.channel,
                agenda.thread_ts,
                filename=file.name,
                title=file.title,
                content=file.content,
                alt=file.alt,
            )
    if outcome.changed:
        yield from _overview_update(services, session, agenda)


def _noted(arrival: Arrival) -> Call:
    """The coach keeps silent, and lets people see that it heard them."""
    where = {"channel": arrival.channel, "timestamp": arrival.payload["ts"]}
    return Call("noted", "reactions_add", {**where, "name": "memo"})


def _look_in_later(services: Services, arrival: Arrival, outcome: Outcome) -> None:
    """Plan to look in, unless a look is planned by then: that one plans the next when it wakes."""
    _come_back(services, arrival)
    if outcome.nudge_after is None:
        return
    at = math.ceil(time.time()) + outcome.nudge_after + 1
    key = f"nudge:{arrival.thread}:{at}"
    nudge = Arrival(key, "nudge", arrival.team, arrival.channel, arrival.thread_ts, arrival.user, {"due": at})
    if Inbox(services.store).plan_once(nudge, besides=arrival.key):
        services.enqueue(nudge)


def _say(agenda: Agenda, reply: Reply) -> Call:
    blocks = {"blocks": list(reply.blocks)} if reply.blocks else {}
    name = f"{reply.kind}-{reply.key}"
    if reply.to is None:
        return post(name, agenda.channel, reply.text, thread_ts=agenda.thread_ts, **blocks)
    where = {"channel": agenda.channel, "thread_ts": agenda.thread_ts, "user": reply.to}
    return Call(name, "chat_postEphemeral", {**where, "text": reply.text, **blocks})


def _overview_post(services: Services, session: Session, agenda: Agenda) -> Call:
    shown = services.coach.overview(session, agenda)
    return post("overview", agenda.channel, shown.text, thread_ts=agenda.thread_ts, blocks=list(shown.blocks))


def _overview_update(services: Services, session: Session, agenda: Agenda) -> Iterator[Call]:
    if agenda.overview_ts:
        shown = services.coach.overview(session, agenda)
        where = {"channel": agenda.channel, "ts": agenda.overview_ts}
        yield Call("overview", "chat_update", {**where, "text": shown.text, "blocks": list(shown.blocks)})


def _cannot_write(arrival: Arrival) -> Call:
    text = texts(arrival.payload["language"])("slack.agenda_elsewhere", channel=f"<#{arrival.channel}>")
    return Call("cannot", "chat_postMessage", {"channel": arrival.user, "text": text})


def _come_back(services: Services, arrival: Arrival) -> None:
    """Put in the queue what a signed agenda is still to come back for; each reminder once."""
    with services.store.session() as session:
        agenda = agendas.in_thread(session, arrival.channel, arrival.thread_ts)
        if agenda is None or agenda.status != "finished":
            return
        now = utc_now()
        found = [(r.key, r.delay(now)) for r in reminders(services.coach.plan(session, agenda), now)]
        where = (agenda.team, agenda.channel, agenda.thread_ts, "")
    for key, delay in found:
        later = Arrival(f"remind:{agenda.id}:{key}", "remind", *where, {"reminder": key}).after(delay + 1)
        if Inbox(services.store).accept(later):
            services.enqueue(later)
