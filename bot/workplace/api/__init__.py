"""The Web API: one module a family of methods, each registering its own."""

from bot.workplace.api import (
    assistant,
    auth,
    canvases,
    channels,
    chat,
    conversations,
    files,
    reactions,
    scheduled,
    streams,
    users,
    views,
)

__all__ = [
    "assistant", "auth", "canvases", "channels", "chat", "conversations", "files", "reactions", "scheduled",
    "streams", "users", "views",
]  # fmt: skip
