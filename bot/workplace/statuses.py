"""The status line of a thread ("… is looking it up"): gone when the app posts, or after two minutes."""

import asyncio
from dataclasses import dataclass

from bot.workplace import conversations
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Status:
    shown: Json
    lapse: asyncio.TimerHandle


def set_status(ws: Workspace, channel: str, thread_ts: str, status: str, loading: list[str]) -> None:
    """Shows `status` to everyone in the conversation; "" clears it."""
    shown = {"channel": channel, "thread_ts": thread_ts, "status": status, "loading_messages": loading}
    key = (channel, thread_ts)
    known = ws.statuses.pop(key, None)
    if known:
        known.lapse.cancel()
    if status:
        lapse = asyncio.get_running_loop().call_later(ws.timing.status, clear_status, ws, channel, thread_ts)
        ws.statuses[key] = Status(shown, lapse)
    if status or known:
        ws.tell("status", shown, conversations.members(ws, channel))


def clear_status(ws: Workspace, channel: str, thread_ts: str) -> None:
    set_status(ws, channel, thread_ts, "", [])


def forget_statuses(ws: Workspace) -> None:
    """Drops them all, so that none lapses after the end."""
    for status in ws.statuses.values():
        status.lapse.cancel()
    ws.statuses.clear()
