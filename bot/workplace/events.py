"""Events as Slack sends them, for every app that subscribed and may know."""

from bot.workplace import conversations, ids, mrkdwn
from bot.workplace.conversations import Conversation
from bot.workplace.people import App
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_CHANNEL_TYPES = {"channel": "channel", "group": "group", "im": "im", "mpim": "mpim"}


def send(ws: Workspace, name: str, event: Json, *, channel: str = "", only: App | None = None) -> None:
    """Queues `event` (under the name of its subscription) for each app that is in `channel`, where given."""
    for app in [only] if only else ws.apps.values():
        if name in app.manifest.events and (
            not channel or conversations.is_member(ws, channel, app.bot_user_id)
        ):
            ws.sockets.enqueue(app.id, _callback(ws, app, event))


def message_posted(ws: Workspace, conversation: Conversation, message: Json) -> None:
    _send_message(ws, conversation, {**_public(message), "event_ts": message["ts"]})
    _send_mentions(ws, conversation, message, already=set())


def message_changed(ws: Workspace, conversation: Conversation, message: Json, previous: Json) -> None:
    event = {"message": _public(message), "previous_message": _public(previous)}
    _send_hidden(ws, conversation, "message_changed", event)
    if message.get("subtype") != "tombstone":
        _send_mentions(ws, conversation, message, already=mrkdwn.mentions(previous.get("text", "")))


def message_deleted(ws: Workspace, conversation: Conversation, previous: Json) -> None:
    event = {"previous_message": _public(previous), "deleted_ts": previous["ts"]}
    _send_hidden(ws, conversation, "message_deleted", event)


def reaction(ws: Workspace, name: str, channel: str, message: Json, user: str, emoji: str) -> None:
    """`name` is `reaction_added` or `reaction_removed`."""
    event = {
        "type": name,
        "user": user,
        "reaction": emoji,
        "item": {"type": "message", "channel": channel, "ts": message["ts"]},
        "item_user": message.get("user", ""),
        "event_ts": ws.store.next_ts(),
    }
    send(ws, name, event, channel=channel)


def membership(ws: Workspace, name: str, conversation: Conversation, user: str, inviter: str = "") -> None:
    """`name` is `member_joined_channel` or `member_left_channel`."""
    event = {
        "type": name,
        "user": user,
        "channel": conversation.id,
        "channel_type": "C" if conversation.public else "G",
        "team": ws.team_id,
        "event_ts": ws.store.next_ts(),
    }
    if inviter:
        event["inviter"] = inviter
    send(ws, name, event, channel=conversation.id)


def home_opened(ws: Workspace, app: App, user: str, channel: str, tab: str, view: Json | None) -> None:
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel,
        "tab": tab,
        "event_ts": ws.store.next_ts(),
    }
    if view is not None and tab == "home":
        event["view"] = view
    send(ws, "app_home_opened", event, only=app)


def context_changed(ws: Workspace, app: App, user: str, channel: str, viewed: str) -> None:
    """The person looks at another conversation while the app's agent view is open beside it."""
    entity = {"type": "slack#/types/channel_id", "value": viewed, "team_id": ws.team_id}
    event = {
        "type": "app_context_changed",
        "user": user,
        "channel": channel,
        "context": {"entities": [entity]},
        "event_ts": ws.store.next_ts(),
    }
    send(ws, "app_context_changed", event, only=app)


def _send_message(ws: Workspace, conversation: Conversation, message: Json) -> None:
    event = {**message, "channel": conversation.id, "channel_type": _CHANNEL_TYPES[conversation.kind]}
    send(ws, conversation.event_name, event, channel=conversation.id)


def _send_hidden(ws: Workspace, conversation: Conversation, subtype: str, event: Json) -> None:
    ts = ws.store.next_ts()
    message = {"type": "message", "subtype": subtype, "hidden": True, "ts": ts, "event_ts": ts, **event}
    _send_message(ws, conversation, message)


def _send_mentions(ws: Workspace, conversation: Conversation, message: Json, already: set[str]) -> None:
    if conversation.kind == "im":
        return
    new = mrkdwn.mentions(message.get("text", "")) - already
    for app in ws.apps.values():
        if app.bot_user_id not in new or message.get("app_id") == app.id:
            continue
        mention = {key: value for key, value in _public(message).items() if key != "subtype"}
        event = {**mention, "type": "app_mention", "channel": conversation.id, "event_ts": message["ts"]}
        if conversations.is_member(ws, conversation.id, app.bot_user_id):
            send(ws, "app_mention", event, only=app)


def _public(message: Json) -> Json:
    return {
        key: value
        for key, value in message.items()
        if key not in ("metadata", "streaming", "fed", "task_display_mode")
    }


def _callback(ws: Workspace, app: App, event: Json) -> Json:
    authorization = {
        "enterprise_id": None,
        "team_id": ws.team_id,
        "user_id": app.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": "workplace",
        "team_id": ws.team_id,
        "context_team_id": ws.team_id,
        "context_enterprise_id": None,
        "api_app_id": app.id,
        "event": event,
        "type": "event_callback",
        "event_id": ids.new_id("Ev", 11),
        "event_time": ws.now(),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{ids.secret(40)}",
    }
