"""Manifests: what an app is installed with."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.workplace import Workplace
from bot.workplace.manifest import ManifestError, read_manifest
from tests.workplace.support import SCOPES, manifest

COMMAND = {"command": "/proef", "description": "x"}
SHORTCUT = {"type": "global", "name": "x", "callback_id": "x", "description": "x"}
OURS = Path(__file__).parents[2] / "manifest.yaml"


def test_our_own_manifest_is_sound() -> None:
    ours = read_manifest(OURS)
    assert (
        ours.name == "Reisplan"
        and ours.socket_mode
        and ours.interactive
        and ours.home_tab
        and ours.agent_view
    )
    assert {"app_mention", "message.im", "app_home_opened"} <= ours.events


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"display_information": {}}, "display_information.name"),
        ({"display_information": {"name": "x" * 36}}, "display_information.name"),
        ({"features": {"assistant_view": {}}}, "agent_view"),
        ({"features": {"agent_view": {"agent_description": "x" * 301}}}, "agent_description"),
        ({"features": {"slash_commands": [{"command": "proef", "description": "x"}]}}, "slash_commands"),
        ({"features": {"shortcuts": [{"type": "ander", "callback_id": "x"}]}}, "shortcuts"),
        ({"features": {"shortcuts": [{"type": "global", "name": "x", "callback_id": "y"}]}}, "description"),
        ({"features": {"shortcuts": [SHORTCUT | {"description": "x" * 151}]}}, "shortcuts.description"),
        ({"features": {"shortcuts": [SHORTCUT] * 11}}, "features.shortcuts: at most 10"),
        ({"features": {"slash_commands": [COMMAND | {"command": "/" + "x" * 32}]}}, "slash_commands.command"),
        ({"features": {"slash_commands": [COMMAND | {"usage_hint": "x" * 1001}]}}, "usage_hint"),
        (
            {"features": {"agent_view": {"suggested_prompts": [{"title": "x", "message": "y"}] * 5}}},
            "at most 4",
        ),
        ({"features": {"agent_view": {"suggested_prompts": [{"title": "x"}]}}}, "suggested_prompts"),
        ({"features": {"bot_user": {"display_name": "x" * 81}}}, "display_name"),
        ({"display_information": {"name": "x", "description": "x" * 141}}, "display_information.description"),
        ({"oauth_config": {"scopes": {"bot": ["chat:write"]}}}, "commands"),
    ],
)
def test_what_slack_would_not_install(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ManifestError, match=complaint):
        read_manifest(manifest() | change)


def test_an_event_without_its_scope_is_not_sent() -> None:
    limited = read_manifest(manifest(scopes=["commands", "im:history", "groups:read"]))
    assert limited.events == {"app_home_opened", "app_context_changed", "message.im", "member_joined_channel"}


def test_unreadable_files(tmp_path: Path) -> None:
    broken = tmp_path / "manifest.yaml"
    broken.write_text("a: [")
    for path in (broken, tmp_path / "weg.yaml"):
        with pytest.raises(ManifestError, match=path.name):
            read_manifest(path)


def test_the_same_app_keeps_its_tokens_and_another_is_added(tmp_path: Path) -> None:
    def apps(**changes: Any) -> list[dict[str, Any]]:
        with Workplace(tmp_path / "w.db", manifest(**changes)) as workplace:
            found: list[dict[str, Any]] = httpx.get(f"{workplace.url}/workplace/apps").json()["apps"]
            return found

    [first] = apps()
    [again] = apps(scopes=SCOPES[:])
    assert again == first
    both = apps(name="Ander")
    assert [app["name"] for app in both] == ["Proef", "Ander"]
    assert both[0] == first and both[1]["bot_token"] != first["bot_token"]
