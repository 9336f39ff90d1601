"""The page in a headless Chromium, against the real workplace with a small Bolt app connected."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page
from slack_sdk import WebClient

from bot.workplace import Workplace
from tests.browser import chromium
from tests.workplace.page import echo_app

HIDE_WELCOME = (
    "localStorage.getItem('workplace.welcome') ?? localStorage.setItem('workplace.welcome', 'hidden')"
)


@dataclass
class Scene:
    """A running workplace, the app in it, and its people."""

    workplace: Workplace
    heard: list[tuple[str, Any]]
    bot: WebClient
    people: dict[str, WebClient]
    ids: dict[str, str]
    channels: dict[str, str]
    app_user: str

    @property
    def url(self) -> str:
        return self.workplace.url

    def wait_heard(self, kind: str, value: Any) -> None:
        """Waits until the app was told this."""
        end = time.monotonic() + 5
        while (kind, value) not in self.heard:
            assert time.monotonic() < end, f"{kind} {value!r} not in {self.heard}"
            time.sleep(0.02)

    def post(
        self, blocks: list[dict[str, Any]] | None = None, text: str = "x", channel: str = "innovatie"
    ) -> str:
        """The app posts; returns the ts."""
        return str(self.bot.chat_postMessage(channel=self.channels[channel], text=text, blocks=blocks)["ts"])


def scene_of(workplace: Workplace, heard: list[tuple[str, Any]]) -> Scene:
    workspace = workplace.workspace
    app = next(iter(workspace.apps.values()))
    people = {person.name: person for person in workspace.people.values()}
    clients = {name: client(workplace, person.token) for name, person in people.items()}
    listed = clients["karin"].conversations_list()["channels"]
    return Scene(
        workplace,
        heard,
        client(workplace, app.bot_token),
        clients,
        {name: person.id for name, person in people.items()},
        {channel["name"]: channel["id"] for channel in listed},
        app.bot_user_id,
    )


def client(workplace: Workplace, token: str) -> WebClient:
    return WebClient(token, base_url=f"{workplace.url}/api/")


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    database: Path = tmp_path_factory.mktemp("workplace") / "workplace.db"
    with Workplace(database, echo_app.MANIFEST) as workplace:
        installed = next(iter(workplace.workspace.apps.values()))
        app = echo_app.build(installed.bot_token, workplace.url)
        handler = echo_app.connect(app, installed.app_token)
        try:
            yield scene_of(workplace, app.heard)  # type: ignore[attr-defined]
        finally:
            handler.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


Open = Callable[..., Page]


def is_problem(message: ConsoleMessage) -> bool:
    """Not the requests that a test lets fail on purpose."""
    return message.type == "error" and "net::ERR" not in message.text


@pytest.fixture
def open_page(browser: Browser, scene: Scene) -> Iterator[Open]:
    """Opens the page as somebody, each time in a browser of its own; any error on it fails the test."""
    contexts, problems = [], []

    def open_page(
        user: str = "karin", place: str = "innovatie", *, welcome: bool = False, **options: Any
    ) -> Page:
        context = browser.new_context(
            **{"locale": "nl-NL", "viewport": {"width": 1300, "height": 800}, **options}
        )
        context.set_default_timeout(8000)
        contexts.append(context)
        if not welcome:
            context.add_init_script(HIDE_WELCOME)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: problems.append(message.text) if is_problem(message) else None)
        channel = scene.channels.get(place, place)
        page.goto(f"{scene.url}/?user={user}#/{channel}")
        page.get_by_test_id("composer").first.wait_for()
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:  # or what a test answers itself fails in the next one, when it comes late
            page.unroute_all(behavior="ignoreErrors")
        context.close()
    assert problems == []


@pytest.fixture
def page(open_page: Open) -> Page:
    return open_page()
