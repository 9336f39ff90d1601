"""The product as people meet it: the bot in a process of its own, the workplace, and people who act in it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import httpx
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.workplace import Workplace

ROOT = Path(__file__).parents[1]
MANIFEST = ROOT / "manifest.yaml"
COMMAND = Path(sys.executable).with_name("reisplan")
# An upper limit for a loaded machine, not how long things take.
PATIENCE = 120.0
Message = dict[str, Any]
T = TypeVar("T")


def wait_for(condition: Callable[[], T], what: str, seconds: float = PATIENCE) -> T:
    """Return what `condition` returns once that is true; fails, naming `what`, when it takes too long."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.02)
    return found


class Process:
    """A `reisplan` command in a process of its own; what it prints goes to `log`."""

    def __init__(self, *arguments: str, log: Path, environment: Mapping[str, str]) -> None:
        self.log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                [COMMAND, *arguments],
                env=clean_environment() | environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.poll()

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """Kill it as `kill -9` does."""
        self._process.kill()
        self._process.wait()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop, and return its exit status."""
        if self._process.poll() is None:
            self._process.send_signal(number)
        try:
            return self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise


def clean_environment() -> dict[str, str]:
    """Return the environment without settings of whoever runs the tests."""
    ours = ("REISPLAN_", "SLACK_", "LLM_", "EMBEDDING_", "DATABASE_", "NUDGE_", "CHROMA_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Driver:
    """Acts as people do, over Slack's Web API and the endpoints of the page."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.Client(base_url=url, timeout=60)
        self.people = {person["name"]: person for person in self._get("people")["people"]}
        self.bot_user: str = self.app["bot_user_id"]
        self._clients = {name: self._client(person["token"]) for name, person in self.people.items()}
        self._directs: dict[str, str] = {}
        listed = self._clients["karin"].conversations_list()["channels"]
        self.channels: dict[str, str] = {channel["name"]: channel["id"] for channel in listed}

    @property
    def app(self) -> dict[str, Any]:
        return dict(self._get("apps")["apps"][0])

    def id(self, name: str) -> str:
        return str(self.people[name]["id"])

    def client(self, name: str = "karin") -> WebClient:
        return self._clients[name]

    def direct(self, name: str) -> str:
        """Return this person's conversation with the bot."""
        if name not in self._directs:
            opened = self.client(name).conversations_open(users=self.bot_user)
            self._directs[name] = opened["channel"]["id"]
        return self._directs[name]

    def mention(self, text: str) -> str:
        return f"<@{self.bot_user}> {text}"

    def post(self, name: str, channel: str, text: str, thread_ts: str = "") -> str:
        """Post as this person and return the message's ts."""
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        return str(self.client(name).chat_postMessage(channel=channel, text=text, **thread)["ts"])

    def ask(self, name: str, channel: str, question: str, thread_ts: str = "") -> Message:
        """Mention the bot and return its answer."""
        before = len(self.replies(channel, thread_ts)) if thread_ts else 0
        ts = self.post(name, channel, self.mention(question), thread_ts)
        return self.wait_for_replies(channel, thread_ts or ts, before + 1)[before]

    def thread(self, channel: str, ts: str, name: str = "karin") -> list[Message]:
        """Return the thread as this person sees it, ephemeral messages included."""
        given = {"user": self.id(name), "channel": channel, "thread_ts": ts}
        return list(self._get("messages", **given).get("messages", []))

    def messages(self, channel: str, name: str = "karin") -> list[Message]:
        """Return the channel as this person sees it, ephemeral messages included."""
        return list(self._get("messages", user=self.id(name), channel=channel)["messages"])

    def replies(self, channel: str, ts: str, name: str = "karin") -> list[Message]:
        """Return what the bot said in the thread."""
        return [message for message in self.thread(channel, ts, name) if self._is_bot(message)]

    def wait_for_replies(self, channel: str, ts: str, count: int = 1, name: str = "karin") -> list[Message]:
        """Wait until the bot has said at least `count` things in the thread."""

        def there() -> list[Message]:
            found = self.replies(channel, ts, name)
            return found if len(found) >= count else []

        return wait_for(there, f"{count} replies of the bot")

    def buttons(self, channel: str, ts: str) -> list[str]:
        """Return what can be pressed on the bot's newest message in the thread."""
        blocks = self.replies(channel, ts)[-1].get("blocks", [])
        return [element.get("action_id", "") for block in blocks for element in block.get("elements", [])]

    def command(self, name: str, channel: str, text: str) -> dict[str, Any]:
        return self.act("command", name, channel=channel, command="/reisplan", text=text)

    def press(self, name: str, channel: str, message: Message, action_id: str) -> dict[str, Any]:
        """Press a button of a message."""
        return self.act("action", name, channel=channel, ts=message["ts"], action_id=action_id)

    def submit(self, name: str, view: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Submit a modal with these values by block."""
        state = {block: {"value": value} for block, value in values.items()}
        return self.act("view", name, view_id=view["id"], state=state)

    def wait_for_view(self, name: str) -> dict[str, Any]:
        """Return the modal that is open before this person."""
        found = wait_for(lambda: self._get("views", user=self.id(name))["views"], "a modal")
        return dict(found[-1])

    def close_views(self, name: str) -> None:
        """Close the modals that are open before this person."""
        while views := self._get("views", user=self.id(name))["views"]:
            self.act("view", name, view_id=views[-1]["id"], close=True)

    def start_agenda(self, name: str, channel: str, organisation: str, **values: Any) -> str:
        """Start an agenda through the modal and return its thread, once the first question is there."""
        known = {message["ts"] for message in self.messages(channel)}
        assert self.command(name, channel, "agenda")["ok"]
        assert self.submit(name, self.wait_for_view(name), organisation=organisation, **values)["ok"]

        def root() -> str:
            new = [m["ts"] for m in self.messages(channel) if m["ts"] not in known and self._is_bot(m)]
            return str(new[0]) if new else ""

        thread_ts = wait_for(root, "the agenda's first message")
        self.wait_for_replies(channel, thread_ts, 3)
        return thread_ts

    def act(self, path: str, name: str, **given: Any) -> dict[str, Any]:
        answer = self.http.post(f"/workplace/{path}", json={"user": self.id(name), **given})
        return dict(answer.json())

    def faults(self, **given: Any) -> dict[str, Any]:
        return dict(self.http.post("/workplace/faults", json=given).json())

    def close(self) -> None:
        self.http.close()

    def _get(self, path: str, **given: str) -> dict[str, Any]:
        return dict(self.http.get(f"/workplace/{path}", params=given).json())

    def _client(self, token: str) -> WebClient:
        client = WebClient(token=token, base_url=f"{self.url}/api/", timeout=60)
        client.retry_handlers.append(RateLimitErrorRetryHandler(max_retry_count=5))
        return client

    def _is_bot(self, message: Message) -> bool:
        return message.get("user") == self.bot_user or bool(message.get("bot_id"))


class Product:
    """A workplace in this process with the real bot beside it, which can be killed and started again."""

    def __init__(self, workplace: Workplace, folder: Path, **settings: str) -> None:
        self.workplace = workplace
        self.folder = folder
        self.settings = settings
        self.driver = Driver(workplace.url)
        self.log = folder / "bot.log"
        self.bot: Process | None = None

    def start(self, *, wait: bool = True) -> Product:
        """Start the bot; returns when it listens, unless `wait` is False."""
        app = self.driver.app
        environment = {
            "REISPLAN_DATA": str(self.folder),
            "SLACK_API_URL": f"{self.workplace.url}/api/",
            "SLACK_BOT_TOKEN": app["bot_token"],
            "SLACK_APP_TOKEN": app["app_token"],
            **self.settings,
        }
        self.bot = Process("start", log=self.log, environment=environment)
        if wait:
            wait_for(self._listening, "the bot listens")
        return self

    def kill(self) -> None:
        """Kill the bot as `kill -9` does, and wait until its socket is gone."""
        assert self.bot is not None
        self.bot.kill()
        wait_for(lambda: not self.driver.app["connected"], "the socket is gone")

    def stop(self) -> None:
        """Stop the bot as Ctrl+C does."""
        if self.bot is not None and self.bot.returncode is None:
            self.bot.stop()

    def restart(self) -> None:
        """Stop workplace and bot and start both again on the same data and address."""
        self.stop()
        self.workplace.stop()
        self.restart_workplace()
        self.start()

    def restart_workplace(self) -> None:
        """Start the workplace that was stopped again, on the same data and address."""
        self.workplace = Workplace(self.folder / "workplace.db", MANIFEST, port=self.workplace.port).start()

    def quiet(self) -> None:
        """Wait until everything that people did has been handled."""
        wait_for(lambda: not self.pending(), "everything is handled")

    def pending(self) -> int:
        """Count what Slack still has to deliver and what the bot still has to finish."""
        mine = "select count(*) from incoming where done_at is null and kind not in ('nudge', 'remind')"
        return self.count("workplace.db", "select count(*) from outbox") + self.count("reisplan.db", mine)

    def handled(self) -> int:
        """Count what the bot wrote down, nudges aside."""
        mine = "select count(*) from incoming where kind not in ('nudge', 'remind')"
        return self.count("reisplan.db", mine)

    def as_bot(self) -> WebClient:
        """Return a client with the bot's own token."""
        return WebClient(token=self.driver.app["bot_token"], base_url=f"{self.workplace.url}/api/")

    def close(self) -> None:
        """Stop the bot and the driver; the workplace is the caller's."""
        if self.bot is not None and self.bot.returncode is None:
            self.bot.kill()
        self.driver.close()

    def _listening(self) -> bool:
        assert self.bot is not None
        ended = self.bot.returncode
        assert ended is None, f"the bot ended with {ended}: {self.bot.output()[-2000:]}"
        return bool(self.driver.app["connected"])

    def count(self, database: str, query: str) -> int:
        """Return the one number that a query on one of the databases gives."""
        connection = sqlite3.connect(f"file:{self.folder / database}?mode=ro", uri=True, timeout=30)
        try:
            return int(connection.execute(query).fetchone()[0])
        finally:
            connection.close()


def share_knowledge(library: Path, folder: Path) -> Path:
    """Give a data folder the knowledge base of `library`: its index copied, its model shared."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(library / "knowledge", folder / "knowledge")
    (folder / "models").symlink_to(library / "models", target_is_directory=True)
    return folder
