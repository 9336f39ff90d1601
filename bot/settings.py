"""Settings from the environment and `.env`, validated at start, every mistake in one message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from dotenv import dotenv_values
from pydantic import AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from sqlalchemy import make_url

from prompts import LANGUAGES, Texts, texts

if TYPE_CHECKING:
    from knowledge.servers import Servers

_Empty = BeforeValidator(lambda value: None if value == "" else value)


class SettingsError(Exception):
    """The settings are wrong or incomplete; the message says which, and what to do."""


class Settings(BaseModel):
    """What can be set; the names in the environment are these in capitals."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    reisplan_data: Path = Path("data")
    reisplan_language: str = Field("nl", pattern="^(nl|en)$")
    slack_bot_token: Annotated[SecretStr | None, _Empty] = None
    slack_app_token: Annotated[SecretStr | None, _Empty] = None
    slack_api_url: Annotated[AnyHttpUrl | None, _Empty] = None
    embedding_model: str = ""
    reranker_model: str = ""
    database_url: str = ""
    chroma_url: Annotated[AnyHttpUrl | None, _Empty] = None
    llm_model: str = ""
    llm_base_url: Annotated[AnyHttpUrl | None, _Empty] = None
    llm_api_key: Annotated[SecretStr | None, _Empty] = None
    llm_timeout: float = Field(30, gt=0, le=600)
    nudge_minutes: int = Field(120, ge=1)
    adviser_email: str = Field("", pattern=r"^$|^[^@\s<>|]+@[^@\s<>|]+$")
    adviser_url: str = Field("", pattern=r"^$|^https?://[^\s<>|]+$")
    maintainers: str = ""
    """Slack ids of who may see and refresh the knowledge base in the App Home, with commas between."""

    @property
    def knowledge_folder(self) -> Path:
        return self.reisplan_data / "knowledge"

    @property
    def workflows_url(self) -> str:
        """Where durable execution keeps its record: beside what people write in PostgreSQL, or in a file."""
        return self._postgresql or f"sqlite:///{self.reisplan_data / 'dbos.db'}"

    @property
    def knowledge_servers(self) -> Servers:
        """Where the index is kept. Its catalogue goes where its vectors go: both are shared, or neither."""
        from knowledge.servers import Servers

        return Servers(str(self.chroma_url), self._postgresql) if self.chroma_url else Servers()

    @property
    def _postgresql(self) -> str:
        """`database_url` where it names a PostgreSQL."""
        shared = make_url(self.database_url or "sqlite://").get_backend_name() == "postgresql"
        return self.database_url if shared else ""

    @property
    def sources_file(self) -> Path:
        return self.reisplan_data / "sources.yaml"

    @property
    def maintainer_ids(self) -> frozenset[str]:
        return frozenset(self.maintainers.replace(",", " ").split())


def load_settings(environment: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings; the environment goes before `.env`. Raises SettingsError with every mistake."""
    environment = os.environ if environment is None else environment
    try:
        values = {**dotenv_values(dotenv), **environment}
    except UnicodeDecodeError:
        raise SettingsError(_say(environment)("settings.dotenv_bad")) from None
    names = {name.upper(): name for name in Settings.model_fields}
    given = {names[key]: value for key, value in values.items() if key in names and value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsError(_explain(error, _say(values))) from None


def require_slack(settings: Settings) -> tuple[str, str]:
    """Return the bot and app token; raises SettingsError that says which is missing and where to get it."""
    say = texts(settings.reisplan_language)
    problems = []
    bot, app = (
        token.get_secret_value() if token else ""
        for token in (settings.slack_bot_token, settings.slack_app_token)
    )
    if not bot.startswith("xoxb-"):
        problems.append(say("settings.bot_token_wrong" if bot else "settings.bot_token_missing"))
    if not app.startswith("xapp-"):
        problems.append(say("settings.app_token_wrong" if app else "settings.app_token_missing"))
    if problems:
        raise SettingsError("\n".join([say("settings.slack_intro"), *problems, say("settings.slack_hint")]))
    return bot, app


def _explain(error: ValidationError, say: Texts) -> str:
    wrong = [str(item["loc"][0]) for item in error.errors(include_input=False)]
    lines = [f"  {name.upper()}: {say(f'settings.expected.{name}')}" for name in wrong]
    return "\n".join([say("settings.wrong"), *lines])


def _say(values: Mapping[str, str | None]) -> Texts:
    """Return the texts in the language that is set, as far as that is one."""
    language = values.get("REISPLAN_LANGUAGE")
    return texts(language if language in LANGUAGES else "nl")
