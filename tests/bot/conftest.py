"""A store, a workplace to call, and the services of a bot that isn't connected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from slack_sdk import WebClient

from bot.app import slack_client
from bot.inbox import Arrival
from bot.services import Library, Services
from bot.settings import Settings
from bot.store import Store
from bot.workplace import Workplace
from tests.conftest import open_workplace
from tests.product import Driver


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.in_folder(tmp_path)
    yield store
    store.close()


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    workplace = open_workplace(tmp_path)
    yield workplace
    workplace.stop()


@pytest.fixture
def slack(workplace: Workplace) -> Iterator[Driver]:
    driver = Driver(workplace.url)
    yield driver
    driver.close()


@pytest.fixture
def client(slack: Driver) -> WebClient:
    """The bot's own client, as the bot makes it."""
    settings = Settings.model_validate({"slack_api_url": f"{slack.url}/api/"})
    return slack_client(settings, slack.app["bot_token"])


@pytest.fixture
def services(store: Store, tmp_path: Path) -> Services:
    """A bot that is nowhere connected; its coach is never asked."""
    settings = Settings(reisplan_data=tmp_path)
    library = Library(settings)
    return Services(settings, store, WebClient(), "T1", "UBOT", library, coach=Mock(), librarian=Mock())


def arrival(key: str = "T1:C1:1.1", **changes: object) -> Arrival:
    """A message of Karin in a channel."""
    values = {"kind": "message", "team": "T1", "channel": "C1", "thread_ts": "1.1", "user": "U1"}
    return Arrival(**{"key": key, **values, "payload": {"text": "hoi", "ts": "1.1"}, **changes})  # type: ignore[arg-type]
