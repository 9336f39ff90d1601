"""chat.scheduleMessage and what goes with it."""

import json
import re

from bot.workplace import conversations, ids, messages
from bot.workplace.api.call import Args, Call, method
from bot.workplace.api.chat import destination
from bot.workplace.api.content import read_content
from bot.workplace.api.paging import page
from bot.workplace.errors import SlackError
from bot.workplace.identity import Identity, of_bot, of_person
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

_FARTHEST = 120 * 24 * 3600
_MOST_PER_FIVE_MINUTES = 30


@method("chat.scheduleMessage", tier=3, scopes=("chat:write",))
def schedule(call: Call) -> Json:
    conversation, post_at = destination(call), _post_at(call)
    content = read_content(call)
    close = call.ws.store.one(
        "select count(*) as n from scheduled where channel = ? and post_at between ? and ?",
        conversation.id, post_at - 150, post_at + 150,
    )  # fmt: skip
    if close and close["n"] >= _MOST_PER_FIVE_MINUTES:
        raise SlackError("restricted_too_many")
    number = ids.new_id("Q")
    held = {"content": content, "thread_ts": call.args.text("thread_ts")}
    call.ws.store.run(
        "insert into scheduled (id, channel, app, user, post_at, created, args) values (?, ?, ?, ?, ?, ?, ?)",
        number, conversation.id, call.who.app_id, call.who.user, post_at, call.ws.now(), json.dumps(held),
    )  # fmt: skip
    call.ws.wake.set()
    message = {"type": "delayed_message", **call.who.signature(), "team": call.ws.team_id, **content}
    return {
        "channel": conversation.id,
        "scheduled_message_id": number,
        "post_at": post_at,
        "message": message,
    }


@method("chat.deleteScheduledMessage", tier=3, scopes=("chat:write",))
def delete(call: Call) -> Json:
    deleted = call.ws.store.run(
        "delete from scheduled where id = ? and channel = ? and app = ? and user = ?",
        call.args.required("scheduled_message_id"), call.args.required("channel"),
        call.who.app_id, call.who.user,
    )  # fmt: skip
    if not deleted:
        raise SlackError("invalid_scheduled_message_id")
    return {}


@method("chat.scheduledMessages.list", tier=3)
def list_scheduled(call: Call) -> Json:
    rows = call.ws.store.all(
        "select * from scheduled where app = ? and user = ? order by post_at", call.who.app_id, call.who.user
    )
    channel = call.args.text("channel")
    rows, cursor = page(call.args, [row for row in rows if channel in ("", row["channel"])], default=100)
    found = [
        {
            "id": row["id"],
            "channel_id": row["channel"],
            "post_at": row["post_at"],
            "date_created": row["created"],
            "text": json.loads(row["args"])["content"]["text"],
        }
        for row in rows
    ]
    return {"scheduled_messages": found, "response_metadata": {"next_cursor": cursor}}


def post_due(ws: Workspace) -> float:
    """Posts what is due; returns how many seconds until the next."""
    for row in ws.store.all("select * from scheduled where post_at <= ?", ws.clock()):
        with ws.store.transaction():
            ws.store.run("delete from scheduled where id = ?", row["id"])
            conversation, held = conversations.find(ws, row["channel"]), json.loads(row["args"])
            author = _author(ws, row["app"], row["user"])
            if conversation and author and not conversation.archived:
                messages.post(ws, conversation, author, held["content"], thread_ts=held["thread_ts"])
    following = ws.store.one("select min(post_at) as at from scheduled")
    if following is None or following["at"] is None:
        return 3600.0
    return float(max(0.05, following["at"] - ws.clock()))


def _author(ws: Workspace, app: str, user: str) -> Identity | None:
    if app:
        return of_bot(ws.apps[app]) if app in ws.apps else None
    return of_person(ws.people[user]) if user in ws.people else None


def _post_at(call: Call) -> int:
    args: Args = call.args
    if not re.fullmatch(r"\d+", args.text("post_at")):
        raise SlackError("invalid_time")
    post_at = args.number("post_at", 0)
    if post_at <= call.ws.clock():
        raise SlackError("time_in_past")
    if post_at > call.ws.clock() + _FARTHEST:
        raise SlackError("time_too_far")
    return post_at
