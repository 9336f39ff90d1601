"""Channels, direct messages and who is in them."""

from dataclasses import dataclass
from sqlite3 import Row

from bot.workplace import ids
from bot.workplace.errors import SlackError
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace

# Slack's names for the kinds in scopes, events and the `types` of conversations.list.
SCOPE_PREFIX = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
_NO_TS = "0000000000.000000"


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    kind: str
    name: str
    topic: str
    purpose: str
    creator: str
    created: int
    archived: int

    @property
    def event_name(self) -> str:
        return f"message.{SCOPE_PREFIX[self.kind]}"

    @property
    def public(self) -> bool:
        return self.kind == "channel"


def find(ws: Workspace, channel: str) -> Conversation | None:
    row = ws.store.one("select * from conversations where id = ?", channel)
    return _conversation(row) if row else None


def visible(ws: Workspace, channel: str, user: str) -> Conversation:
    """The conversation as `user` may see it; raises `channel_not_found`."""
    conversation = find(ws, channel)
    if conversation is None or not (conversation.public or is_member(ws, channel, user)):
        raise SlackError("channel_not_found")
    return conversation


def by_name(ws: Workspace, name: str) -> Conversation | None:
    row = ws.store.one(
        "select * from conversations where name = ? and kind in ('channel', 'group')", name.removeprefix("#")
    )
    return _conversation(row) if row else None


def listed(ws: Workspace, user: str, kinds: set[str], *, mine: bool = False) -> list[Conversation]:
    """Conversations of these kinds that `user` may see (with `mine`: is in), oldest first."""
    rows = ws.store.all(
        "select c.* from conversations c left join members m on m.channel = c.id and m.user = ?"
        " where m.user is not null or (c.kind = 'channel' and ?) order by c.rowid",
        user, not mine,
    )  # fmt: skip
    return [_conversation(row) for row in rows if row["kind"] in kinds]


def members(ws: Workspace, channel: str) -> list[str]:
    return [row["user"] for row in ws.store.all("select user from members where channel = ?", channel)]


def is_member(ws: Workspace, channel: str, user: str) -> bool:
    return ws.store.one("select 1 from members where channel = ? and user = ?", channel, user) is not None


def create(
    ws: Workspace, kind: str, name: str, creator: str, *, topic: str = "", purpose: str = ""
) -> Conversation:
    channel = ids.new_id({"im": "D", "mpim": "G"}.get(kind, "C"))
    ws.store.run(
        "insert into conversations (id, kind, name, topic, purpose, creator, created)"
        " values (?, ?, ?, ?, ?, ?, ?)",
        channel, kind, name, topic, purpose, creator, ws.now(),
    )  # fmt: skip
    created = find(ws, channel)
    assert created is not None
    return created


def add_member(ws: Workspace, channel: str, user: str) -> bool:
    """Whether `user` wasn't in it yet."""
    return bool(ws.store.run("insert or ignore into members (channel, user) values (?, ?)", channel, user))


def remove_member(ws: Workspace, channel: str, user: str) -> bool:
    return bool(ws.store.run("delete from members where channel = ? and user = ?", channel, user))


def mark_read(ws: Workspace, channel: str, user: str, ts: str) -> None:
    ws.store.run("update members set last_read = ? where channel = ? and user = ?", ts, channel, user)


def direct(ws: Workspace, users: list[str]) -> tuple[Conversation, bool]:
    """The direct (group) message between exactly these people, and whether it was there already."""
    everyone = sorted(set(users))
    name = "-".join(everyone)
    kind = "im" if len(everyone) <= 2 else "mpim"
    row = ws.store.one("select * from conversations where kind = ? and name = ?", kind, name)
    if row:
        return _conversation(row), True
    conversation = create(ws, kind, name, everyone[0])
    for user in everyone:
        add_member(ws, conversation.id, user)
    ws.tell("conversations", {}, everyone)
    return conversation, False


def other_party(conversation: Conversation, user: str) -> str:
    """Who a direct message is with, seen by `user`."""
    others = [party for party in conversation.name.split("-") if party != user]
    return others[0] if others else user


def unread(ws: Workspace, channel: str, user: str) -> int:
    row = ws.store.one(
        "select count(*) as n from messages m join members r on r.channel = m.channel and r.user = ?"
        " where m.channel = ? and m.top = 1 and m.ts > r.last_read and m.user != ?"
        " and m.ephemeral_to in ('', ?)",
        user, channel, user, user,
    )  # fmt: skip
    return int(row["n"]) if row else 0


def as_json(ws: Workspace, conversation: Conversation, user: str) -> Json:
    """The conversation object that Slack shows `user`."""
    if conversation.kind == "im":
        return _direct_as_json(ws, conversation, user)
    kind, archived = conversation.kind, bool(conversation.archived)
    return {
        "id": conversation.id,
        "name": conversation.name,
        "name_normalized": conversation.name,
        "is_channel": kind == "channel",
        "is_group": kind == "group",
        "is_im": False,
        "is_mpim": kind == "mpim",
        "is_private": kind != "channel",
        "is_general": conversation.name == "algemeen",
        "is_archived": archived,
        "is_member": is_member(ws, conversation.id, user),
        "is_shared": False,
        "is_org_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "pending_shared": [],
        "pending_connected_team_ids": [],
        "shared_team_ids": [ws.team_id],
        "context_team_id": ws.team_id,
        "parent_conversation": None,
        "unlinked": 0,
        "created": conversation.created,
        "updated": conversation.created * 1000,
        "creator": conversation.creator,
        "topic": {"value": conversation.topic, "creator": "", "last_set": 0},
        "purpose": {"value": conversation.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
    }


def last_read(ws: Workspace, channel: str, user: str) -> str:
    row = ws.store.one("select last_read from members where channel = ? and user = ?", channel, user)
    return str(row["last_read"]) if row else _NO_TS


def _direct_as_json(ws: Workspace, conversation: Conversation, user: str) -> Json:
    return {
        "id": conversation.id,
        "created": conversation.created,
        "is_archived": False,
        "is_im": True,
        "is_org_shared": False,
        "context_team_id": ws.team_id,
        "updated": conversation.created * 1000,
        "user": other_party(conversation, user),
        "is_user_deleted": False,
        "priority": 0,
    }


def _conversation(row: Row) -> Conversation:
    return Conversation(**dict(row))
