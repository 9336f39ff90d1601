"""Names of people, from Slack, remembered for an hour."""

from __future__ import annotations

import time

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_SECONDS = 3600.0


class People:
    """Looks people up by user id."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._names: dict[str, tuple[float, str]] = {}

    def name(self, user: str) -> str:
        """Return the person's first name, or the id when Slack won't say."""
        known = self._names.get(user)
        if known and time.monotonic() - known[0] < _SECONDS:
            return known[1]
        try:
            profile = self._client.users_info(user=user)["user"]
        except (SlackApiError, OSError):
            return known[1] if known else user
        details = profile.get("profile", {})
        first = (profile.get("real_name") or details.get("real_name") or "").split(maxsplit=1)[:1]
        name = details.get("first_name") or "".join(first) or profile.get("name") or user
        self._names[user] = (time.monotonic(), name)
        return str(name)
