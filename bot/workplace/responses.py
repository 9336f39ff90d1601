"""What an app answers to an interaction: through its `response_url`, or at once in the ack of a command."""

from bot.workplace import block_kit, conversations, messages, mrkdwn
from bot.workplace.api.chat import apply_update
from bot.workplace.errors import SlackError
from bot.workplace.identity import of_bot
from bot.workplace.people import App
from bot.workplace.statuses import clear_status
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_MOST_USES = 5


def use_hook(ws: Workspace, hook: str, payload: Json) -> None:
    """Responds through a `response_url`; raises `expired_url`, `used_url` or why the content is refused."""
    row = ws.store.one("select * from hooks where id = ?", hook)
    if row is None or row["app"] not in ws.apps:
        raise SlackError("invalid_url", status=404)
    if row["expires"] < ws.clock():
        raise SlackError("expired_url", status=404)
    if row["uses"] >= _MOST_USES:
        raise SlackError("used_url", status=404)
    ws.store.run("update hooks set uses = uses + 1 where id = ?", hook)
    ws.store.run("delete from hooks where expires < ?", ws.clock() - ws.timing.response_url)
    respond(
        ws,
        ws.apps[row["app"]],
        row["channel"],
        row["user"],
        payload,
        ts=row["ts"],
        thread_ts=row["thread_ts"],
    )


def respond(
    ws: Workspace, app: App, channel: str, user: str, payload: Json, *, ts: str = "", thread_ts: str = ""
) -> None:
    """Shows, replaces or deletes a message, as the payload of a response says."""
    conversation = conversations.visible(ws, channel, user)
    if ts and payload.get("delete_original"):
        messages.delete(ws, conversation, messages.get(ws, channel, ts, reader=user))
        return
    content = _content(payload)
    if ts and payload.get("replace_original"):
        message = messages.get(ws, channel, ts, reader=user)
        messages.change(ws, conversation, apply_update(message, content), reader=user)
        return
    content.setdefault("text", "")
    author, thread_ts = of_bot(app), str(payload.get("thread_ts") or thread_ts)
    if payload.get("response_type") == "in_channel":
        messages.post(ws, conversation, author, content, thread_ts=thread_ts)
        if thread_ts:
            clear_status(ws, channel, thread_ts)
    else:
        messages.post_ephemeral(ws, conversation, author, content, user, thread_ts=thread_ts)


def _content(payload: Json) -> Json:
    content: Json = {}
    if "text" in payload:
        content["text"] = mrkdwn.escape(str(payload["text"]))
    if payload.get("blocks") is not None:
        block_kit.check_message(payload["blocks"])
        content["blocks"] = block_kit.with_ids(payload["blocks"])
    if payload.get("attachments"):
        content["attachments"] = payload["attachments"]
    if payload.get("metadata"):
        content["metadata"] = payload["metadata"]
    if not any(content.get(key) for key in ("text", "blocks", "attachments")):
        raise SlackError("no_text", status=400)
    return content
