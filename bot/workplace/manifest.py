"""App manifests: read, checked, and asked what they allow."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.workplace.store import Json

# The bot scopes, any one of which Slack wants before it sends the event; other events need none.
EVENT_SCOPES: Mapping[str, tuple[str, ...]] = {
    "app_mention": ("app_mentions:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "reaction_added": ("reactions:read",),
    "reaction_removed": ("reactions:read",),
    "member_joined_channel": ("channels:read", "groups:read"),
    "member_left_channel": ("channels:read", "groups:read"),
    "channel_created": ("channels:read",),
    "channel_archive": ("channels:read",),
    "channel_unarchive": ("channels:read",),
}


_MOST_CHARACTERS: Mapping[str, int] = {
    "display_information.description": 140,
    "display_information.long_description": 4000,
    "features.agent_view.agent_description": 300,
    "features.bot_user.display_name": 80,
}
_MOST_ITEMS: Mapping[str, int] = {
    "features.agent_view.suggested_prompts": 4,
    "features.shortcuts": 10,
    "features.slash_commands": 50,
    "oauth_config.scopes.bot": 255,
    "settings.event_subscriptions.bot_events": 100,
}


class ManifestError(ValueError):
    """A manifest that Slack would not install; the text says which field and why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an app may do: the parts of its manifest that the workplace acts on."""

    data: Json

    @property
    def name(self) -> str:
        return str(self.data["display_information"]["name"])

    @property
    def bot_name(self) -> str:
        return str(self.part("features", "bot_user").get("display_name", self.name))

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.part("oauth_config", "scopes").get("bot", ()))

    @property
    def events(self) -> frozenset[str]:
        """Subscribed bot events that the scopes also allow."""
        subscribed = self.part("settings", "event_subscriptions").get("bot_events", ())
        return frozenset(event for event in subscribed if self._allows(event))

    @property
    def commands(self) -> list[Json]:
        return list(self.part("features").get("slash_commands", ()))

    @property
    def shortcuts(self) -> list[Json]:
        return list(self.part("features").get("shortcuts", ()))

    @property
    def suggested_prompts(self) -> list[Json]:
        return list(self.part("features", "agent_view").get("suggested_prompts", ()))

    @property
    def agent_view(self) -> bool:
        return "agent_view" in self.part("features")

    @property
    def home_tab(self) -> bool:
        return bool(self.part("features", "app_home").get("home_tab_enabled", False))

    @property
    def interactive(self) -> bool:
        return bool(self.part("settings", "interactivity").get("is_enabled", False))

    @property
    def socket_mode(self) -> bool:
        return bool(self.part("settings").get("socket_mode_enabled", False))

    def _allows(self, event: str) -> bool:
        needed = EVENT_SCOPES.get(event)
        return needed is None or bool(self.scopes & set(needed))

    def part(self, *path: str) -> Json:
        part: Json = self.data
        for key in path:
            part = part.get(key) or {}
        return part


def read_manifest(source: Mapping[str, Any] | Path) -> Manifest:
    """A manifest from a mapping or a YAML or JSON file, checked.

    Raises `ManifestError` where Slack would refuse to install the app.
    """
    manifest = Manifest(_load(source) if isinstance(source, Path) else dict(source))
    _check(manifest)
    return manifest


def _load(path: Path) -> Json:
    import yaml  # only a file needs it, and the page should be there at once

    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ManifestError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise ManifestError(f"{path}: a manifest is a mapping")
    return data


def _check(manifest: Manifest) -> None:
    data = manifest.data
    name = (data.get("display_information") or {}).get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= 35:
        raise ManifestError("display_information.name: 1 to 35 characters")
    if "assistant_view" in (data.get("features") or {}):
        raise ManifestError("features.assistant_view: closed to new apps, use agent_view")
    for path, most in _MOST_CHARACTERS.items():
        _check_length(path, manifest.part(*path.split(".")[:-1]).get(path.rpartition(".")[2]), most)
    for path, most in _MOST_ITEMS.items():
        if len(manifest.part(*path.split(".")[:-1]).get(path.rpartition(".")[2]) or ()) > most:
            raise ManifestError(f"{path}: at most {most}")
    _check_entry_points(manifest)


def _check_length(field: str, value: Any, most: int, *, required: bool = False) -> None:
    if (required and not value) or len(str(value or "")) > most:
        raise ManifestError(f"{field}: {'1 to' if required else 'at most'} {most} characters")


def _check_entry_points(manifest: Manifest) -> None:
    needs_commands = bool(manifest.commands or manifest.shortcuts)
    if needs_commands and "commands" not in manifest.scopes:
        raise ManifestError("oauth_config.scopes.bot: slash commands and shortcuts need the scope `commands`")
    for command in manifest.commands:
        if not str(command.get("command", "")).startswith("/"):
            raise ManifestError("features.slash_commands: each has a `command` with a slash")
        _check_length("features.slash_commands.command", command["command"], 32, required=True)
        _check_length("features.slash_commands.description", command.get("description"), 2000, required=True)
        _check_length("features.slash_commands.usage_hint", command.get("usage_hint"), 1000)
    for shortcut in manifest.shortcuts:
        if shortcut.get("type") not in ("global", "message") or not shortcut.get("name"):
            raise ManifestError("features.shortcuts: each has a `name` and a `type` (global or message)")
        _check_length("features.shortcuts.callback_id", shortcut.get("callback_id"), 255, required=True)
        _check_length("features.shortcuts.description", shortcut.get("description"), 150, required=True)
    for prompt in manifest.suggested_prompts:
        if not prompt.get("title") or not prompt.get("message"):
            raise ManifestError("features.agent_view.suggested_prompts: each has a `title` and a `message`")
