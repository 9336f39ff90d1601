"""Who makes a call: a person, or an app with its bot or app token."""

from dataclasses import dataclass
from typing import Literal

from bot.workplace.people import App, Person
from bot.workplace.store import Json
from bot.workplace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Identity:
    kind: Literal["person", "bot", "app"]
    user: str
    app: App | None = None

    @property
    def scopes(self) -> frozenset[str]:
        if self.app is None:
            return frozenset()
        return frozenset({"connections:write"}) if self.kind == "app" else self.app.manifest.scopes

    @property
    def app_id(self) -> str:
        return self.app.id if self.app else ""

    def signature(self) -> Json:
        """The fields that say who wrote a message."""
        if self.app is None:
            return {"user": self.user}
        profile = {"bot_id": self.app.bot_id, "app_id": self.app.id, "bot_profile": self.app.profile}
        return {"user": self.user, **profile}


def of_person(person: Person) -> Identity:
    return Identity("person", person.id)


def of_bot(app: App) -> Identity:
    return Identity("bot", app.bot_user_id, app)


def of_token(workspace: Workspace, token: str) -> Identity | None:
    directory = workspace.directory
    if person := directory.person_tokens.get(token):
        return of_person(person)
    if app := directory.bot_tokens.get(token):
        return of_bot(app)
    if app := directory.app_tokens.get(token):
        return Identity("app", app.bot_user_id, app)
    return None
