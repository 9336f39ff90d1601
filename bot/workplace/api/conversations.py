"""conversations.*: reading, and who is in them."""

from bot.workplace import conversations, messages
from bot.workplace.api.call import Call, method
from bot.workplace.api.paging import decode_cursor, encode_cursor, page, page_size
from bot.workplace.api.users import wanted_kinds
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError
from bot.workplace.store import Json

_FIRST, _LAST = "0000000000.000000", "9999999999.999999"


@method("conversations.list", tier=2)
def list_conversations(call: Call) -> Json:
    found = conversations.listed(call.ws, call.who.user, wanted_kinds(call))
    if call.args.flag("exclude_archived"):
        found = [conversation for conversation in found if not conversation.archived]
    shown, cursor = page(call.args, found, default=100)
    return {
        "channels": [_with_count(call, item.id) for item in shown],
        "response_metadata": {"next_cursor": cursor},
    }


@method("conversations.info", tier=3)
def info(call: Call) -> Json:
    conversation = call.conversation(scope="read")
    shown = conversations.as_json(call.ws, conversation, call.who.user)
    if call.args.flag("include_num_members") and conversation.kind != "im":
        shown["num_members"] = len(conversations.members(call.ws, conversation.id))
    if conversations.is_member(call.ws, conversation.id, call.who.user):
        shown["last_read"] = conversations.last_read(call.ws, conversation.id, call.who.user)
    return {"channel": shown}


@method("conversations.history", tier=3)
def history(call: Call) -> Json:
    conversation = call.conversation(scope="history")
    _need_membership(call, conversation)
    size = page_size(call.args, default=100, most=999)
    found = messages.on_top(
        call.ws, conversation.id, oldest=_stamp(call, "oldest", _FIRST),
        latest=decode_cursor(call.args.text("cursor")) or _stamp(call, "latest", _LAST),
        inclusive=call.args.flag("inclusive") and not call.args.text("cursor"),
        limit=size + 1, reader=_reader(call),
    )  # fmt: skip
    more = len(found) > size
    found = found[:size]
    shown = messages.decorate(
        call.ws, conversation.id, found, metadata=call.args.flag("include_all_metadata")
    )
    pins = call.ws.store.one("select count(*) as n from pins where channel = ?", conversation.id)
    answer: Json = {"messages": shown, "has_more": more, "pin_count": pins["n"] if pins else 0}
    if more:
        answer["response_metadata"] = {"next_cursor": encode_cursor(found[-1]["ts"])}
    return answer


@method("conversations.replies", tier=3)
def replies(call: Call) -> Json:
    conversation = call.conversation(scope="history")
    _need_membership(call, conversation)
    thread_ts = _thread_of(call, conversation.id, call.args.required("ts"))
    size = page_size(call.args, default=1000, most=1000)
    start = decode_cursor(call.args.text("cursor"))
    found = messages.in_thread(
        call.ws, conversation.id, thread_ts, oldest=start or _stamp(call, "oldest", _FIRST),
        latest=_stamp(call, "latest", _LAST), limit=size + 1, reader=_reader(call),
    )  # fmt: skip
    more = len(found) > size
    shown = messages.decorate(
        call.ws, conversation.id, found[:size], metadata=call.args.flag("include_all_metadata")
    )
    answer: Json = {"messages": shown, "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": encode_cursor(found[size]["ts"])}
    return answer


@method("conversations.members", tier=4)
def list_members(call: Call) -> Json:
    conversation = call.conversation(scope="read")
    shown, cursor = page(call.args, conversations.members(call.ws, conversation.id), default=100)
    return {"members": shown, "response_metadata": {"next_cursor": cursor}}


@method("conversations.open", tier=3, scopes=("im:write", "mpim:write"))
def open_direct(call: Call) -> Json:
    if call.args.text("channel"):
        conversation, known = call.conversation(), True
    else:
        users = call.args.words("users")
        if not users:
            raise SlackError("users_list_not_supplied")
        if not all(call.ws.directory.exists(user) for user in users):
            raise SlackError("user_not_found")
        if len(users) > 8:
            raise SlackError("too_many_users")
        if len(users) > 1:
            call.need_scope("mpim:write")
        conversation, known = conversations.direct(call.ws, [call.who.user, *users])
    shown: Json = {"id": conversation.id}
    if call.args.flag("return_im"):
        shown = conversations.as_json(call.ws, conversation, call.who.user)
    return {"channel": shown, **({"no_op": True, "already_open": True} if known else {})}


@method("conversations.mark", tier=3, scopes=("channels:manage", "groups:write", "im:write", "mpim:write"))
def mark(call: Call) -> Json:
    conversation = call.conversation()
    call.need_membership(conversation)
    conversations.mark_read(call.ws, conversation.id, call.who.user, call.args.required("ts"))
    if call.who.kind == "person":
        call.ws.tell("conversations", {}, [call.who.user])
    return {}


def _with_count(call: Call, channel: str) -> Json:
    conversation = conversations.visible(call.ws, channel, call.who.user)
    shown = conversations.as_json(call.ws, conversation, call.who.user)
    if conversation.kind != "im":
        shown["num_members"] = len(conversations.members(call.ws, channel))
    return shown


def _need_membership(call: Call, conversation: Conversation) -> None:
    if call.who.kind == "bot":  # a person may read any public channel
        call.need_membership(conversation)


def _thread_of(call: Call, channel: str, ts: str) -> str:
    try:
        message = messages.get(call.ws, channel, ts, reader=_reader(call))
    except SlackError as error:
        raise SlackError("thread_not_found") from error
    return str(message.get("thread_ts", ts))


def _reader(call: Call) -> str:
    # A person's token also sees what was shown to that person only: a script sees what a person sees.
    return call.who.user if call.who.kind == "person" else ""


def _stamp(call: Call, name: str, default: str) -> str:
    value = call.args.text(name)
    if not value or value == "0":
        return default if name == "latest" else _FIRST
    seconds, _, micro = value.partition(".")
    if not seconds.isdigit() or not (micro or "0").isdigit():
        raise SlackError("invalid_ts_oldest" if name == "oldest" else "invalid_ts_latest")
    return f"{int(seconds):010d}.{micro:<06.6}" if micro else f"{int(seconds):010d}.000000"
