"""Settings from the environment and `.env`, validated at start, every mistake in one message."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from dotenv import dotenv_values
from pydantic import AnyHttpUrl, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from sqlalchemy import make_url

from prompts import texts

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
        if make_url(self.database_url or "sqlite://").get_backend_name() == "postgresql":
            return self.database_url
        return f"sqlite:///{self.reisplan_data / 'dbos.db'}"

    @property
    def sources_file(self) -> Path:
        return self.reisplan_data / "sources.yaml"

    @property
    def maintainer_ids(self) -> frozenset[str]:
        return frozenset(self.maintainers.replace(",", " ").split())


def load_settings(environment: Mapping[str, str] | None = None, *, dotenv: Path = Path(".env")) -> Settings:
    """Read the settings; the environment goes before `.env`. Raises SettingsError with every mistake."""
    values = {**dotenv_values(dotenv), **(os.environ if environment is None else environment)}
    names = {name.upper(): name for name in Settings.model_fields}
    given = {names[key]: value for key, value in values.items() if key in names and value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsError(_explain(error)) from None


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


def _explain(error: ValidationError) -> str:
    lines = [f"  {str(item['loc'][0]).upper()}: {item['msg']}" for item in error.errors(include_input=False)]
    language = os.environ.get("REISPLAN_LANGUAGE", "nl")
    return "\n".join([texts(language)("settings.wrong"), *lines])
