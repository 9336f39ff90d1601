"""The Web API: one module a family of methods, each registering its own."""

from bot.workplace.api import (
    assistant,
    auth,
    chat,
    conversations,
    users,
    views,
)

__all__ = ["assistant", "auth", "chat", "conversations", "users", "views"]
