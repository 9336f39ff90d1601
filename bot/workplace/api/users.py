"""users.*"""

from bot.workplace import conversations
from bot.workplace.api.call import Call, method
from bot.workplace.api.paging import page
from bot.workplace.api.shapes import profile_json, user_json
from bot.workplace.conversations import SCOPE_PREFIX, TYPES
from bot.workplace.errors import SlackError, invalid_arguments
from bot.workplace.store import Json


@method("users.info", tier=4, scopes=("users:read",))
def users_info(call: Call) -> Json:
    locale = call.args.flag("include_locale")
    return {"user": user_json(call.ws, _user(call), email=_may_see_email(call), locale=locale)}


@method("users.list", tier=2, scopes=("users:read",))
def users_list(call: Call) -> Json:
    everyone = [*call.ws.people, *call.ws.directory.bots]
    shown, cursor = page(call.args, everyone, default=200)
    found = [user_json(call.ws, user, email=_may_see_email(call)) for user in shown]
    return {"members": found, "cache_ts": call.ws.now(), "response_metadata": {"next_cursor": cursor}}


@method("users.profile.get", tier=4, scopes=("users.profile:read",))
def profile_get(call: Call) -> Json:
    user = call.args.text("user", call.who.user)
    if not call.ws.directory.exists(user):
        raise SlackError("user_not_found")
    return {"profile": profile_json(call.ws, user, email=_may_see_email(call))}


@method("users.conversations", tier=3)
def users_conversations(call: Call) -> Json:
    user = call.args.text("user", call.who.user)
    if not call.ws.directory.exists(user):
        raise SlackError("user_not_found")
    kinds = wanted_kinds(call)
    found = conversations.listed(call.ws, user, kinds, mine=True)
    if user != call.who.user:
        theirs = {conversation.id for conversation in conversations.listed(call.ws, call.who.user, kinds)}
        found = [conversation for conversation in found if conversation.id in theirs]
    shown, cursor = page(call.args, found, default=100)
    channels = [conversations.as_json(call.ws, conversation, call.who.user) for conversation in shown]
    return {"channels": channels, "response_metadata": {"next_cursor": cursor}}


def wanted_kinds(call: Call) -> set[str]:
    """The kinds that `types` asks for; raises `invalid_types` or `missing_scope`."""
    types = call.args.words("types") or ["public_channel"]
    if any(name not in TYPES for name in types):
        raise SlackError("invalid_types")
    for name in types:
        call.need_scope(f"{SCOPE_PREFIX[TYPES[name]]}:read")
    return {TYPES[name] for name in types}


def _user(call: Call) -> str:
    user = call.args.text("user")
    if not user:
        raise invalid_arguments("missing required field: user")
    if not call.ws.directory.exists(user):
        raise SlackError("user_not_found")
    return user


def _may_see_email(call: Call) -> bool:
    return call.who.kind == "person" or "users:read.email" in call.who.scopes
