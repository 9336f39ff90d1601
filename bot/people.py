"""Names and languages of people, from Slack, remembered for a moment."""

from __future__ import annotations

import time
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class _Person:
    name: str
    language: str
    asked_at: float


class People:
    """Looks people up by user id."""

    def __init__(self, client: WebClient) -> None:
        self._client = client
        self._known: dict[str, _Person] = {}

    def name(self, user: str) -> str:
        """Return the person's first name, or the id when Slack won't say."""
        return self._person(user).name

    def language(self, user: str) -> str:
        """Return the language that the person has set in Slack, as "nl" or "en"; "" when that is another."""
        return self._person(user).language

    def _person(self, user: str) -> _Person:
        known = self._known.get(user)
        if known and time.monotonic() - known.asked_at < _SECONDS:
            return known
        try:
            profile = self._client.users_info(user=user, include_locale=True)["user"]
        except (SlackApiError, OSError):
            return known or _Person(user, "", 0)
        details = profile.get("profile", {})
        first = (profile.get("real_name") or details.get("real_name") or "").split(maxsplit=1)[:1]
        name = details.get("first_name") or "".join(first) or profile.get("name") or user
        language = str(profile.get("locale", ""))[:2]
        person = _Person(str(name), language if language in ("nl", "en") else "", time.monotonic())
        self._known[user] = person
        return person
