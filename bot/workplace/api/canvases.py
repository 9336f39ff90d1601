"""canvases.create: refused as on a free team, unless the workplace was told to allow it."""

import json

from bot.workplace import ids
from bot.workplace.api.call import Call, method
from bot.workplace.errors import SlackError
from bot.workplace.store import Json


@method("canvases.create", tier=2, scopes=("canvases:write",))
def create(call: Call) -> Json:
    if not call.ws.canvases_allowed:
        raise SlackError("canvas_disabled_user_team")
    if call.args.text("channel_id"):
        call.need_membership(call.conversation("channel_id"))
    document = call.args.json("document_content") or {}
    if document and document.get("type") != "markdown":
        raise SlackError("canvas_creation_failed")
    canvas_id = ids.new_id("F")
    canvas = {"title": call.args.text("title"), "markdown": document.get("markdown", "")}
    call.ws.store.remember(f"canvas:{canvas_id}", json.dumps(canvas))
    return {"canvas_id": canvas_id}
