"""chat.startStream, appendStream and stopStream: a message that grows while people watch."""

from typing import Any

from bot.workplace import block_kit, conversations, messages, mrkdwn
from bot.workplace.api.call import Call, method
from bot.workplace.api.chat import own_message, without_metadata
from bot.workplace.api.content import MOST_MARKDOWN, MOST_TEXT, read_metadata
from bot.workplace.conversations import Conversation
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.statuses import clear_status
from bot.workplace.store import Json

_MOST_CHUNK_BLOCKS = 50
_STATUSES = ("pending", "in_progress", "complete", "error")


@method("chat.startStream", tier=2, tokens="bot", scopes=("chat:write",))
def start_stream(call: Call) -> Json:
    conversation = call.conversation()
    if conversation.archived:
        raise SlackError("is_archived")
    call.need_membership(conversation)
    _check_recipient(call, conversation)
    mode = call.args.text("task_display_mode", "timeline")
    if mode not in ("timeline", "plan"):
        raise invalid_arguments("must be one of timeline, plan [json-pointer:/task_display_mode]")
    content: Json = {"text": "", "blocks": [], "streaming": True, "task_display_mode": mode}
    _grow(call, content)
    message = messages.post(call.ws, conversation, call.who, content, thread_ts=call.args.text("thread_ts"))
    clear_status(call.ws, conversation.id, call.args.text("thread_ts"))
    return {"channel": conversation.id, "ts": message["ts"]}


@method("chat.appendStream", tier=4, tokens="bot", scopes=("chat:write",))
def append_stream(call: Call) -> Json:
    conversation, message = _streaming(call)
    if not call.args.text("markdown_text") and not call.args.json("chunks"):
        raise SlackError("no_text")
    _grow(call, message)
    messages.change(call.ws, conversation, message, quiet=True)
    return {"channel": conversation.id, "ts": message["ts"]}


@method("chat.stopStream", tier=2, tokens="bot", scopes=("chat:write",))
def stop_stream(call: Call) -> Json:
    conversation, message = _streaming(call)
    _grow(call, message)
    blocks = call.args.json("blocks", "invalid_blocks_format")
    if blocks:
        block_kit.check_message(blocks)
        message["blocks"] += block_kit.with_ids(blocks)
    metadata = call.args.json("metadata", "invalid_metadata_format")
    if metadata:
        message["metadata"] = read_metadata(metadata)
    for key in ("streaming", "task_display_mode"):
        message.pop(key, None)
    if not message["blocks"]:
        raise SlackError("no_text")
    messages.change(call.ws, conversation, message)
    return {"channel": conversation.id, "ts": message["ts"], "message": without_metadata(message)}


def _streaming(call: Call) -> tuple[Conversation, Json]:
    conversation, message = own_message(call, "message_not_owned_by_app")
    if not message.get("streaming"):
        raise SlackError("message_not_in_streaming_state")
    # Slack gives up on a stream that nobody feeds for a while.
    stale = call.ws.clock() - float(message["fed"]) > call.ws.timing.stream
    if stale:
        raise SlackError("message_not_in_streaming_state")
    return conversation, message


def _check_recipient(call: Call, conversation: Conversation) -> None:
    if conversation.kind == "im":
        return
    if not call.args.text("recipient_user_id"):
        raise SlackError("missing_recipient_user_id")
    if not call.args.text("recipient_team_id"):
        raise SlackError("missing_recipient_team_id")
    if not conversations.is_member(call.ws, conversation.id, call.args.text("recipient_user_id")):
        raise SlackError("user_not_found")


def _grow(call: Call, message: Json) -> None:
    """Adds `markdown_text` and `chunks` to the message."""
    text, chunks = call.args.text("markdown_text"), call.args.json("chunks", "invalid_chunks") or []
    if len(text) > MOST_MARKDOWN:
        raise SlackError("msg_too_long")
    if not isinstance(chunks, list):
        raise SlackError("invalid_chunks")
    if text:
        chunks = [{"type": "markdown_text", "text": text}, *chunks]
    for number, chunk in enumerate(chunks):
        _add(message, chunk, number)
    if len(message["text"]) > MOST_TEXT:
        raise SlackError("msg_too_long")
    message["fed"] = call.ws.clock()


def _add(message: Json, chunk: Any, number: int) -> None:
    kind = chunk.get("type") if isinstance(chunk, dict) else None
    blocks: list[Json] = message["blocks"]
    if kind == "markdown_text" and isinstance(chunk.get("text"), str):
        _add_markdown(message, blocks, chunk["text"])
    elif (
        kind == "task_update" and chunk.get("id") and chunk.get("title") and chunk.get("status") in _STATUSES
    ):
        _put_task(blocks, chunk, plan=message.get("task_display_mode") == "plan")
    elif kind == "plan_update" and chunk.get("title"):
        _plan(blocks)["title"] = chunk["title"]
    elif kind == "blocks" and isinstance(chunk.get("blocks"), list):
        if len(chunk["blocks"]) > _MOST_CHUNK_BLOCKS:
            raise SlackError("invalid_blocks")
        block_kit.check_message(chunk["blocks"])
        blocks += block_kit.with_ids(chunk["blocks"])
    else:
        raise SlackError(
            "invalid_chunks", messages=[f"[ERROR] invalid chunk [json-pointer:/chunks/{number}]"]
        )


def _add_markdown(message: Json, blocks: list[Json], text: str) -> None:
    message["text"] += mrkdwn.escape(text)
    if blocks and blocks[-1]["type"] == "markdown":
        blocks[-1]["text"] += text
    else:
        blocks += block_kit.with_ids([{"type": "markdown", "text": text}])


def _put_task(blocks: list[Json], chunk: Json, *, plan: bool) -> None:
    task = {"type": "task_card", "task_id": chunk["id"], "title": chunk["title"], "status": chunk["status"]}
    task |= {key: _rich(chunk[key]) for key in ("details", "output") if chunk.get(key)}
    if chunk.get("sources"):
        task["sources"] = chunk["sources"]
    cards: list[Json] = _plan(blocks)["tasks"] if plan else blocks
    for card in cards:
        if card.get("type") == "task_card" and card["task_id"] == chunk["id"]:
            card |= task
            return
    cards += block_kit.with_ids([task])


def _plan(blocks: list[Json]) -> Json:
    for block in blocks:
        if block["type"] == "plan":
            return block
    blocks += block_kit.with_ids([{"type": "plan", "title": "", "tasks": []}])
    return blocks[-1]


def _rich(text: Any) -> Any:
    if not isinstance(text, str):
        return text
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}
