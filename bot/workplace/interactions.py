"""What a person does with an app: commands, buttons and menus, shortcuts, modals."""

from typing import Any

from bot.workplace import (
    block_kit,
    conversations,
    elements,
    files,
    messages,
    mrkdwn,
    payloads,
    responses,
    views,
)
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.people import App
from bot.workplace.socket_mode import AckError
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace


async def command(ws: Workspace, user: str, channel: str, name: str, text: str) -> None:
    conversation = _writable(ws, channel, user)
    app = next((app for app in ws.apps.values() if _has_command(app, name)), None)
    if app is None:
        raise SlackError("command_not_found")
    if next(item for item in app.manifest.commands if item["command"] == name).get("should_escape"):
        channels = {item.name: item.id for item in conversations.listed(ws, user, {"channel"})}
        text = mrkdwn.as_command(text, ws.directory.names(), channels)
    payload = payloads.command(ws, app, user, conversation, name, text)
    answer = await ask(ws, app, "slash_commands", payload)
    if any(answer.get(key) for key in ("text", "blocks", "attachments")):
        with ws.store.transaction():
            responses.respond(ws, app, channel, user, answer)


async def act_on_message(
    ws: Workspace, user: str, channel: str, ts: str, action_id: str, block_id: str, value: Any
) -> None:
    """A click or choice in a message."""
    conversation = conversations.visible(ws, channel, user)
    message = messages.get(ws, channel, ts, reader=user)
    app = _app(ws, message.get("app_id", ""))
    blocks = message_blocks(message)
    block, element = elements.find(blocks, action_id, block_id)
    entry = elements.action(block, element, value, ws.store.next_ts())
    key = (user, channel, ts)
    state = elements.carried(elements.initial_state(blocks), ws.message_states.get(key, {}))
    ws.message_states[key] = state
    elements.put(state, block, element, value)
    payload = payloads.base(ws, app, "block_actions", user)
    payload |= payloads.on_message(ws, app, user, conversation, message)
    payload |= {"trigger_id": ws.triggers.issue(app.id, user), "state": {"values": state}, "actions": [entry]}
    await ask(ws, app, "interactive", payload)


async def act_in_view(
    ws: Workspace, user: str, view_id: str, action_id: str, block_id: str, value: Any
) -> None:
    """A click or choice in a modal or in the App Home."""
    app, view = _view(ws, user, view_id)
    block, element = elements.find(view["blocks"], action_id, block_id)
    elements.put(view["state"]["values"], block, element, value)
    if view["type"] == "home":
        views.save_home(ws, app, user, view)
    if block["type"] == "input" and not block.get("dispatch_action"):
        return
    payload = payloads.base(ws, app, "block_actions", user)
    payload |= {
        "container": {"type": "view", "view_id": view_id},
        "trigger_id": ws.triggers.issue(app.id, user, view_id),
        "view": view,
        "actions": [elements.action(block, element, value, ws.store.next_ts())],
    }
    await ask(ws, app, "interactive", payload)


async def shortcut(ws: Workspace, user: str, callback_id: str, channel: str, ts: str) -> None:
    kind = "message" if ts else "global"
    app = next((app for app in ws.apps.values() if _has_shortcut(app, callback_id, kind)), None)
    if app is None:
        raise SlackError("shortcut_not_found")
    payload = payloads.base(ws, app, "message_action" if ts else "shortcut", user)
    payload |= {"callback_id": callback_id, "trigger_id": ws.triggers.issue(app.id, user)}
    payload["action_ts"] = ws.store.next_ts()
    if ts:
        conversation = conversations.visible(ws, channel, user)
        message = messages.get(ws, channel, ts, reader=user)
        place = payloads.on_message(ws, app, user, conversation, message)
        payload |= {"message_ts": ts, "message": message, **place}
        del payload["container"]
    await ask(ws, app, "interactive", payload)


async def options(ws: Workspace, user: str, place: Json, action_id: str, value: str) -> Json:
    """The choices of an external menu for what was typed so far: `options` or `option_groups`."""
    if view_id := place.get("view_id"):
        app, view = _view(ws, user, view_id)
        where: Json = {"container": {"type": "view", "view_id": view_id}, "view": view}
        blocks = view["blocks"]
    else:
        conversation = conversations.visible(ws, place["channel"], user)
        message = messages.get(ws, place["channel"], place["ts"], reader=user)
        app, blocks = _app(ws, message.get("app_id", "")), message_blocks(message)
        where = payloads.on_message(ws, app, user, conversation, message)
        where.pop("response_url")
    block, element = elements.find(blocks, action_id, place.get("block_id", ""))
    asked = {"action_id": element["action_id"], "block_id": block["block_id"], "value": value}
    answer = await ask(
        ws, app, "interactive", payloads.base(ws, app, "block_suggestion", user) | where | asked
    )
    return {key: answer[key] for key in ("options", "option_groups") if key in answer}


