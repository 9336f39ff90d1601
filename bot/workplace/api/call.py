"""One Web API call: who makes it, with what arguments, and the table of methods."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.workplace import conversations
from bot.workplace.conversations import SCOPE_PREFIX, Conversation
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.identity import Identity
from bot.workplace.people import App
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_TRUE = (True, 1, "1", "true", "True")


class Args:
    """Arguments as JSON or a form brings them: numbers, flags and JSON may come as text."""

    def __init__(self, values: Json) -> None:
        self.values = {key: value for key, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def text(self, name: str, default: str = "") -> str:
        value = self.values.get(name, default)
        if isinstance(value, (dict, list)):
            raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
        return value if isinstance(value, str) else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self.values.get(name, default) in _TRUE

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.values.get(name, default))
        except (TypeError, ValueError) as error:
            raise invalid_arguments(f"must be a number [json-pointer:/{name}]") from error

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A list or object, None where absent; raises `error` where it is not JSON."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as fault:
            raise SlackError(
                error, messages=[f"[ERROR] must be valid JSON [json-pointer:/{name}]"]
            ) from fault

    def words(self, name: str) -> list[str]:
        """A comma-separated list, or a real one."""
        value = self.values.get(name, "")
        parts = value if isinstance(value, list) else str(value).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]


@dataclass(frozen=True, slots=True)
class Call:
    ws: Workspace
    who: Identity
    args: Args
    method: str

    @property
    def app(self) -> App:
        """The app that calls; raises `not_allowed_token_type` for a person."""
        if self.who.app is None:
            raise SlackError("not_allowed_token_type")
        return self.who.app

    def need_scope(self, *any_of: str) -> None:
        """Raises `missing_scope` where the app has none of these; a person may do everything."""
        if self.who.kind == "person" or not any_of or self.who.scopes & set(any_of):
            return
        raise SlackError("missing_scope", needed=any_of[0], provided=",".join(sorted(self.who.scopes)))

    def conversation(self, name: str = "channel", *, scope: str = "") -> Conversation:
        """The conversation named by an argument, with `scope` (`history`, `read`, …) checked for its kind."""
        conversation = conversations.visible(self.ws, self.args.required(name), self.who.user)
        if scope:
            self.need_scope(f"{SCOPE_PREFIX[conversation.kind]}:{scope}")
        return conversation

    def need_membership(self, conversation: Conversation) -> None:
        if not conversations.is_member(self.ws, conversation.id, self.who.user):
            raise SlackError("not_in_channel")


Handler = Callable[[Call], Json]


@dataclass(frozen=True, slots=True)
class Method:
    handler: Handler
    tier: int
    tokens: frozenset[str]
    scopes: tuple[str, ...]


METHODS: dict[str, Method] = {}


def method(
    name: str, *, tier: int = 3, tokens: str = "bot person", scopes: tuple[str, ...] = ()
) -> Callable[[Handler], Handler]:
    """Registers a Web API method; any one of `scopes` will do. Tier 0 is Slack's "special"."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, tier, frozenset(tokens.split()), scopes)
        return handler

    return register
