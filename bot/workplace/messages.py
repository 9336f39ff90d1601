"""Messages: posted, changed, deleted, and read back as one person sees them."""

import json
from collections.abc import Iterable
from sqlite3 import Row

from bot.workplace import conversations, events
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.identity import Identity
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

# Fields that only the workplace itself needs.
_INTERNAL = frozenset({"fed", "task_display_mode"})
TOMBSTONE = "This message was deleted."


def post(
    ws: Workspace, conversation: Conversation, author: Identity, content: Json, *, thread_ts: str = "",
    broadcast: bool = False,
) -> Json:  # fmt: skip
    """Posts to everyone in the conversation: stores, tells the pages, sends the events."""
    message = compose(ws, conversation, author, content, thread_ts=thread_ts)
    if thread_ts and broadcast:
        message |= {"subtype": "thread_broadcast", "root": root(ws, conversation.id, thread_ts)}
    insert(ws, conversation.id, message, author.app_id)
    conversations.mark_read(ws, conversation.id, author.user, message["ts"])
    events.message_posted(ws, conversation, message)
    announce(ws, "message", conversation.id, message)
    return message


def post_ephemeral(
    ws: Workspace,
    conversation: Conversation,
    author: Identity,
    content: Json,
    user: str,
    *,
    thread_ts: str = "",
) -> Json:
    """Shows a message to one person only; it makes no event."""
    message = compose(ws, conversation, author, content, thread_ts=thread_ts)
    message["is_ephemeral"] = True
    insert(ws, conversation.id, message, author.app_id, ephemeral_to=user)
    ws.tell("ephemeral", {"channel": conversation.id, "message": message}, [user])
    return message


def compose(
    ws: Workspace, conversation: Conversation, author: Identity, content: Json, *, thread_ts: str = ""
) -> Json:
    message = {
        "type": "message",
        **author.signature(),
        "team": ws.team_id,
        "ts": ws.store.next_ts(),
        **content,
    }
    if thread_ts:
        parent = root(ws, conversation.id, thread_ts)
        message |= {"thread_ts": thread_ts, "parent_user_id": parent.get("user", "")}
    return message


def insert(ws: Workspace, channel: str, message: Json, app: str, *, ephemeral_to: str = "") -> None:
    thread_ts = message.get("thread_ts", "")
    top = not thread_ts or message.get("subtype") == "thread_broadcast"
    ws.store.run(
        "insert into messages (channel, ts, root, top, user, app, ephemeral_to, data)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        channel, message["ts"], thread_ts or message["ts"], top, message.get("user", ""), app, ephemeral_to,
        json.dumps(message),
    )  # fmt: skip


def change(
    ws: Workspace, conversation: Conversation, message: Json, *, quiet: bool = False, reader: str = ""
) -> None:
    """Stores the changed message; `quiet` leaves out the event (a stream that still grows)."""
    previous = get(ws, conversation.id, message["ts"], reader=reader)
    ws.store.run(
        "update messages set data = ? where channel = ? and ts = ?",
        json.dumps(message), conversation.id, message["ts"],
    )  # fmt: skip
    if message.get("is_ephemeral"):
        ws.tell("message_changed", {"channel": conversation.id, "message": message}, [reader])
        return
    if not quiet:
        events.message_changed(ws, conversation, message, previous)
    announce(ws, "message_changed", conversation.id, message)


def delete(ws: Workspace, conversation: Conversation, message: Json) -> None:
    """Deletes it; a parent with replies leaves a tombstone, as in Slack."""
    channel, ts = conversation.id, message["ts"]
    if message.get("is_ephemeral"):
        ws.store.run("delete from messages where channel = ? and ts = ?", channel, ts)
        ws.tell("message_deleted", {"channel": channel, "ts": ts}, conversations.members(ws, channel))
        return
    if _thread_facts(ws, channel, [ts]).get(ts):
        tombstone = {key: message[key] for key in ("type", "ts", "team")}
        tombstone |= {
            "subtype": "tombstone",
            "text": TOMBSTONE,
            "user": "USLACKBOT",
            "hidden": True,
            "thread_ts": ts,
        }
        change(ws, conversation, tombstone)
        return
    ws.store.run("delete from messages where channel = ? and ts = ?", channel, ts)
    ws.store.run("delete from reactions where channel = ? and ts = ?", channel, ts)
    ws.store.run("delete from pins where channel = ? and ts = ?", channel, ts)
    events.message_deleted(ws, conversation, message)
    ws.tell("message_deleted", {"channel": channel, "ts": ts}, conversations.members(ws, channel))
    if "thread_ts" in message:
        _announce_parent(ws, channel, message["thread_ts"])


def announce(ws: Workspace, name: str, channel: str, message: Json) -> None:
    """Tells the pages of everyone in the conversation, and of the new reply count where it is one."""
    [shown] = decorate(ws, channel, [message])
    ws.tell(name, {"channel": channel, "message": shown}, conversations.members(ws, channel))
    if name == "message" and "thread_ts" in message:
        _announce_parent(ws, channel, message["thread_ts"])


