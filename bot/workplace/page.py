"""What the page reads: people, apps, conversations, messages, views and the stream of changes."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bot.workplace import conversations, messages, views
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.people import App
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_MOST_MESSAGES = 500
_LOCALES = {"nl": "nl-NL", "en": "en-GB"}
_FIRST, _LAST = "0000000000.000000", "9999999999.999999"


def read_people(ws: Workspace, request: Request) -> Json:
    people = [
        {key: getattr(person, key) for key in ("id", "name", "real_name", "title", "color", "token")}
        for person in ws.people.values()
    ]
    return {"people": people}


def read_apps(ws: Workspace, request: Request) -> Json:
    return {"apps": [_app(ws, app) for app in ws.apps.values()]}


def read_state(ws: Workspace, request: Request) -> Json:
    user = asked_user(ws, request)
    person = ws.people[user]
    if request.query_params.get("language") in _LOCALES:
        ws.store.remember(f"locale:{user}", _LOCALES[request.query_params["language"]])
    for app in ws.apps.values():
        conversations.direct(ws, [user, app.bot_user_id])
    found = conversations.listed(ws, user, {"channel", "group", "im", "mpim"})
    return {
        "team": {"id": ws.team_id, "name": ws.team_name},
        "user": {"id": user, "name": person.name, "real_name": person.real_name, "title": person.title},
        "conversations": [_conversation(ws, item, user) for item in found if not item.archived],
        "statuses": _statuses(ws, user),
        "texts": page_texts(),
        "known": ws.bus.last_id,
    }


def read_messages(ws: Workspace, request: Request) -> Json:
    user, channel = asked_user(ws, request), request.query_params.get("channel", "")
    conversations.visible(ws, channel, user)
    if thread_ts := request.query_params.get("thread_ts"):
        found = messages.in_thread(
            ws, channel, thread_ts, oldest=_FIRST, latest=_LAST, limit=_MOST_MESSAGES, reader=user
        )
    else:
        found = messages.on_top(
            ws, channel, oldest=_FIRST, latest=_LAST, inclusive=True, limit=_MOST_MESSAGES, reader=user
        )[::-1]
    return {"messages": messages.decorate(ws, channel, found)}


def read_views(ws: Workspace, request: Request) -> Json:
    return {"views": ws.views.stacks.get(asked_user(ws, request), [])}


def read_home(ws: Workspace, request: Request) -> Json:
    app = asked_app(ws, request.query_params.get("app", ""))
    return {"view": views.home(ws, app, asked_user(ws, request))}


def read_prompts(ws: Workspace, request: Request) -> Json:
    """The prompts that the app suggested last in a conversation."""
    return {"prompts": ws.store.fact(f"prompts:{request.query_params.get('channel', '')}")}


def reading(read: Callable[[Workspace, Request], Json]) -> Callable[[Request], Response]:
    """An endpoint that answers what `read` returns."""

    async def endpoint(request: Request) -> Response:
        ws: Workspace = request.app.state.workspace
        try:
            with ws.store.transaction():
                return JSONResponse({"ok": True, **read(ws, request)})
        except SlackError as error:
            return JSONResponse(error.body(), status_code=404)

    return endpoint  # type: ignore[return-value]


async def stream_events(request: Request) -> Response:
    ws: Workspace = request.app.state.workspace
    try:
        user = asked_user(ws, request)
    except SlackError as error:
        return JSONResponse(error.body(), status_code=404)
    last = request.headers.get("last-event-id", request.query_params.get("after", ""))
    stream = ws.bus.stream(user, int(last) if last.isdigit() else None)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


def asked_user(ws: Workspace, request: Request) -> str:
    user = request.query_params.get("user", "")
    if user not in ws.people:
        raise SlackError("user_not_found")
    return user


def asked_app(ws: Workspace, app_id: str) -> App:
    """The app with this id, or else the one installed last."""
    if app_id in ws.apps:
        return ws.apps[app_id]
    if app_id or not ws.apps:
        raise SlackError("app_not_found")
    return list(ws.apps.values())[-1]


def page_texts() -> Json:
    """The interface texts of the page, per language."""
    from prompts import LANGUAGES, texts  # reading all texts takes a moment: not before the page is up

    return {language: texts(language).area("workplace") for language in LANGUAGES}


def _app(ws: Workspace, app: App) -> Json:
    return {
        "id": app.id,
        "name": app.name,
        "bot_user_id": app.bot_user_id,
        "bot_token": app.bot_token,
        "app_token": app.app_token,
        "connected": ws.sockets.connected(app.id),
        "commands": app.manifest.commands,
        "shortcuts": app.manifest.shortcuts,
        "suggested_prompts": app.manifest.suggested_prompts,
        "home": app.manifest.home_tab,
    }


def _conversation(ws: Workspace, conversation: Conversation, user: str) -> Json:
    return conversations.as_json(ws, conversation, user) | {
        "name": "" if conversation.kind == "im" else conversation.name,
        "topic": conversation.topic,
        "is_im": conversation.kind == "im",
        "is_member": conversations.is_member(ws, conversation.id, user),
        "unread": conversations.unread(ws, conversation.id, user),
        "members": conversations.members(ws, conversation.id),
    }


def _statuses(ws: Workspace, user: str) -> list[Json]:
    shown = [status.shown for status in ws.statuses.values()]
    return [status for status in shown if conversations.is_member(ws, status["channel"], user)]
