"""A call that Slack would refuse."""

from collections.abc import Sequence
from typing import Any


class SlackError(Exception):
    """`error` is Slack's code; `messages` go to `response_metadata.messages`; the rest beside `error`."""

    def __init__(self, error: str, *, messages: Sequence[str] = (), status: int = 200, **extra: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = list(messages)
        self.status = status
        self.extra = extra

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"ok": False, "error": self.error, **self.extra}
        if self.messages:
            body["response_metadata"] = {"messages": self.messages}
        return body


def invalid_arguments(*messages: str) -> SlackError:
    return SlackError("invalid_arguments", messages=[f"[ERROR] {message}" for message in messages])
