"""Reading documents in again, on a maintainer's button or by the day; exporting and forgetting a person."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot import home
from bot.inbox import Arrival, Inbox
from bot.outbox import Call, plan, post, upload
from bot.privacy import export_person, forget_person
from bot.services import Services
from bot.slack_text import escape, shorten
from bot.store import Delivery
from bot.store.agendas import Agenda
from prompts import Texts, texts

_PAUSE = 1.0  # seconds between two updates of the message; Slack allows about one a second
_PATIENCE = 3600.0  # seconds to wait for a run that somebody else began
_MOST_FAILURES = 10

Hear = Callable[[Mapping[str, Any]], None]

log = structlog.get_logger()


def announce(services: Services, arrival: Arrival) -> None:
    """Tell the maintainer that it begins, in the message that will show how far it is."""
    begun = post("progress", arrival.channel, _say(services, arrival)("maintenance.begun"))
    with services.store.session() as session:
        plan(session, arrival.key, [begun])


def ingest(services: Services, arrival: Arrival) -> None:
    """Ingest what was declared or given before, and tell how it goes in the message that was sent."""
    with services.store.session() as session:
        sent = session.get_one(Delivery, f"{arrival.key}/0/progress")
    say = _say(services, arrival)
    outcome = _read_in(services, _Message(services, say, sent.channel, sent.ts), say.language)
    with services.store.session() as session:
        told = {"channel": sent.channel, "ts": sent.ts, "text": _told(say, outcome)}
        plan(session, arrival.key, [Call("done", "chat_update", told)], phase=1)
    _publish(services, arrival.user)


def refresh(services: Services, arrival: Arrival) -> None:
    """Ingest what was declared, once a day; a page is fetched again when its own period is over."""
    outcome = _read_in(services, lambda progress: None, services.settings.reisplan_language)
    log.info("documents refreshed", **{name: outcome.get(name) for name in ("added", "changed", "removed")})
    tomorrow = date.today() + timedelta(days=1)
    start = datetime.combine(tomorrow, time_of_day(5), UTC)
    wait = max(60.0, (start - datetime.now(UTC)).total_seconds())
    following = refresh_arrival(services, tomorrow).after(wait)
    with services.store.session() as session:
        plan(session, arrival.key, [])
    if Inbox(services.store).accept(following):
        services.enqueue(following)


def refresh_arrival(services: Services, day: date) -> Arrival:
    """The run that belongs to a day."""
    return Arrival(f"refresh:{day.isoformat()}", "refresh", services.team, "", "refresh", "", {})


def export(services: Services, arrival: Arrival) -> None:
    """Send a person everything they wrote, as a file in their own conversation."""
    with services.store.session() as session:
        kept = json.dumps(export_person(session, arrival.user), ensure_ascii=False, indent=2)
        title, content = _say(services, arrival)("maintenance.own.file_title"), kept.encode()
        file = upload("file", arrival.channel, filename="reisplan.json", title=title, content=content)
        plan(session, arrival.key, [file])


def forget(services: Services, arrival: Arrival) -> None:
    """Delete everything that a person wrote, and say so, also in the threads that lost something by it."""
    with services.store.session() as session:
        threads = [
            Arrival(f"left:{arrival.key}:{agenda.id}", "left", *_thread(agenda), "", {})
            for agenda in forget_person(session, arrival.user)
        ]
        done = post("done", arrival.channel, _say(services, arrival)("maintenance.own.forgotten"))
        plan(session, arrival.key, [done])
    for left in threads:
        Inbox(services.store).accept(left)
        services.enqueue(left)
    _publish(services, arrival.user)


def _thread(agenda: Agenda) -> tuple[str, str, str]:
    return agenda.team, agenda.channel, agenda.thread_ts


class _Message:
    """Shows progress in a message, at most once a second."""

    def __init__(self, services: Services, say: Texts, channel: str, ts: str) -> None:
        self._services = services
        self._say = say
        self._channel = channel
        self._ts = ts
        self._last = 0.0

    def __call__(self, progress: Mapping[str, Any]) -> None:
        if time.monotonic() - self._last < _PAUSE:
            return
        self._last = time.monotonic()
        try:
            text = _how_far(self._say, progress)
            self._services.client.chat_update(channel=self._channel, ts=self._ts, text=text)
        except (SlackApiError, OSError) as error:  # the run matters more than its message
            log.warning("progress not shown", error=type(error).__name__)


def _read_in(services: Services, hear: Hear, language: str) -> dict[str, Any]:
    """Run `reisplan ingest` in a process of its own, so that answers don't wait for it."""
    from ingest import remembered

    waited = 0.0
    while services.library.being_filled() and waited < _PATIENCE:
        time.sleep(_PAUSE)
        waited += _PAUSE
    settings = services.settings
    if not (settings.sources_file.is_file() or remembered(settings.knowledge_folder)):
        return {"nothing": str(settings.sources_file)}
    environment = {
        **os.environ,
        "REISPLAN_DATA": str(settings.reisplan_data.absolute()),
        "REISPLAN_LANGUAGE": language,
        "EMBEDDING_MODEL": settings.embedding_model,
    }
    command = [sys.executable, "-m", "bot.cli", "ingest", "--json", "--follow"]
    outcome: dict[str, Any] = {}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as child:
        for line in child.stdout or ():
            said = _parsed(line)
            if "progress" in said:
                hear(said["progress"])
            else:
                outcome = _added(outcome, said)
    return outcome


def _added(outcome: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Add what a line says; a reason may take more lines, as for a file of sources with mistakes."""
    if outcome.get("reason") and said.get("reason"):
        return outcome | {"reason": f"{outcome['reason']}\n{said['reason']}"}
    return outcome | said


def _parsed(line: str) -> dict[str, Any]:
    """What a line of the command says; one that isn't JSON is the reason why it ended."""
    try:
        said = json.loads(line)
    except ValueError:
        return {"reason": line.strip()} if line.strip() else {}
    return said if isinstance(said, dict) else {}


def _how_far(say: Texts, progress: Mapping[str, Any]) -> str:
    values = {"done": progress["done"], "total": progress["total"], "percent": f"{progress['fraction']:.0%}"}
    left = progress["seconds_left"]
    if left is None:
        return say("maintenance.looking", total=progress["total"])
    minutes, seconds = divmod(round(left), 60)
    return say("maintenance.progress", **values, left=f"{minutes}:{seconds:02}")


def _told(say: Texts, outcome: Mapping[str, Any]) -> str:
    if outcome.get("nothing"):
        return say("maintenance.nothing", file=outcome["nothing"])
    if "added" not in outcome:
        return say("maintenance.not_done", reason=escape(outcome.get("reason", "")))
    names = ("added", "changed", "unchanged", "removed", "chunks")
    failed = outcome.get("failed", [])
    lines = [say("maintenance.done", **{name: outcome[name] for name in names})]
    if failed:
        lines.append(say("maintenance.failed", count=len(failed)))
        lines += [_failure(say, failure) for failure in failed[:_MOST_FAILURES]]
    return shorten("\n".join(lines), 3000)


def _failure(say: Texts, failure: Mapping[str, str]) -> str:
    reason = say(f"ingest.{failure['code']}", detail=failure["detail"])
    return f"• {escape(failure['document'])}: {escape(reason)}"


def _publish(services: Services, user: str) -> None:
    try:
        home.publish(services, user)
    except (SlackApiError, OSError) as error:
        log.warning("home not refreshed", error=type(error).__name__)


def _say(services: Services, arrival: Arrival) -> Texts:
    """In the language of whoever pressed the button."""
    return texts(services.language(arrival.user))
