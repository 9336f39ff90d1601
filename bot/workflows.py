"""Durable execution: an arrival is a DBOS workflow, which survives a crash and runs once, in thread order."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog
from dbos import DBOS, DBOSConfig, SetEnqueueOptions, SetWorkflowID

from bot.inbox import Arrival, Inbox, arrival_of, finish
from bot.outbox import Call, Outbox, plan, planned
from bot.services import Services
from bot.store import Delivery, Incoming
from bot.streams import break_off
from prompts import texts

QUEUE = "conversation"

Handler = Callable[[Services, Arrival], None]
Handlers = dict[str, tuple[Handler, ...]]

log = structlog.get_logger()


def configure(system_database_url: str) -> None:
    """Set DBOS up; call `launch` when the workflows are registered."""
    config: DBOSConfig = {
        "name": "reisplan",
        "system_database_url": system_database_url,
        "executor_id": "bot",
        # One fixed version, so that an upgraded bot finishes what the one before it began.
        "application_version": "reisplan",
        "log_level": "ERROR",
    }
    DBOS(config=config)


def register(services: Services, handlers: Handlers) -> None:
    """Register the workflow and give `services` its `enqueue`."""
    outbox = Outbox(services.store, services.client)

    @DBOS.step(name="decide", retries_allowed=True, max_attempts=3, interval_seconds=0.5)
    def decide(key: str, phase: int) -> list[str]:
        return _decide(services, handlers, key, phase)

    @DBOS.step(name="apologise")
    def apologise(key: str, phase: int) -> str:
        return _apologise(services, key, phase)

    @DBOS.step(name="deliver", retries_allowed=True, max_attempts=10, interval_seconds=0.5, backoff_rate=2)
    def deliver(key: str) -> bool:
        return outbox.send(key)

    def attempt(key: str) -> bool:
        try:
            return deliver(key)
        except Exception as error:  # Slack was out of reach for minutes: what follows may still get through
            log.error("call given up", delivery=key, error=type(error).__name__)
            return False

    @DBOS.step(name="finish")
    def close(key: str) -> None:
        break_off(services, key)
        with services.store.session() as session:
            finish(session, key)

    @DBOS.workflow(name="handle")
    def handle(key: str, phases: int) -> None:
        for phase in range(phases):
            deliveries, trouble = [], False
            try:
                deliveries = decide(key, phase)
            except Exception as error:  # whatever it was, whoever asked is told
                log.error("arrival not handled", key=key, phase=phase, error=type(error).__name__)
                trouble = True
            arrived = [attempt(delivery) for delivery in deliveries]
            if trouble or not all(arrived):
                attempt(apologise(key, phase))
        close(key)

    def put_in_queue(arrival: Arrival) -> None:
        options = SetEnqueueOptions(queue_partition_key=arrival.thread, delay_seconds=arrival.delay)
        with SetWorkflowID(arrival.key), options:
            DBOS.enqueue_workflow(QUEUE, handle, arrival.key, len(handlers[arrival.kind]))

    # Handlers run in a step, where DBOS refuses to start a workflow; another thread knows nothing of it.
    beside = ThreadPoolExecutor(1, "enqueue")
    services.enqueue = lambda arrival: beside.submit(put_in_queue, arrival).result()


def launch(services: Services) -> None:
    """Start working, beginning with what an earlier run wrote down but didn't finish."""
    DBOS.launch()
    DBOS.register_queue(QUEUE, partition_concurrency=1, polling_interval_sec=0.05)
    for arrival in Inbox(services.store).unfinished():
        services.enqueue(arrival)


def stop() -> None:
    """Stop working; what is unfinished goes on at the next start."""
    DBOS.destroy(workflow_completion_timeout_sec=5)


def _apologise(services: Services, key: str, phase: int) -> str:
    """Plan the message that something went wrong, for the eyes of whoever did the thing; returns its key."""
    planned_as = f"{key}/{phase}/trouble"
    with services.store.session() as session:
        if session.get(Delivery, planned_as) is None:
            arrival = arrival_of(session.get_one(Incoming, key))
            say = texts(services.language(arrival.user))
            where = {"channel": arrival.channel, "user": arrival.user}
            if "." in arrival.thread_ts:
                where["thread_ts"] = arrival.thread_ts
            call = Call("trouble", "chat_postEphemeral", {**where, "text": say("slack.trouble")})
            plan(session, key, [call], phase=phase)
    return planned_as


def _decide(services: Services, handlers: Handlers, key: str, phase: int) -> list[str]:
    """Let the handler decide once what is sent; it writes its decision down in one transaction."""
    with services.store.session() as session:
        row = session.get(Incoming, key)
        if row is None or row.done_at is not None:
            return []
        arrival, decided = arrival_of(row), row.decided > phase
    if not decided:
        handlers[arrival.kind][phase](services, arrival)
    with services.store.session() as session:
        return planned(session, key, phase)
