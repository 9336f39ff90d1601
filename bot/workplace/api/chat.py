"""chat.*, except streams and scheduled messages."""

from bot.workplace import conversations, messages
from bot.workplace.api.call import Call, method
from bot.workplace.api.content import read_content, read_parts
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.statuses import clear_status
from bot.workplace.store import Json


@method("chat.postMessage", tier=0, scopes=("chat:write",))
def post_message(call: Call) -> Json:
    conversation = destination(call)
    content = read_content(call)
    message = messages.post(
        call.ws, conversation, call.who, content,
        thread_ts=call.args.text("thread_ts"), broadcast=call.args.flag("reply_broadcast"),
    )  # fmt: skip
    if call.who.kind == "bot" and "thread_ts" in message:
        clear_status(call.ws, conversation.id, message["thread_ts"])
    return {"channel": conversation.id, "ts": message["ts"], "message": without_metadata(message)}


@method("chat.postEphemeral", tier=4, scopes=("chat:write",))
def post_ephemeral(call: Call) -> Json:
    conversation = destination(call)
    user = call.args.required("user")
    if not conversations.is_member(call.ws, conversation.id, user):
        raise SlackError("user_not_in_channel")
    content = read_content(call)
    message = messages.post_ephemeral(
        call.ws, conversation, call.who, content, user, thread_ts=call.args.text("thread_ts")
    )
    return {"message_ts": message["ts"]}


@method("chat.update", tier=3, scopes=("chat:write",))
def update(call: Call) -> Json:
    conversation, message = own_message(call, "cant_update_message")
    if message.get("streaming"):
        raise SlackError("streaming_state_conflict")
    parts = read_parts(call)
    if not any(key in parts for key in ("text", "blocks", "attachments")):
        raise SlackError("no_text")
    changed = apply_update(message, parts)
    if not changed.get("text") and not changed.get("blocks") and not changed.get("attachments"):
        raise SlackError("no_text")
    if not changed.get("blocks"):
        changed["edited"] = {"user": call.who.user, "ts": call.ws.store.next_ts()}
    messages.change(call.ws, conversation, changed)
    shown = without_metadata(changed)
    return {"channel": conversation.id, "ts": message["ts"], "text": changed["text"], "message": shown}


@method("chat.delete", tier=3, scopes=("chat:write",))
def delete(call: Call) -> Json:
    conversation, message = own_message(call, "cant_delete_message")
    messages.delete(call.ws, conversation, message)
    return {"channel": conversation.id, "ts": message["ts"]}


@method("chat.getPermalink", tier=0)
def get_permalink(call: Call) -> Json:
    conversation = call.conversation()
    ts = call.args.required("message_ts")
    message = messages.get(call.ws, conversation.id, ts)
    address = f"{call.ws.base_url}/archives/{conversation.id}/p{ts.replace('.', '')}"
    thread_ts = message.get("thread_ts", ts)
    if thread_ts != ts:
        address += f"?thread_ts={thread_ts}&cid={conversation.id}"
    return {"channel": conversation.id, "permalink": address}


def destination(call: Call) -> Conversation:
    """Where a message goes: an id, a channel's name or a user's id, that the caller may post to."""
    target = call.args.required("channel")
    if call.ws.directory.exists(target):
        return conversations.direct(call.ws, [call.who.user, target])[0]
    named = conversations.by_name(call.ws, target)
    conversation = conversations.visible(call.ws, named.id if named else target, call.who.user)
    if conversation.archived:
        raise SlackError("is_archived")
    if "chat:write.public" not in call.who.scopes or not conversation.public:
        call.need_membership(conversation)
    return conversation


def own_message(call: Call, refusal: str) -> tuple[Conversation, Json]:
    """The caller's own message at `ts`; raises `refusal` where it is another's."""
    if "ts" not in call.args:
        raise invalid_arguments("missing required field: ts")
    conversation = call.conversation()
    message = messages.get(call.ws, conversation.id, call.args.required("ts"))
    if message.get("is_ephemeral"):
        raise SlackError("message_not_found")
    if message.get("user") != call.who.user or message.get("app_id", "") != call.who.app_id:
        raise SlackError(refusal)
    return conversation, message


def apply_update(message: Json, parts: Json) -> Json:
    """Slack's rule: text without blocks removes the blocks; attachments and metadata stay unless named."""
    changed = {key: value for key, value in message.items() if key != "edited"}
    if "text" in parts and "blocks" not in parts:
        changed.pop("blocks", None)
    changed |= parts
    changed.setdefault("text", "")
    return {key: value for key, value in changed.items() if value not in ([], {})}


def without_metadata(message: Json) -> Json:
    return {key: value for key, value in message.items() if key != "metadata"}