def get(ws: Workspace, channel: str, ts: str, *, reader: str = "") -> Json:
    """The stored message; raises `message_not_found`. Ephemeral ones only for their `reader`."""
    row = ws.store.one(
        "select data from messages where channel = ? and ts = ? and ephemeral_to in ('', ?)",
        channel,
        ts,
        reader,
    )
    if row is None:
        raise SlackError("message_not_found")
    message: Json = json.loads(row["data"])
    return message


def root(ws: Workspace, channel: str, thread_ts: str) -> Json:
    """The message that a reply goes under; raises `thread_not_found` or `cannot_reply_to_message`."""
    try:
        message = get(ws, channel, thread_ts)
    except SlackError as error:
        raise SlackError("thread_not_found") from error
    if message.get("thread_ts", thread_ts) != thread_ts:
        raise SlackError("cannot_reply_to_message")
    return message


def on_top(
    ws: Workspace, channel: str, *, oldest: str, latest: str, inclusive: bool, limit: int, reader: str = ""
) -> list[Json]:
    """What stands in the conversation itself, newest first; `reader` also gets their ephemeral messages."""
    rows = ws.store.all(
        "select data from messages where channel = ? and top = 1 and ts between ? and ?"
        " and (? or (ts != ? and ts != ?)) and ephemeral_to in ('', ?) order by ts desc limit ?",
        channel, oldest, latest, inclusive, oldest, latest, reader, limit,
    )  # fmt: skip
    return _loaded(rows)


def in_thread(
    ws: Workspace, channel: str, thread_ts: str, *, oldest: str, latest: str, limit: int, reader: str = ""
) -> list[Json]:
    """The parent and its replies, oldest first."""
    rows = ws.store.all(
        "select data from messages where channel = ? and root = ? and ts between ? and ?"
        " and ephemeral_to in ('', ?) order by ts limit ?",
        channel, thread_ts, oldest, latest, reader, limit,
    )  # fmt: skip
    return _loaded(rows)


def decorate(ws: Workspace, channel: str, found: list[Json], *, metadata: bool = False) -> list[Json]:
    """Adds what others did with the messages: replies, reactions, pins; drops metadata unless asked."""
    stamps = [message["ts"] for message in found]
    threads = _thread_facts(ws, channel, stamps)
    reactions, pinned = _reactions(ws, channel, stamps), _pinned(ws, channel, stamps)
    hidden = _INTERNAL if metadata else _INTERNAL | {"metadata"}
    shown = []
    for message in found:
        ts = message["ts"]
        extra = {**threads.get(ts, {}), **reactions.get(ts, {})}
        if ts in pinned:
            extra["pinned_to"] = [channel]
        kept = {key: value for key, value in message.items() if key not in hidden}
        shown.append({**kept, **extra})
    return shown


def _announce_parent(ws: Workspace, channel: str, thread_ts: str) -> None:
    row = ws.store.one("select data from messages where channel = ? and ts = ?", channel, thread_ts)
    if row:
        announce(ws, "message_changed", channel, json.loads(row["data"]))


def _thread_facts(ws: Workspace, channel: str, stamps: list[str]) -> dict[str, Json]:
    rows = ws.store.all(
        f"select root, count(*) as n, max(ts) as latest, group_concat(distinct user) as users"
        f" from messages where channel = ? and root in ({_marks(stamps)})"
        f" and ts != root and ephemeral_to = '' group by root",
        channel, *stamps,
    )  # fmt: skip
    return {row["root"]: _thread_fact(row) for row in rows}


def _thread_fact(row: Row) -> Json:
    users = row["users"].split(",")
    return {
        "thread_ts": row["root"],
        "reply_count": row["n"],
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": row["latest"],
        "is_locked": False,
        "subscribed": False,
    }


def _reactions(ws: Workspace, channel: str, stamps: list[str]) -> dict[str, Json]:
    rows = ws.store.all(
        f"select ts, name, user from reactions where channel = ? and ts in ({_marks(stamps)}) order by at",
        channel, *stamps,
    )  # fmt: skip
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        found.setdefault(row["ts"], {}).setdefault(row["name"], []).append(row["user"])
    return {
        ts: {
            "reactions": [
                {"name": name, "users": users, "count": len(users)} for name, users in names.items()
            ]
        }
        for ts, names in found.items()
    }


def _pinned(ws: Workspace, channel: str, stamps: list[str]) -> set[str]:
    rows = ws.store.all(
        f"select ts from pins where channel = ? and ts in ({_marks(stamps)})", channel, *stamps
    )
    return {row["ts"] for row in rows}


def _marks(values: list[str]) -> str:
    return ",".join("?" * len(values))


def _loaded(rows: Iterable[Row]) -> list[Json]:
    return [json.loads(row["data"]) for row in rows]
