"""What modals and App Home views do: opened, pushed, updated, closed, published."""

import hashlib
import json

from bot.workplace import block_kit, elements, ids
from bot.workplace.errors import SlackError
from bot.workplace.people import App
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_MOST_STACKED = 3


def open_modal(ws: Workspace, app: App, user: str, view: Json) -> Json:
    """Opens a modal in place of whatever was open."""
    shown = _new(ws, app, view)
    _need_free_external_id(ws, app, shown)
    ws.views.stacks[user] = [shown]
    ws.tell("view", {}, [user])
    return shown


def push_modal(ws: Workspace, app: App, user: str, view: Json) -> Json:
    stack = ws.views.stacks.setdefault(user, [])
    if not stack:
        return open_modal(ws, app, user, view)
    if len(stack) >= _MOST_STACKED:
        raise SlackError("push_limit_reached")
    shown = _new(ws, app, view)
    _need_free_external_id(ws, app, shown)
    shown |= {"root_view_id": stack[0]["id"], "previous_view_id": stack[-1]["id"]}
    stack.append(shown)
    ws.tell("view", {}, [user])
    return shown


def update_modal(ws: Workspace, user: str, current: Json, view: Json) -> Json:
    """Replaces the view; what people filled in stays where block and action ids are the same."""
    blocks = block_kit.with_ids(view["blocks"])
    filled = current["state"]["values"]
    current |= _given(view) | {"blocks": blocks}
    current["state"] = {"values": elements.carried(elements.initial_state(blocks), filled)}
    current["hash"] = _hash(ws, current)
    ws.tell("view", {}, [user])
    return current


def close_modals(ws: Workspace, user: str, *, all_of_them: bool = False) -> None:
    stack = ws.views.stacks.get(user, [])
    del stack[0 if all_of_them else -1 :]
    ws.tell("view", {}, [user])


def publish_home(ws: Workspace, app: App, user: str, view: Json, expected_hash: str) -> Json:
    current = home(ws, app, user)
    if expected_hash and current and current["hash"] != expected_hash:
        raise SlackError("hash_conflict")
    shown = _new(ws, app, view)
    if current:
        shown["id"] = shown["root_view_id"] = current["id"]
    ws.store.run(
        "insert or replace into homes (app, user, data) values (?, ?, ?)", app.id, user, json.dumps(shown)
    )
    ws.tell("home", {}, [user])
    return shown


def home(ws: Workspace, app: App, user: str) -> Json | None:
    row = ws.store.one("select data from homes where app = ? and user = ?", app.id, user)
    return json.loads(row["data"]) if row else None


def save_home(ws: Workspace, app: App, user: str, view: Json) -> None:
    """Keeps what a person chose in the home view."""
    ws.store.run("update homes set data = ? where app = ? and user = ?", json.dumps(view), app.id, user)


def _new(ws: Workspace, app: App, view: Json) -> Json:
    blocks = block_kit.with_ids(view["blocks"])
    view_id = ids.new_id("V")
    shown: Json = {
        "id": view_id,
        "team_id": ws.team_id,
        "app_id": app.id,
        "app_installed_team_id": ws.team_id,
        "bot_id": app.bot_id,
        "title": None,
        "close": None,
        "submit": None,
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "clear_on_close": False,
        "notify_on_close": False,
        "submit_disabled": False,
        "root_view_id": view_id,
        "previous_view_id": None,
        **_given(view),
        "blocks": blocks,
        "state": {"values": elements.initial_state(blocks)},
    }
    return shown | {"hash": _hash(ws, shown)}


def _given(view: Json) -> Json:
    return {key: value for key, value in view.items() if key in block_kit.VIEW_FIELDS and value is not None}


def _need_free_external_id(ws: Workspace, app: App, view: Json) -> None:
    if view["external_id"] and ws.views.external(app, view["external_id"]):
        raise SlackError("duplicate_external_id")


def _hash(ws: Workspace, view: Json) -> str:
    digest = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()[:8]
    return f"{ws.now()}.{digest}"