async def submit(ws: Workspace, user: str, view_id: str, state: Json, required: str) -> Json:
    """Submits the modal on top; returns `response_action` and `errors` where it stays open.

    `required` is what to say of a field that must be filled in.
    """
    app, view = _view(ws, user, view_id)
    _fill_in(ws, user, view, state)
    if missing := _missing(view):
        return {"response_action": "errors", "errors": dict.fromkeys(missing, required)}
    payload = payloads.base(ws, app, "view_submission", user)
    payload |= {
        "trigger_id": ws.triggers.issue(app.id, user, view_id),
        "view": view,
        "response_urls": _response_urls(ws, app, user, view),
    }
    return _after_submission(ws, app, user, view, await ask(ws, app, "interactive", payload))


async def close(ws: Workspace, user: str, view_id: str) -> None:
    app, view = _view(ws, user, view_id)
    views.close_modals(ws, user, all_of_them=bool(view["clear_on_close"]))
    if view["notify_on_close"]:
        payload = payloads.base(ws, app, "view_closed", user)
        payload |= {"view": view, "is_cleared": bool(view["clear_on_close"])}
        await ask(ws, app, "interactive", payload)


async def ask(ws: Workspace, app: App, kind: str, payload: Json) -> Json:
    """Sends it to the app and waits for the ack; a failure becomes the error that the person gets."""
    if kind == "interactive" and not app.manifest.interactive:
        raise SlackError("interactivity_not_enabled")
    try:
        answer = await ws.sockets.ask(app.id, kind, payload)
    except AckError as error:
        raise SlackError(str(error)) from error
    return answer if isinstance(answer, dict) else {}


def message_blocks(message: Json) -> list[Json]:
    """The blocks of a message, those in its attachments too."""
    attached = [
        block for attachment in message.get("attachments", []) for block in attachment.get("blocks", [])
    ]
    return [*message.get("blocks", []), *attached]


def _after_submission(ws: Workspace, app: App, user: str, view: Json, answer: Json) -> Json:
    action = answer.get("response_action")
    if action == "errors":
        return {"response_action": "errors", "errors": answer.get("errors", {})}
    if action == "update":
        views.update_modal(ws, user, view, block_kit.check_view(answer.get("view"), "modal"))
        return {"response_action": "update"}
    if action == "push":
        views.push_modal(ws, app, user, block_kit.check_view(answer.get("view"), "modal"))
        return {"response_action": "push"}
    stack = ws.views.stacks.get(user, [])
    if action == "clear" or (stack and stack[-1] is view):
        views.close_modals(ws, user, all_of_them=action == "clear")
    return {}


def _fill_in(ws: Workspace, user: str, view: Json, state: Json) -> None:
    for block_id, actions in state.items():
        for action_id, value in actions.items():
            block, element = elements.find(view["blocks"], action_id, block_id)
            if element["type"] == "file_input":
                value = [files.as_json(ws, files.visible(ws, file_id, user)) for file_id in value or []]
            elements.put(view["state"]["values"], block, element, value)


def _missing(view: Json) -> list[str]:
    values = view["state"]["values"]
    return [
        block["block_id"]
        for block in view["blocks"]
        if block["type"] == "input"
        and not block.get("optional")
        and all(elements.is_empty(entry) for entry in values.get(block["block_id"], {"": {}}).values())
    ]


def _response_urls(ws: Workspace, app: App, user: str, view: Json) -> list[Json]:
    urls = []
    for block in view["blocks"]:
        element = block.get("element") or {}
        if block["type"] == "input" and element.get("response_url_enabled"):
            entry = view["state"]["values"][block["block_id"]][element["action_id"]]
            channel = entry.get("selected_conversation") or entry.get("selected_channel")
            if channel:
                url = payloads.response_url(ws, app, channel, user)
                named = {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": channel,
                }
                urls.append(named | {"response_url": url})
    return urls


def _view(ws: Workspace, user: str, view_id: str) -> tuple[App, Json]:
    found = ws.views.find(view_id)
    if found and found[0] == user:
        return _app(ws, found[1]["app_id"]), found[1]
    for app in ws.apps.values():
        home = views.home(ws, app, user)
        if home and home["id"] == view_id:
            return app, home
    raise SlackError("view_not_found")


def _app(ws: Workspace, app_id: str) -> App:
    if app_id not in ws.apps:
        raise SlackError("app_not_found")
    return ws.apps[app_id]


def _writable(ws: Workspace, channel: str, user: str) -> Conversation:
    conversation = conversations.visible(ws, channel, user)
    if conversation.archived:
        raise SlackError("is_archived")
    return conversation


def _has_command(app: App, name: str) -> bool:
    return any(command["command"] == name for command in app.manifest.commands)


def _has_shortcut(app: App, callback_id: str, kind: str) -> bool:
    return any(item["callback_id"] == callback_id and item["type"] == kind for item in app.manifest.shortcuts)
