"""Files: uploaded in Slack's three steps, shared in conversations, read back by who may."""

import json
import mimetypes
from dataclasses import dataclass
from sqlite3 import Row
from typing import Any
from urllib.parse import quote

from bot.workplace import block_kit, conversations, ids, messages
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.identity import Identity
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

MOST_BYTES = 100 * 1024 * 1024
_TYPES = {
    ".md": "text/markdown",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way: where its bytes go."""

    id: str
    url: str


def begin(ws: Workspace, author: Identity, name: str, size: int, *, alt_text: str = "") -> Upload:
    if size > MOST_BYTES:
        raise SlackError("file_upload_size_restricted")
    file_id, ticket = ids.new_id("F"), ids.secret(40)
    ws.store.run(
        "insert into files (id, user, app, name, size, created, ticket, data)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        file_id, author.user, author.app_id, name, size, ws.now(), ticket, json.dumps({"alt_txt": alt_text}),
    )  # fmt: skip
    return Upload(file_id, f"{ws.base_url}/upload/v1/{ticket}")


def receive(ws: Workspace, ticket: str, content: bytes) -> int:
    """Stores the bytes of an upload; raises `file_not_found`. Returns how many there were."""
    changed = ws.store.run(
        "update files set content = ?, size = ? where ticket = ? and done = 0", content, len(content), ticket
    )
    if not changed:
        raise SlackError("file_not_found", status=404)
    return len(content)


def complete(
    ws: Workspace,
    author: Identity,
    given: list[Json],
    shares: list[Conversation],
    content: Json,
    thread_ts: str,
) -> list[Json]:
    """Finishes uploads and shares them in one message in each conversation; returns the file objects."""
    rows = [_own(ws, author, item) for item in given]
    for item, row in zip(given, rows, strict=True):
        data = json.loads(row["data"]) | {"title": item.get("title") or row["name"], "shares": []}
        ws.store.run("update files set done = 1, data = ? where id = ?", json.dumps(data), row["id"])
    for conversation in shares:
        _share(ws, author, conversation, [row["id"] for row in rows], content, thread_ts)
    return [as_json(ws, find(ws, row["id"])) for row in rows]


def find(ws: Workspace, file_id: str) -> Row:
    row = ws.store.one(
        "select id, user, app, name, size, created, data from files where id = ? and done = 1", file_id
    )
    if row is None:
        raise SlackError("file_not_found")
    return row


def visible(ws: Workspace, file_id: str, user: str) -> Row:
    """The file, where `user` owns it or is where it was shared; raises `file_not_found`."""
    row = find(ws, file_id)
    shares = _data(row)["shares"]
    if row["user"] != user and not any(conversations.is_member(ws, channel, user) for channel, _ in shares):
        raise SlackError("file_not_found")
    return row


def listed(ws: Workspace, user: str, *, channel: str = "", by: str = "") -> list[Json]:
    rows = ws.store.all(
        "select id, user, app, name, size, created, data from files where done = 1 and (? = '' or user = ?)"
        " order by created desc, rowid desc",
        by, by,
    )  # fmt: skip
    mine = [row for row in rows if row["user"] == user or _shared_with(ws, row, user)]
    return [
        as_json(ws, row) for row in mine if not channel or channel in {c for c, _ in _data(row)["shares"]}
    ]


def content(ws: Workspace, file_id: str) -> bytes:
    row = ws.store.one("select content from files where id = ?", file_id)
    return bytes(row["content"]) if row and row["content"] is not None else b""


def delete(ws: Workspace, row: Row) -> None:
    """Deletes the file; the messages that shared it keep a tombstone."""
    ws.store.run("delete from files where id = ?", row["id"])
    for channel, ts in _data(row)["shares"]:
        conversation = conversations.find(ws, channel)
        try:
            message = messages.get(ws, channel, ts)
        except SlackError:
            continue
        tombstone = {"id": row["id"], "mode": "tombstone"}
        kept = [tombstone if file["id"] == row["id"] else file for file in message.get("files", [])]
        if conversation:
            messages.change(ws, conversation, message | {"files": kept})


def as_json(ws: Workspace, row: Row) -> Json:
    """The file object that Slack shows."""
    data = _data(row)
    address = f"{ws.base_url}/files/{row['id']}/{quote(row['name'], safe='')}"
    suffix = row["name"].rpartition(".")[2].lower() if "." in row["name"] else "text"
    file = {
        "id": row["id"],
        "created": row["created"],
        "timestamp": row["created"],
        "name": row["name"],
        "title": data.get("title") or row["name"],
        "mimetype": mime_type(row["name"]),
        "filetype": suffix,
        "pretty_type": suffix.upper(),
        "user": row["user"],
        "user_team": ws.team_id,
        "editable": False,
        "size": row["size"],
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(_channels(ws, data, "channel")),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": address,
        "url_private_download": f"{address}?download=1",
        "permalink": address,
        "file_access": "visible",
        "channels": _channels(ws, data, "channel"),
        "groups": _channels(ws, data, "group"),
        "ims": _channels(ws, data, "im"),
    }
    return file | ({"alt_txt": data["alt_txt"]} if data.get("alt_txt") else {})


def mime_type(name: str) -> str:
    suffix = "." + name.rpartition(".")[2].lower()
    return _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def _own(ws: Workspace, author: Identity, item: Any) -> Row:
    file_id = item.get("id", "") if isinstance(item, dict) else ""
    row = ws.store.one("select * from files where id = ? and done = 0 and content is not null", file_id)
    if row is None or row["user"] != author.user:
        raise SlackError("file_not_found")
    return row


def _share(
    ws: Workspace,
    author: Identity,
    conversation: Conversation,
    file_ids: list[str],
    content: Json,
    thread_ts: str,
) -> None:
    given: Json = {"text": "", **content, "subtype": "file_share", "upload": False}
    if "blocks" in given:
        given["blocks"] = block_kit.with_ids(given["blocks"])
    given["files"] = [as_json(ws, find(ws, file_id)) for file_id in file_ids]
    message = messages.post(ws, conversation, author, given, thread_ts=thread_ts)
    for file_id in file_ids:
        data = _data(find(ws, file_id))
        data["shares"].append([conversation.id, message["ts"]])
        ws.store.run("update files set data = ? where id = ?", json.dumps(data), file_id)


def _shared_with(ws: Workspace, row: Row, user: str) -> bool:
    return any(conversations.is_member(ws, channel, user) for channel, _ in _data(row)["shares"])


def _channels(ws: Workspace, data: Json, kind: str) -> list[str]:
    shared = {channel for channel, _ in data.get("shares", [])}
    found = [conversations.find(ws, channel) for channel in sorted(shared)]
    return [conversation.id for conversation in found if conversation and conversation.kind == kind]


def _data(row: Row) -> Json:
    data: Json = {"shares": [], **json.loads(row["data"])}
    return data
