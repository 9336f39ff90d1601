"""Who works here: people and apps, seeded on first start, with ids and tokens that stay."""

import json
from dataclasses import dataclass
from sqlite3 import Row

from bot.workplace import ids
from bot.workplace.manifest import Manifest
from bot.workplace.store import Json, Store

_PEOPLE = (
    ("karin", "Karin de Vries", "#1264a3"),
    ("joost", "Joost Bakker", "#2e7d32"),
    ("meral", "Meral Yıldız", "#8e24aa"),
    ("sam", "Sam Visser", "#b3541e"),
)


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    name: str
    real_name: str
    title: str
    color: str
    token: str


@dataclass(frozen=True, slots=True)
class App:
    id: str
    name: str
    bot_user_id: str
    bot_id: str
    bot_token: str
    app_token: str
    manifest: Manifest

    @property
    def profile(self) -> Json:
        """The `bot_profile` of its messages."""
        return {"id": self.bot_id, "app_id": self.id, "name": self.manifest.bot_name, "deleted": False}


class Directory:
    """People and apps by id, by bot and by token, kept in memory since every call asks for them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.people: dict[str, Person] = {}
        self.apps: dict[str, App] = {}
        self.load()

    def load(self) -> None:
        people = [Person(**row) for row in self._store.all("select * from people order by rowid")]
        apps = [_app(row) for row in self._store.all("select * from apps order by rowid")]
        self.people = {person.id: person for person in people}
        self.apps = {app.id: app for app in apps}
        self.bots = {app.bot_user_id: app for app in apps}
        self.by_bot_id = {app.bot_id: app for app in apps}
        self.person_tokens = {person.token: person for person in people}
        self.bot_tokens = {app.bot_token: app for app in apps}
        self.app_tokens = {app.app_token: app for app in apps}

    def seed(self, titles: Json) -> None:
        if self.people:
            return
        for name, real_name, color in _PEOPLE:
            self._store.run(
                "insert into people (id, name, real_name, title, color, token) values (?, ?, ?, ?, ?, ?)",
                ids.new_id("U"), name, real_name, titles.get(name, ""), color, ids.user_token(),
            )  # fmt: skip
        self.load()

    def install(self, manifest: Manifest) -> App:
        """Installs or updates (by name) the app; an app that was there keeps its ids and tokens."""
        data = json.dumps(manifest.data, default=str)
        if not self._store.run("update apps set manifest = ? where name = ?", data, manifest.name):
            app_id = ids.new_id("A")
            self._store.run(
                "insert into apps (id, name, bot_user_id, bot_id, bot_token, app_token, manifest)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                app_id, manifest.name, ids.new_id("U"), ids.new_id("B"),
                ids.bot_token(), ids.app_token(app_id), data,
            )  # fmt: skip
        self.load()
        return next(app for app in self.apps.values() if app.name == manifest.name)

    def names(self) -> dict[str, str]:
        """Ids by the names that people may be mentioned by, in lower case."""
        names = {person.name: person.id for person in self.people.values()}
        return names | {app.manifest.bot_name.lower(): app.bot_user_id for app in self.apps.values()}

    def exists(self, user: str) -> bool:
        return user in self.people or user in self.bots


def _app(row: Row) -> App:
    return App(**{**dict(row), "manifest": Manifest(json.loads(row["manifest"]))})
