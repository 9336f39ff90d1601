"""Which messages are for the bot. Every delivery of one message gives the same answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from bot import agendas
from bot.coach.afterwards.sharing import Place
from bot.inbox import Arrival
from bot.intent import asks
from bot.services import Services
from bot.slack_text import mentioned, plain, without_mention
from bot.store import Exchange
from bot.store.agendas import Agenda

_SPOKEN = {None, "file_share", "thread_broadcast", "me_message"}
_CHANGES = {"message_changed": "edit", "message_deleted": "delete"}


def arrival_of_message(services: Services, event: dict[str, Any], team: str) -> Arrival | None:
    """Return what this message event means to the bot, or None when it isn't for the bot."""
    subtype = event.get("subtype")
    if subtype in _CHANGES:
        return _change(services, event, team, _CHANGES[subtype])
    if subtype not in _SPOKEN or event.get("bot_id") or event.get("user") in (None, services.bot_user):
        return None
    channel, ts, text = event["channel"], event["ts"], event.get("text", "")
    thread_ts = event.get("thread_ts") or ts
    addressed = is_direct(channel) or services.bot_user in mentioned(text)
    in_thread = "thread_ts" in event
    if in_thread and (agenda := _asked_below(services, channel, thread_ts, text)):
        place = Place(agenda.id, channel, thread_ts, event["user"])
        asked = {
            "place": place.packed(),
            "text": plain(without_mention(text, services.bot_user)),
            "thread": thread_ts,
        }
        home = (agenda.channel, agenda.thread_ts)
        return Arrival(f"{team}:{channel}:{ts}", "plan_question", team, *home, event["user"], asked)
    if not (addressed or (in_thread and _goes_on(services, event["user"], channel, thread_ts, text))):
        return None
    payload = {"text": text, "ts": ts, "files": len(event.get("files", [])), "addressed": addressed}
    return Arrival(f"{team}:{channel}:{ts}", "message", team, channel, thread_ts, event["user"], payload)


def is_direct(channel: str) -> bool:
    """Tell whether the channel is a conversation of one person with the bot."""
    return channel.startswith("D")


def _goes_on(services: Services, user: str, channel: str, thread_ts: str, text: str) -> bool:
    """Tell whether a message without a mention is for the bot all the same.

    In an agenda every message is. In a thread where the bot answered, a question is, unless it is put to a
    colleague; of those who didn't ask before, only one with a question mark.
    """
    if _agenda(services, channel, thread_ts):
        return True
    mine = select(Exchange.user).where(Exchange.channel == channel, Exchange.thread_ts == thread_ts)
    with services.store.session() as session:
        askers = set(session.scalars(mine))
    if not askers or mentioned(text):
        return False
    shown = plain(text)
    return shown.endswith("?") or (user in askers and asks(shown))


def _asked_below(services: Services, channel: str, thread_ts: str, text: str) -> Agenda | None:
    """The agenda whose shared summary a colleague asks something about, in the thread below it."""
    others = [user for user in mentioned(text) if user != services.bot_user]
    if others or not plain(text).endswith("?"):
        return None
    with services.store.session() as session:
        return agendas.shared_in(session, channel, thread_ts)


def _change(services: Services, event: dict[str, Any], team: str, kind: str) -> Arrival | None:
    before = event.get("previous_message") or {}
    after = event.get("message") or {}
    thread_ts = before.get("thread_ts") or after.get("thread_ts") or ""
    channel, ts = event["channel"], before.get("ts") or after.get("ts") or event.get("deleted_ts", "")
    if before.get("bot_id") or after.get("bot_id") or not _agenda(services, channel, thread_ts):
        return None
    if kind == "edit" and before.get("text") == after.get("text"):
        return None  # a link was unfurled, a reply was counted
    key = f"{team}:{channel}:{ts}:{kind}:{event.get('event_ts') or event['ts']}"
    user = after.get("user") or before.get("user") or ""
    return Arrival(key, kind, team, channel, thread_ts, user, {"ts": ts, "text": after.get("text", "")})


def _agenda(services: Services, channel: str, thread_ts: str) -> bool:
    with services.store.session() as session:
        return agendas.in_thread(session, channel, thread_ts) is not None
