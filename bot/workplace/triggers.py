"""Trigger ids: short-lived, single-use leave to open a modal before a person."""

import time
from dataclasses import dataclass

from bot.workplace import ids
from bot.workplace.errors import SlackError


@dataclass(slots=True)
class Trigger:
    app: str
    user: str
    view: str
    at: float
    used: bool = False


class Triggers:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._known: dict[str, Trigger] = {}

    def issue(self, app: str, user: str, view: str = "") -> str:
        """A new trigger id; `view` is the modal in which the person acted, "" elsewhere."""
        self._forget()
        trigger_id = f"{ids.digits()}.{ids.digits()}.{ids.secret(32).lower()}"
        self._known[trigger_id] = Trigger(app, user, view, time.monotonic())
        return trigger_id

    def exchange(self, trigger_id: str, app: str) -> Trigger:
        """Raises `invalid_trigger_id`, `expired_trigger_id` or `exchanged_trigger_id`."""
        trigger = self._known.get(trigger_id)
        if trigger is None or trigger.app != app:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self._seconds:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def _forget(self) -> None:
        # Long enough that a late one is still told that it expired rather than that it never was.
        limit = time.monotonic() - max(600.0, self._seconds)
        while self._known and next(iter(self._known.values())).at < limit:
            del self._known[next(iter(self._known))]
