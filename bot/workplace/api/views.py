"""views.*"""

from bot.workplace import block_kit, views
from bot.workplace.api.call import Call, method
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.store import Json


@method("views.open", tier=4, tokens="bot")
def views_open(call: Call) -> Json:
    view, trigger = _view(call, "modal"), _trigger(call)
    return {"view": views.open_modal(call.ws, call.app, trigger, view)}


@method("views.push", tier=4, tokens="bot")
def views_push(call: Call) -> Json:
    view, user = _view(call, "modal"), _trigger(call)
    return {"view": views.push_modal(call.ws, call.app, user, view)}


@method("views.update", tier=4, tokens="bot")
def views_update(call: Call) -> Json:
    view = _view(call, "modal")
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        raise invalid_arguments("missing required field: view_id")
    if external_id and (known := call.ws.views.external(call.app, external_id)):
        view_id = known["id"]
    found = call.ws.views.find(view_id)
    if found is None or found[1]["app_id"] != call.app.id:
        raise SlackError("not_found")
    user, current = found
    if call.args.text("hash") not in ("", current["hash"]):
        raise SlackError("hash_conflict")
    return {"view": views.update_modal(call.ws, user, current, view)}


@method("views.publish", tier=4, tokens="bot")
def views_publish(call: Call) -> Json:
    view, user = _view(call, "home"), call.args.required("user_id")
    if user not in call.ws.people:
        raise SlackError("user_not_found")
    if not call.app.manifest.home_tab:
        raise SlackError("not_enabled")
    return {"view": views.publish_home(call.ws, call.app, user, view, call.args.text("hash"))}


def _view(call: Call, kind: str) -> Json:
    view = call.args.json("view")
    if view is None:
        raise invalid_arguments("missing required field: view")
    return block_kit.check_view(view, kind)


def _trigger(call: Call) -> str:
    """The person before whom the trigger lets the app open a modal."""
    trigger_id = call.args.text("trigger_id") or call.args.text("interactivity_pointer")
    if not trigger_id:
        raise invalid_arguments("missing required field: trigger_id")
    return call.ws.triggers.exchange(trigger_id, call.app.id).user
