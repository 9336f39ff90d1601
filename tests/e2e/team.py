"""A team in a thread of the workplace, with the real bot: what it does, and what the coach says to that."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Sequence
from typing import Any

from playwright.sync_api import expect

from tests.coach.transcript import TEAMS
from tests.e2e.desk import Desk
from tests.product import COMMAND, Driver, Message, Product, clean_environment, wait_for

PEOPLE = ("karin", "joost", "meral", "sam")
Lines = Sequence[tuple[str, str]]


def lines_of(team: str, most: int | None = None) -> Lines:
    """Who says what in a written team, at `most` so many lines; people are cast in order of appearance."""
    _, *lines = (TEAMS / f"{team}.txt").read_text(encoding="utf-8").splitlines()
    spoken = [line.partition(": ") for line in lines]
    cast = dict(zip(dict.fromkeys(name for name, _, _ in spoken), PEOPLE, strict=False))
    return [(cast[name], text) for name, _, text in spoken[:most]]


class Team:
    """A thread of an agenda in which people speak, one after another; with a desk they type at the page."""

    def __init__(
        self, product: Product, organisation: str, *, desk: Desk | None = None, **form: str | list[str]
    ) -> None:
        self.product = product
        self.driver: Driver = product.driver
        self.desk = desk
        self.channel = self.driver.channels["innovatie"]
        known = {message["ts"] for message in self.driver.messages(self.channel)}
        assert self.driver.command("karin", self.channel, "agenda")["ok"]
        view = self.driver.wait_for_view("karin")
        assert self.driver.submit("karin", view, organisation=organisation, **form)["ok"]
        self.thread = wait_for(lambda: self._root(known), "the agenda's first message")
        product.quiet()
        if desk:
            desk.conversation.locator(f'[data-ts="{self.thread}"]').get_by_test_id("reply-bar").click()
            expect(desk.thread.get_by_test_id("composer")).to_be_visible()

    def _root(self, known: set[str]) -> str:
        found = [m["ts"] for m in self.driver.messages(self.channel) if m["ts"] not in known]
        return str(found[0]) if found else ""

    def say(self, name: str, text: str) -> str:
        """Say something, and return its ts once the coach has dealt with it."""
        ts = self._type(self.desk, name, text) if self.desk else self._post(name, text)
        self.product.quiet()
        return ts

    def _post(self, name: str, text: str) -> str:
        return self.driver.post(name, self.channel, text, self.thread)

    def _type(self, desk: Desk, name: str, text: str) -> str:
        before = self._stamps(name)
        desk.become(name)
        desk.reply(text)
        return wait_for(lambda: next(iter(self._stamps(name) - before), ""), "what was typed")

    def _stamps(self, name: str) -> set[str]:
        messages = self.driver.thread(self.channel, self.thread)
        return {str(m["ts"]) for m in messages if m.get("user") == self.driver.id(name)}

    def play(self, lines: Lines) -> None:
        for name, text in lines:
            self.say(name, text)

    def press(self, name: str, action_id: str) -> None:
        """Press the newest button of this kind that this person sees."""
        seen = self.driver.replies(self.channel, self.thread, name)
        found = [message for message in seen if action_id in buttons_of(message)]
        assert self.driver.press(name, self.channel, found[-1], action_id)["ok"]
        self.product.quiet()

    def fill_in(self, name: str, **values: str | list[str]) -> dict[str, Any]:
        """Submit the form that is open before somebody."""
        answer = self.driver.submit(name, self.driver.wait_for_view(name), **values)
        self.product.quiet()
        return answer

    def files(self) -> list[dict[str, Any]]:
        """What was uploaded to the thread, oldest first."""
        return [file for m in self.driver.replies(self.channel, self.thread) for file in m.get("files", [])]

    def said(self) -> list[str]:
        """What the coach said in the thread, for everybody."""
        messages = self.driver.replies(self.channel, self.thread)
        return [str(m["text"]) for m in messages if not m.get("is_ephemeral")]

    def whispered(self, name: str) -> list[str]:
        """What only this person saw in the thread."""
        messages = self.driver.replies(self.channel, self.thread, name)
        return [str(m["text"]) for m in messages if m.get("is_ephemeral")]

    def shown(self) -> str:
        """What the thread reads as at the page, once all that the coach said is there."""
        assert self.desk
        self.desk.become("karin")
        expect(self.desk.answers()).to_have_count(len(self.driver.replies(self.channel, self.thread)))
        return self.desk.thread.inner_text()

    def reminders(self) -> list[str]:
        """What the coach came back for, in order."""
        cues = ("is het zover", "Hoe is het gegaan")
        return [cue for text in self.said() for cue in cues if cue in text]

    def plan(self) -> dict[str, Any]:
        """The agenda as `reisplan agenda export` gives it."""
        listed = self._command("list", "--json").splitlines()
        (found,) = [a for a in map(json.loads, listed) if a["thread_ts"] == self.thread]
        return dict(json.loads(self._command("export", str(found["id"]), "--format", "json")))

    def _command(self, *arguments: str) -> str:
        command = [str(COMMAND), "agenda", *arguments, "--data", str(self.product.folder)]
        return subprocess.run(
            command, capture_output=True, text=True, check=True, env=clean_environment(), timeout=120
        ).stdout


def buttons_of(message: Message) -> list[str]:
    rows = [block for block in message.get("blocks", []) if block["type"] == "actions"]
    return [str(element["action_id"]) for row in rows for element in row["elements"]]


def is_traceable(plan: dict[str, Any]) -> bool:
    """Every word of every statement was said in the contributions that it comes from."""
    words = re.compile(r"\w+")
    for section in plan["sections"]:
        for statement in section["statements"]:
            source = " ".join(c["text"] for c in statement["contributions"]).lower()
            if set(words.findall(statement["text"].lower())) - set(words.findall(source)):
                return False
    return True


def nothing_twice(said: Sequence[str]) -> bool:
    """No question of the coach comes back word for word; how to go on may."""
    questions = Counter(q for text in said for q in re.findall(r"[^.?!\n]+\?", text) if len(q) > 30)
    return all(count == 1 for count in questions.values())


def weeks_pass(product: Product) -> None:
    """Everything stops, two weeks go by for all who wait for something, and everything starts again."""
    product.stop()
    change(product, "reisplan.db", "update agendas set last_at = datetime(last_at, '-14 days')")
    earlier = "delay_until_epoch_ms = delay_until_epoch_ms - 14 * 24 * 3600 * 1000"
    change(product, "dbos.db", f"update workflow_status set {earlier} where status = 'DELAYED'")
    product.start()


def change(product: Product, database: str, statement: str) -> None:
    """Run a statement on one of the databases, while the product stands still."""
    connection = sqlite3.connect(product.folder / database)
    with connection:
        connection.execute(statement)
    connection.close()
