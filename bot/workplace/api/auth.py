"""auth.*, apps.*, api.*, team.* and bots.*"""

from bot.workplace.api.call import Call, method
from bot.workplace.errors import SlackError
from bot.workplace.store import Json


@method("api.test", tier=4, tokens="")
def api_test(call: Call) -> Json:
    if error := call.args.text("error"):
        raise SlackError(error, args=call.args.values)
    return {"args": call.args.values}


@method("auth.test", tier=0, tokens="bot person app")
def auth_test(call: Call) -> Json:
    ws, app = call.ws, call.who.app
    facts: Json = {"url": f"{ws.base_url}/", "team": ws.team_name, "team_id": ws.team_id}
    if call.who.kind == "app" and app:
        return {"app_name": app.name, "app_id": app.id}
    if app is None:
        person = ws.people[call.who.user]
        return facts | {"user": person.name, "user_id": person.id, "is_enterprise_install": False}
    bot = {"user": app.manifest.bot_name.lower(), "user_id": app.bot_user_id, "bot_id": app.bot_id}
    return facts | bot | {"is_enterprise_install": False}


@method("apps.connections.open", tier=1, tokens="app", scopes=("connections:write",))
def connections_open(call: Call) -> Json:
    if not call.app.manifest.socket_mode:
        raise SlackError("socket_mode_not_enabled")
    address = call.ws.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={call.ws.sockets.ticket(call.app.id)}&app_id={call.app.id}"}


@method("team.info", scopes=("team:read",))
def team_info(call: Call) -> Json:
    ws = call.ws
    domain = ws.team_name.lower()
    return {
        "team": {"id": ws.team_id, "name": ws.team_name, "domain": domain, "email_domain": "", "icon": {}}
    }


@method("bots.info", scopes=("users:read",))
def bots_info(call: Call) -> Json:
    app = call.ws.directory.by_bot_id.get(call.args.text("bot"))
    if app is None:
        raise SlackError("bot_not_found")
    facts = {"id": app.bot_id, "app_id": app.id, "user_id": app.bot_user_id, "name": app.manifest.bot_name}
    return {"bot": facts | {"deleted": False, "updated": call.ws.now(), "icons": {}}}
