"""The workplace in a thread, a real Bolt app connected to it, and people who act through the Web API."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.workplace import Workplace
from bot.workplace.workspace import Timing

SCOPES = [
    *("app_mentions:read", "assistant:write", "channels:history", "channels:manage", "channels:read"),
    *("chat:write", "commands", "files:read", "files:write", "groups:history", "groups:read", "groups:write"),
    *("im:history", "im:read", "im:write", "mpim:write", "pins:read", "pins:write", "reactions:read"),
    *("reactions:write", "users:read"),
]
EVENTS = [
    *("app_home_opened", "app_mention", "app_context_changed", "message.channels", "message.groups"),
    *("message.im", "reaction_added", "reaction_removed", "member_joined_channel", "channel_archive"),
]
# Short enough for tests, in the proportions of the real ones.
QUICK = Timing(ack=0.5, retries=(0.0, 0.3, 0.6), trigger=0.5, status=0.6, stream=60, response_url=60)


def manifest(**changes: Any) -> dict[str, Any]:
    """A manifest that allows nearly everything; `scopes`, `events` and `name` replace its own."""
    return {
        "display_information": {"name": changes.get("name", "Proef")},
        "features": {
            "agent_view": {
                "agent_description": "Test",
                "suggested_prompts": [{"title": "A", "message": "B"}],
            },
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": changes.get("name", "Proef")},
            "slash_commands": [{"command": "/proef", "description": "Test", "should_escape": True}],
            "shortcuts": [
                {"name": "Globaal", "type": "global", "callback_id": "global_one", "description": "x"},
                {"name": "Bericht", "type": "message", "callback_id": "message_one", "description": "x"},
            ],
        },
        "oauth_config": {"scopes": {"bot": changes.get("scopes", SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": changes.get("events", EVENTS)},
            "interactivity": {"is_enabled": True},
            "socket_mode_enabled": True,
        },
    }


@dataclass
class Office:
    """A running workplace, and everyone in it."""

    workplace: Workplace
    http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.http = httpx.Client(base_url=self.workplace.url, timeout=15)
        self.app_info: dict[str, Any] = self.http.get("/workplace/apps").json()["apps"][-1]
        self.people: list[dict[str, Any]] = self.http.get("/workplace/people").json()["people"]
        self.handlers: list[SocketModeHandler] = []
        self.karin, self.joost = self.people[0]["id"], self.people[1]["id"]
        self.bot_id: str = self.app_info["bot_user_id"]

    @property
    def bot(self) -> WebClient:
        return WebClient(self.app_info["bot_token"], base_url=f"{self.workplace.url}/api/")

    def person(self, number: int = 0) -> WebClient:
        return WebClient(self.people[number]["token"], base_url=f"{self.workplace.url}/api/")

    def app_info_bot_id(self) -> str:
        found: str = self.bot.auth_test()["bot_id"]
        return found

    def channel(self, name: str = "algemeen") -> str:
        found = self.person().conversations_list()["channels"]
        return next(channel["id"] for channel in found if channel["name"] == name)

    def direct(self) -> str:
        """The conversation between Karin and the app."""
        opened: str = self.person().conversations_open(users=self.bot_id)["channel"]["id"]
        return opened

    def act(self, path: str, **given: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.http.post(
            f"/workplace/{path}", json={"user": self.karin, **given}
        ).json()
        return answer

    def read(self, path: str, **given: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.http.get(
            f"/workplace/{path}", params={"user": self.karin, **given}
        ).json()
        return answer

    def bolt(self) -> App:
        return App(client=self.bot, raise_error_for_unhandled_request=False)

    def close(self) -> None:
        for handler in self.handlers:
            # Its threads take seconds to notice; nothing waits for them.
            threading.Thread(target=handler.close, daemon=True).start()
        self.http.close()

    def connect(self, app: App) -> SocketModeHandler:
        handler = SocketModeHandler(app, self.app_info["app_token"])
        handler.connect()
        self.handlers.append(handler)
        wait_for(lambda: self.http.get("/workplace/apps").json()["apps"][-1]["connected"])
        return handler


def wait_for(condition: Callable[[], Any], seconds: float = 60.0) -> Any:
    """Waits until `condition` returns something true, and returns that; long, for a loaded machine."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
    return found
