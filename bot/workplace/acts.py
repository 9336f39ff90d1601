"""What a person does that has no Web API method: the endpoints that the page and scripts post to."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.workplace import conversations, events, interactions, responses, views
from bot.workplace.api.endpoint import read_arguments
from bot.workplace.errors import SlackError
from bot.workplace.page import asked_app
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

Act = Callable[[Workspace, Json], Awaitable[Json | None]]


async def do_command(ws: Workspace, given: Json) -> None:
    name, _, rest = str(given.get("command", "")).strip().partition(" ")
    text = f"{rest} {given.get('text', '')}".strip() if rest else str(given.get("text", ""))
    await interactions.command(ws, _user(ws, given), _need(given, "channel"), name, text.strip())


async def do_action(ws: Workspace, given: Json) -> None:
    user, action_id, block_id = _user(ws, given), _need(given, "action_id"), str(given.get("block_id") or "")
    value = given.get("value")
    if view_id := given.get("view_id"):
        await interactions.act_in_view(ws, user, view_id, action_id, block_id, value)
        return
    channel, ts = _need(given, "channel"), _need(given, "ts")
    await interactions.act_on_message(ws, user, channel, ts, action_id, block_id, value)


async def do_options(ws: Workspace, given: Json) -> Json:
    action_id = _need(given, "action_id")
    return await interactions.options(ws, _user(ws, given), given, action_id, str(given.get("value", "")))


async def do_shortcut(ws: Workspace, given: Json) -> None:
    channel, ts = str(given.get("channel") or ""), str(given.get("ts") or "")
    await interactions.shortcut(ws, _user(ws, given), _need(given, "callback_id"), channel, ts)


async def do_home(ws: Workspace, given: Json) -> None:
    """The person opens the app, on its Home or its Messages tab."""
    user, tab = _user(ws, given), given.get("tab", "home")
    if tab not in ("home", "messages"):
        raise SlackError("invalid_tab")
    app = asked_app(ws, str(given.get("app") or ""))
    with ws.store.transaction():
        conversation, _ = conversations.direct(ws, [user, app.bot_user_id])
        view = views.home(ws, app, user)
        events.home_opened(ws, app, user, conversation.id, tab, view)


async def do_context(ws: Workspace, given: Json) -> None:
    """The person turns to another conversation while the app's messages are open beside it."""
    user, app = _user(ws, given), asked_app(ws, str(given.get("app") or ""))
    with ws.store.transaction():
        conversation, _ = conversations.direct(ws, [user, app.bot_user_id])
        events.context_changed(ws, app, user, conversation.id, _need(given, "channel"))


async def do_view(ws: Workspace, given: Json) -> Json | None:
    user, view_id = _user(ws, given), _need(given, "view_id")
    if given.get("close"):
        await interactions.close(ws, user, view_id)
        return None
    from prompts import texts

    required = texts(str(given.get("language", "nl")))("workplace_server.required")
    return await interactions.submit(ws, user, view_id, given.get("state") or {}, required)


async def do_faults(ws: Workspace, given: Json) -> Json:
    """Sets faults; answers what is on now."""
    faults = ws.faults
    if given.get("clear"):
        faults.clear()
    if given.get("drop_socket"):
        faults.dropped += await ws.sockets.drop(refresh=given["drop_socket"] == "refresh")
    for name in ("rate_limit", "retry_after", "redeliver", "delay_ms"):
        if name in given:
            setattr(faults, name, int(given[name]))
    if "method" in given:
        faults.method = str(given["method"])
    shown = ("rate_limit", "retry_after", "redeliver", "delay_ms", "method", "dropped")
    return {"faults": {name: getattr(faults, name) for name in shown}}


async def use_response_url(request: Request) -> Response:
    ws: Workspace = request.app.state.workspace
    try:
        payload = await read_arguments(request)
        with ws.store.transaction():
            responses.use_hook(ws, request.path_params["hook"], payload)
    except SlackError as error:
        return JSONResponse(error.body(), status_code=error.status)
    return JSONResponse({"ok": True})


def acting(act: Act) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint that does what `act` does."""

    async def endpoint(request: Request) -> Response:
        ws: Workspace = request.app.state.workspace
        try:
            answer = await act(ws, await read_arguments(request))
        except SlackError as error:
            return JSONResponse(error.body())
        return JSONResponse({"ok": True, **(answer or {})})

    return endpoint


def _user(ws: Workspace, given: Json) -> str:
    user = str(given.get("user", ""))
    if user not in ws.people:
        raise SlackError("user_not_found")
    return user


def _need(given: Json, name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str) or not value:
        raise SlackError("invalid_arguments", messages=[f"[ERROR] missing required field: {name}"])
    return value
