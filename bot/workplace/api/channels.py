"""conversations.*: making channels, and who comes and goes."""

import re
from sqlite3 import IntegrityError

from bot.workplace import conversations, events
from bot.workplace.api.call import Call, method
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.store import Json

_NAME = re.compile(r"[\w-]{1,80}")
_MANAGE = ("channels:manage", "groups:write")


@method("conversations.create", tier=2, scopes=_MANAGE)
def create(call: Call) -> Json:
    name, private = call.args.required("name"), call.args.flag("is_private")
    call.need_scope("groups:write" if private else "channels:manage")
    if len(name) > 80:
        raise SlackError("invalid_name_maxlength")
    if not _NAME.fullmatch(name) or name != name.lower():
        raise SlackError("invalid_name_specials")
    try:
        conversation = conversations.create(call.ws, "group" if private else "channel", name, call.who.user)
    except IntegrityError as error:
        raise SlackError("name_taken") from error
    conversations.add_member(call.ws, conversation.id, call.who.user)
    call.ws.tell("conversations", {})
    if not private:
        made = {
            "id": conversation.id,
            "name": name,
            "created": conversation.created,
            "creator": call.who.user,
        }
        events.send(call.ws, "channel_created", {"type": "channel_created", "channel": made})
    return {"channel": conversations.as_json(call.ws, conversation, call.who.user)}


@method("conversations.archive", tier=2, scopes=_MANAGE)
def archive(call: Call) -> Json:
    conversation = _channel(call, "cant_archive")
    if conversation.name == "algemeen":
        raise SlackError("cant_archive_general")
    if conversation.archived:
        raise SlackError("already_archived")
    _set_archived(call, conversation, 1)
    return {}


@method("conversations.unarchive", tier=2, scopes=_MANAGE)
def unarchive(call: Call) -> Json:
    conversation = _channel(call, "method_not_supported_for_channel_type")
    if not conversation.archived:
        raise SlackError("not_archived")
    _set_archived(call, conversation, 0)
    return {}


@method("conversations.join", tier=3, scopes=("channels:join",))
def join(call: Call) -> Json:
    conversation = _channel(call, "method_not_supported_for_channel_type")
    if not conversation.public:
        raise SlackError("method_not_supported_for_channel_type")
    added = _add(call, conversation, call.who.user)
    shown = {"channel": conversations.as_json(call.ws, conversation, call.who.user)}
    return shown if added else shown | {"warning": "already_in_channel"}


@method("conversations.invite", tier=3, scopes=("channels:manage", "channels:write.invites", "groups:write"))
def invite(call: Call) -> Json:
    conversation = _channel(call, "method_not_supported_for_channel_type")
    call.need_membership(conversation)
    users = call.args.words("users")
    if not users:
        raise SlackError("no_user")
    for user in users:
        if not call.ws.directory.exists(user):
            raise SlackError("user_not_found")
        if user == call.who.user:
            raise SlackError("cant_invite_self")
        if not _add(call, conversation, user, inviter=call.who.user):
            raise SlackError("already_in_channel")
    return {"channel": conversations.as_json(call.ws, conversation, call.who.user)}


@method("conversations.kick", tier=3, scopes=_MANAGE)
def kick(call: Call) -> Json:
    conversation = _channel(call, "method_not_supported_for_channel_type")
    call.need_membership(conversation)
    user = call.args.required("user")
    if user == call.who.user:
        raise SlackError("cant_kick_self")
    if not _remove(call, conversation, user):
        raise SlackError("not_in_channel")
    return {}


@method("conversations.leave", tier=3, scopes=_MANAGE)
def leave(call: Call) -> Json:
    conversation = _channel(call, "method_not_supported_for_channel_type")
    if conversation.name == "algemeen":
        raise SlackError("cant_leave_general")
    return {} if _remove(call, conversation, call.who.user) else {"not_in_channel": True}


@method("conversations.setTopic", tier=2, scopes=_MANAGE)
def set_topic(call: Call) -> Json:
    return _describe(call, "topic")


@method("conversations.setPurpose", tier=2, scopes=_MANAGE)
def set_purpose(call: Call) -> Json:
    return _describe(call, "purpose")


def _channel(call: Call, refusal: str) -> Conversation:
    conversation = call.conversation()
    if conversation.kind not in ("channel", "group"):
        raise SlackError(refusal)
    return conversation


def _add(call: Call, conversation: Conversation, user: str, inviter: str = "") -> bool:
    if conversation.archived:
        raise SlackError("is_archived")
    if not conversations.add_member(call.ws, conversation.id, user):
        return False
    events.membership(call.ws, "member_joined_channel", conversation, user, inviter)
    call.ws.tell("conversations", {})
    return True


def _remove(call: Call, conversation: Conversation, user: str) -> bool:
    if not conversations.is_member(call.ws, conversation.id, user):
        return False
    events.membership(call.ws, "member_left_channel", conversation, user)
    conversations.remove_member(call.ws, conversation.id, user)
    call.ws.tell("conversations", {})
    return True


def _describe(call: Call, what: str) -> Json:
    conversation, text = _channel(call, "method_not_supported_for_channel_type"), call.args.text(what)
    call.need_membership(conversation)
    if len(text) > 250:
        raise SlackError("too_long")
    call.ws.store.run(f"update conversations set {what} = ? where id = ?", text, conversation.id)
    call.ws.tell("conversations", {})
    return {what: text}


def _set_archived(call: Call, conversation: Conversation, archived: int) -> None:
    name = "channel_archive" if archived else "channel_unarchive"
    event = {"type": name, "channel": conversation.id, "user": call.who.user}
    events.send(call.ws, name, event | {"event_ts": call.ws.store.next_ts()}, channel=conversation.id)
    call.ws.store.run("update conversations set archived = ? where id = ?", archived, conversation.id)
    call.ws.tell("conversations", {})
