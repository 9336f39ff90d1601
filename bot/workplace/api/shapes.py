"""User objects as Slack shapes them."""

from bot.workplace.store import Json
from bot.workplace.workspace import Workspace


def user_json(ws: Workspace, user: str, *, email: bool, locale: bool = False) -> Json:
    """A person or a bot user; `user` must exist. `locale` as Slack gives it: only when asked for."""
    person = ws.people.get(user)
    name, real_name, color = (
        (person.name, person.real_name, person.color.lstrip("#")) if person else _bot_names(ws, user)
    )
    flags: Json = dict.fromkeys(
        ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "deleted"), False
    )
    return {
        "id": user,
        "team_id": ws.team_id,
        "name": name,
        "real_name": real_name,
        "color": color,
        "tz": "Europe/Amsterdam",
        "tz_label": "Central European Time",
        "tz_offset": 3600,
        "profile": profile_json(ws, user, email=email),
        **flags,
        "is_ultra_restricted": False,
        "is_bot": person is None,
        "is_app_user": False,
        "updated": 0,
        **({"locale": locale_of(ws, user)} if locale else {}),
    }


def locale_of(ws: Workspace, user: str) -> str:
    """The language in which the person last opened the page."""
    return str(ws.store.fact(f"locale:{user}") or "nl-NL")


def profile_json(ws: Workspace, user: str, *, email: bool) -> Json:
    person = ws.people.get(user)
    if person is None:
        _, real_name, _ = _bot_names(ws, user)
        app = ws.directory.bots[user]
        bot = {"bot_id": app.bot_id, "api_app_id": app.id, "always_active": True}
        return {"real_name": real_name, "display_name": "", "team": ws.team_id, "title": "", **bot}
    first, _, last = person.real_name.partition(" ")
    profile = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "",
        "team": ws.team_id,
    }
    return profile | ({"email": f"{person.name}@example.org"} if email else {})


def _bot_names(ws: Workspace, user: str) -> tuple[str, str, str]:
    app = ws.directory.bots[user]
    return app.manifest.bot_name.lower(), app.manifest.bot_name, "154273"
