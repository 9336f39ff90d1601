"""The team that is there on first start: people, channels, the app and where it is a member."""

from bot.workplace import conversations
from bot.workplace.manifest import Manifest
from bot.workplace.people import App
from bot.workplace.workspace import Workspace

# Name, and whether the app is a member.
_CHANNELS = (("algemeen", True), ("innovatie", True), ("intern", False))


def seed(ws: Workspace, manifest: Manifest) -> App:
    """Fills an empty workspace and installs the app; a second time it changes nothing but the manifest."""
    with ws.store.transaction():
        first_time = not ws.people
        if first_time:
            _seed_people_and_channels(ws)
        known = set(ws.apps)
        app = ws.directory.install(manifest)
        if app.id not in known:
            _welcome_app(ws, app)
    return app


def _seed_people_and_channels(ws: Workspace) -> None:
    from prompts import texts

    words = texts("nl")
    ws.directory.seed(
        {name: words(f"workplace_server.titles.{name}") for name in ("karin", "joost", "meral", "sam")}
    )
    creator = next(iter(ws.people))
    for name, _ in _CHANNELS:
        topic = words(f"workplace_server.topics.{name}")
        channel = conversations.create(ws, "channel", name, creator, topic=topic, purpose=topic)
        for person in ws.people:
            conversations.add_member(ws, channel.id, person)


def _welcome_app(ws: Workspace, app: App) -> None:
    for name, member in _CHANNELS:
        channel = conversations.by_name(ws, name)
        if channel and member:
            conversations.add_member(ws, channel.id, app.bot_user_id)
    for person in ws.people:
        conversations.direct(ws, [person, app.bot_user_id])
