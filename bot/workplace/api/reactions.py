"""reactions.*, pins.* and bookmarks.*"""

import json
import re

from bot.workplace import conversations, events, ids, messages
from bot.workplace.api.call import Call, method
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.store import Json

_NAME = re.compile(r"[a-z0-9_+'-]+(?:::skin-tone-[2-6])?")
_MOST_REACTIONS = 50
_MOST_PINS = 100


@method("reactions.add", tier=3, scopes=("reactions:write",))
def add(call: Call) -> Json:
    conversation, message = _target(call)
    name = _name(call)
    known = call.ws.store.all(
        "select distinct name from reactions where channel = ? and ts = ?", conversation.id, message["ts"]
    )
    if len(known) >= _MOST_REACTIONS and name not in {row["name"] for row in known}:
        raise SlackError("too_many_emoji")
    added = call.ws.store.run(
        "insert or ignore into reactions (channel, ts, name, user, at) values (?, ?, ?, ?, ?)",
        conversation.id, message["ts"], name, call.who.user, call.ws.clock(),
    )  # fmt: skip
    if not added:
        raise SlackError("already_reacted")
    _tell(call, "reaction_added", conversation, message, name)
    return {}


@method("reactions.remove", tier=2, scopes=("reactions:write",))
def remove(call: Call) -> Json:
    conversation, message = _target(call)
    name = _name(call)
    removed = call.ws.store.run(
        "delete from reactions where channel = ? and ts = ? and name = ? and user = ?",
        conversation.id, message["ts"], name, call.who.user,
    )  # fmt: skip
    if not removed:
        raise SlackError("no_reaction")
    _tell(call, "reaction_removed", conversation, message, name)
    return {}


@method("reactions.get", tier=3, scopes=("reactions:read",))
def get(call: Call) -> Json:
    conversation, message = _target(call)
    [shown] = messages.decorate(call.ws, conversation.id, [message])
    return {"type": "message", "channel": conversation.id, "message": shown}


@method("pins.add", tier=2, scopes=("pins:write",))
def add_pin(call: Call) -> Json:
    conversation, message = _target(call)
    count = call.ws.store.one("select count(*) as n from pins where channel = ?", conversation.id)
    if count and count["n"] >= _MOST_PINS:
        raise SlackError("too_many_pins")
    pinned = call.ws.store.run(
        "insert or ignore into pins (channel, ts, user, created) values (?, ?, ?, ?)",
        conversation.id, message["ts"], call.who.user, call.ws.now(),
    )  # fmt: skip
    if not pinned:
        raise SlackError("already_pinned")
    messages.announce(call.ws, "message_changed", conversation.id, message)
    return {}


@method("pins.remove", tier=2, scopes=("pins:write",))
def remove_pin(call: Call) -> Json:
    conversation, message = _target(call)
    if not call.ws.store.run("delete from pins where channel = ? and ts = ?", conversation.id, message["ts"]):
        raise SlackError("no_pin")
    messages.announce(call.ws, "message_changed", conversation.id, message)
    return {}


@method("pins.list", tier=2, scopes=("pins:read",))
def list_pins(call: Call) -> Json:
    conversation = call.conversation()
    call.need_membership(conversation)
    rows = call.ws.store.all("select * from pins where channel = ? order by created desc", conversation.id)
    items = [
        {
            "type": "message",
            "channel": conversation.id,
            "message": messages.get(call.ws, conversation.id, row["ts"]),
            "created": row["created"],
            "created_by": row["user"],
        }
        for row in rows
    ]
    return {"items": items}


@method("bookmarks.add", tier=2, scopes=("bookmarks:write",))
def add_bookmark(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    call.need_membership(conversation)
    if call.args.required("type") != "link":
        raise SlackError("invalid_bookmark_type")
    bookmark = {
        "id": ids.new_id("Bk", 11),
        "channel_id": conversation.id,
        "title": call.args.required("title"),
        "link": call.args.required("link"),
        "emoji": call.args.text("emoji"),
        "type": "link",
        "date_created": call.ws.now(),
        "app_id": call.who.app_id,
    }
    call.ws.store.run(
        "insert into bookmarks (id, channel, data) values (?, ?, ?)",
        bookmark["id"], conversation.id, json.dumps(bookmark),
    )  # fmt: skip
    return {"bookmark": bookmark}


@method("bookmarks.list", tier=3, scopes=("bookmarks:read",))
def list_bookmarks(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    rows = call.ws.store.all("select data from bookmarks where channel = ? order by rowid", conversation.id)
    return {"bookmarks": [json.loads(row["data"]) for row in rows]}


@method("bookmarks.remove", tier=2, scopes=("bookmarks:write",))
def remove_bookmark(call: Call) -> Json:
    conversation = call.conversation("channel_id")
    removed = call.ws.store.run(
        "delete from bookmarks where channel = ? and id = ?",
        conversation.id,
        call.args.required("bookmark_id"),
    )
    if not removed:
        raise SlackError("not_found")
    return {}


def _target(call: Call) -> tuple[Conversation, Json]:
    conversation = call.conversation()
    if not conversations.is_member(call.ws, conversation.id, call.who.user) and call.who.kind == "bot":
        raise SlackError("not_in_channel")
    stamp = call.args.text("timestamp")
    if not stamp:
        raise SlackError("no_item_specified")
    if not re.fullmatch(r"\d+\.\d+", stamp):
        raise SlackError("bad_timestamp")
    return conversation, messages.get(call.ws, conversation.id, stamp)


def _name(call: Call) -> str:
    name = call.args.text("name").strip(":")
    if not name:
        raise invalid_arguments("missing required field: name")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name")
    return name


def _tell(call: Call, event: str, conversation: Conversation, message: Json, name: str) -> None:
    ws = call.ws
    events.reaction(ws, event, conversation.id, message, call.who.user, name)
    ws.tell(
        "reaction",
        {"channel": conversation.id, "ts": message["ts"]},
        conversations.members(ws, conversation.id),
    )
