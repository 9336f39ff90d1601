"""Interaction payloads in Slack's shapes."""

from bot.workplace import ids
from bot.workplace.conversations import Conversation
from bot.workplace.people import App
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace


def base(ws: Workspace, app: App, kind: str, user: str) -> Json:
    person = ws.people[user]
    return {
        "type": kind,
        "token": "workplace",
        "team": {"id": ws.team_id, "domain": ws.team_name.lower()},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {"id": user, "username": person.name, "name": person.name, "team_id": ws.team_id},
        "api_app_id": app.id,
    }


def command(ws: Workspace, app: App, user: str, conversation: Conversation, name: str, text: str) -> Json:
    """A slash command; its fields are all text, as the form that Slack sends over HTTP."""
    return {
        "token": "workplace",
        "team_id": ws.team_id,
        "team_domain": ws.team_name.lower(),
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": user,
        "user_name": ws.people[user].name,
        "command": name,
        "text": text,
        "api_app_id": app.id,
        "is_enterprise_install": "false",
        "response_url": response_url(ws, app, conversation.id, user, kind="commands"),
        "trigger_id": ws.triggers.issue(app.id, user),
    }


def on_message(ws: Workspace, app: App, user: str, conversation: Conversation, message: Json) -> Json:
    """The part of a payload that says on which message a person acted."""
    ephemeral = bool(message.get("is_ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": conversation.id,
        "is_ephemeral": ephemeral,
    }
    if "thread_ts" in message:
        container["thread_ts"] = message["thread_ts"]
    place: Json = {
        "container": container,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
        "response_url": response_url(
            ws, app, conversation.id, user, ts=message["ts"], thread_ts=message.get("thread_ts", "")
        ),
    }
    return place if ephemeral else place | {"message": message}


def channel_name(conversation: Conversation) -> str:
    return {"im": "directmessage", "mpim": "directmessage", "group": "privategroup"}.get(
        conversation.kind, conversation.name
    )


def response_url(
    ws: Workspace,
    app: App,
    channel: str,
    user: str,
    *,
    kind: str = "actions",
    ts: str = "",
    thread_ts: str = "",
) -> str:
    """A new address at which the app may respond, five times within half an hour."""
    hook = ids.secret(32)
    ws.store.run(
        "insert into hooks (id, app, channel, user, ts, thread_ts, expires) values (?, ?, ?, ?, ?, ?, ?)",
        hook, app.id, channel, user, ts, thread_ts, ws.clock() + ws.timing.response_url,
    )  # fmt: skip
    return f"{ws.base_url}/{kind}/{ws.team_id}/{ids.digits()}/{hook}"
