"""files.*"""

from bot.workplace import block_kit, files
from bot.workplace.api.call import Call, method
from bot.workplace.api.content import typed_text
from bot.workplace.api.paging import page_size
from bot.workplace.conversations import Conversation, visible
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.store import Json


@method("files.getUploadURLExternal", tier=4, scopes=("files:write",))
def get_upload_url(call: Call) -> Json:
    name, size = call.args.required("filename"), call.args.number("length", 0)
    if size < 1:
        raise invalid_arguments("must be more than 0 [json-pointer:/length]")
    alt_text = call.args.text("alt_txt") or call.args.text("alt_text")
    if len(alt_text) > 1000:
        raise SlackError("alt_txt_too_large")
    upload = files.begin(call.ws, call.who, name, size, alt_text=alt_text)
    return {"upload_url": upload.url, "file_id": upload.id}


@method("files.completeUploadExternal", tier=4, scopes=("files:write",))
def complete_upload(call: Call) -> Json:
    given = call.args.json("files")
    if not isinstance(given, list) or not given:
        raise invalid_arguments("missing required field: files")
    content: Json = {"text": typed_text(call, "initial_comment")} if call.args.text("initial_comment") else {}
    blocks = call.args.json("blocks", "invalid_blocks_format")
    if blocks:
        block_kit.check_message(blocks)
        content["blocks"] = blocks
    return {
        "files": files.complete(call.ws, call.who, given, _shares(call), content, call.args.text("thread_ts"))
    }


@method("files.info", tier=4, scopes=("files:read",))
def info(call: Call) -> Json:
    row = files.visible(call.ws, call.args.required("file"), call.who.user)
    return {"file": files.as_json(call.ws, row), "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.list", tier=3, scopes=("files:read",))
def list_files(call: Call) -> Json:
    found = files.listed(call.ws, call.who.user, channel=call.args.text("channel"), by=call.args.text("user"))
    size = page_size(call.args, default=call.args.number("count", 100), most=1000)
    number = max(1, call.args.number("page", 1))
    paging = {"count": size, "total": len(found), "page": number, "pages": -(-len(found) // size)}
    return {"files": found[(number - 1) * size : number * size], "paging": paging}


@method("files.delete", tier=3, scopes=("files:write",))
def delete(call: Call) -> Json:
    row = files.visible(call.ws, call.args.required("file"), call.who.user)
    if row["user"] != call.who.user:
        raise SlackError("cant_delete_file")
    files.delete(call.ws, row)
    return {}


def _shares(call: Call) -> list[Conversation]:
    found = []
    for channel in [*call.args.words("channel_id"), *call.args.words("channels")]:
        conversation = visible(call.ws, channel, call.who.user)
        if conversation.archived:
            raise SlackError("is_archived")
        call.need_membership(conversation)
        found.append(conversation)
    return found
