"""What a message holds: text, blocks, attachments and metadata, read from a call and checked."""

import json
import uuid
from typing import Any

from bot.workplace import block_kit, mrkdwn
from bot.workplace.api.call import Args, Call
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.store import Json

MOST_TEXT = 40_000
MOST_MARKDOWN = 12_000
_MOST_ATTACHMENTS = 100
_MOST_METADATA = 16_000
_LOOKS = ("username", "icon_url", "icon_emoji")


def read_content(call: Call) -> Json:
    """The content of a new message; raises `no_text` where there is none."""
    given = read_parts(call)
    if not given.get("text") and not given.get("blocks") and not given.get("attachments"):
        raise SlackError("no_text")
    content = {key: value for key, value in given.items() if value not in ([], {})}
    content.setdefault("text", "")
    if call.who.kind == "person":
        content["client_msg_id"] = call.args.text("client_msg_id") or str(uuid.uuid4())
    return content | _looks(call)


def read_parts(call: Call) -> Json:
    """Only the parts that the call names, each checked; empty ones stay, since an update removes by them."""
    args = call.args
    parts: Json = {}
    if "markdown_text" in args:
        return _markdown(args)
    if "text" in args:
        parts["text"] = typed_text(call, "text")
    blocks = args.json("blocks", "invalid_blocks_format")
    if blocks is not None:
        block_kit.check_message(blocks)
        parts["blocks"] = block_kit.with_ids(blocks)
    attachments = args.json("attachments", "invalid_attachments")
    if attachments is not None:
        parts["attachments"] = _attachments(attachments)
    metadata = args.json("metadata", "invalid_metadata_format")
    if metadata is not None:
        parts["metadata"] = read_metadata(metadata)
    return parts


def typed_text(call: Call, name: str) -> str:
    """A text argument as Slack keeps it: what a bot sends is escaped, what a person types is linked too."""
    text = call.args.text(name)
    if len(text) > MOST_TEXT:
        raise SlackError("msg_too_long")
    if call.who.kind == "bot":
        return text if call.args.flag("mrkdwn", True) is False else mrkdwn.escape(text)
    return mrkdwn.as_typed(text, call.ws.directory.names())


def _markdown(args: Args) -> Json:
    text = args.text("markdown_text")
    if args.text("text") or args.json("blocks"):
        raise SlackError("markdown_text_conflict")
    if len(text) > MOST_MARKDOWN:
        raise SlackError("msg_too_long")
    if not text:
        raise SlackError("no_text")
    return {"text": mrkdwn.escape(text), "blocks": block_kit.with_ids([{"type": "markdown", "text": text}])}


def _attachments(attachments: Any) -> list[Json]:
    if not isinstance(attachments, list) or not all(isinstance(item, dict) for item in attachments):
        raise SlackError("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise SlackError("too_many_attachments")
    kept = []
    for number, attachment in enumerate(attachments, start=1):
        blocks = attachment.get("blocks")
        if blocks is not None:
            block_kit.check_message(blocks)
            attachment = attachment | {"blocks": block_kit.with_ids(blocks)}
        kept.append({"id": number, "fallback": "[no preview available]"} | attachment)
    return kept


def read_metadata(metadata: Any) -> Json:
    if metadata == {}:
        return {}
    valid = isinstance(metadata, dict) and isinstance(metadata.get("event_type"), str)
    if not valid or not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > _MOST_METADATA:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def _looks(call: Call) -> Json:
    """A name or icon of the app's own choosing makes it a `bot_message`, as in Slack."""
    looks: Json = {key: call.args.text(key) for key in _LOOKS if call.args.text(key)}
    if not looks or call.who.kind == "person":
        return {}
    call.need_scope("chat:write.customize")
    if "username" in looks and len(looks["username"]) > 80:
        raise invalid_arguments("must be less than 81 characters [json-pointer:/username]")
    icons = {key.removeprefix("icon_"): looks.pop(key) for key in _LOOKS[1:] if key in looks}
    return {"subtype": "bot_message", **looks, **({"icons": icons} if icons else {})}
