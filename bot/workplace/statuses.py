"""The status line of a thread ("… is looking it up"): gone when the app posts, or after two minutes."""

import asyncio

from bot.workplace import conversations
from bot.workplace.workspace import Workspace


def set_status(ws: Workspace, channel: str, thread_ts: str, status: str, loading: list[str]) -> None:
    """Shows `status` to everyone in the conversation; "" clears it."""
    key = (channel, thread_ts)
    shown = {"channel": channel, "thread_ts": thread_ts, "status": status, "loading_messages": loading}
    if status:
        ws.statuses[key] = shown
        asyncio.get_running_loop().call_later(ws.timing.status, _lapse, ws, key, shown)
    elif ws.statuses.pop(key, None) is None:
        return
    ws.tell("status", shown, conversations.members(ws, channel))


def clear_status(ws: Workspace, channel: str, thread_ts: str) -> None:
    set_status(ws, channel, thread_ts, "", [])


def _lapse(ws: Workspace, key: tuple[str, str], shown: object) -> None:
    if ws.statuses.get(key) is shown:
        clear_status(ws, *key)
