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
        return str(self._part("features", "bot_user").get("display_name", self.name))

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self._part("oauth_config", "scopes").get("bot", ()))

    @property
    def events(self) -> frozenset[str]:
        """Subscribed bot events that the scopes also allow."""
        subscribed = self._part("settings", "event_subscriptions").get("bot_events", ())
        return frozenset(event for event in subscribed if self._allows(event))

    @property
    def commands(self) -> list[Json]:
        return list(self._part("features").get("slash_commands", ()))

    @property
    def shortcuts(self) -> list[Json]:
        return list(self._part("features").get("shortcuts", ()))

    @property
    def suggested_prompts(self) -> list[Json]:
        return list(self._part("features", "agent_view").get("suggested_prompts", ()))

    @property
    def agent_view(self) -> bool:
        return "agent_view" in self._part("features")

    @property
    def home_tab(self) -> bool:
        return bool(self._part("features", "app_home").get("home_tab_enabled", False))

    @property
    def interactive(self) -> bool:
        return bool(self._part("settings", "interactivity").get("is_enabled", False))

    @property
    def socket_mode(self) -> bool:
        return bool(self._part("settings").get("socket_mode_enabled", False))

    def _allows(self, event: str) -> bool:
        needed = EVENT_SCOPES.get(event)
        return needed is None or bool(self.scopes & set(needed))

    def _part(self, *path: str) -> Json:
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
    features = data.get("features") or {}
    if "assistant_view" in features:
        raise ManifestError("features.assistant_view: closed to new apps, use agent_view")
    description = (features.get("agent_view") or {}).get("agent_description", "")
    if len(description) > 300:
        raise ManifestError("features.agent_view.agent_description: at most 300 characters")
    _check_entry_points(manifest)


def _check_entry_points(manifest: Manifest) -> None:
    needs_commands = bool(manifest.commands or manifest.shortcuts)
    if needs_commands and "commands" not in manifest.scopes:
        raise ManifestError("oauth_config.scopes.bot: slash commands and shortcuts need the scope `commands`")
    for command in manifest.commands:
        if not str(command.get("command", "")).startswith("/") or not command.get("description"):
            raise ManifestError(
                "features.slash_commands: each has a `command` with a slash and a `description`"
            )
    for shortcut in manifest.shortcuts:
        if shortcut.get("type") not in ("global", "message") or not shortcut.get("callback_id"):
            raise ManifestError(
                "features.shortcuts: each has a `type` (global or message) and a `callback_id`"
            )
