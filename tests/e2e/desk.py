"""Somebody at the page of the workplace."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect

from tests.product import PATIENCE, Driver

expect.set_options(timeout=PATIENCE * 500)


class Desk:
    """Does at the page what a person does."""

    def __init__(self, page: Page, driver: Driver) -> None:
        self.page = page
        self.driver = driver
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.conversation = page.locator("#conversation")
        self.thread = page.get_by_test_id("thread")
        self.modal = page.get_by_test_id("modal")

    def open(self, user: str) -> Desk:
        self.page.goto(f"{self.driver.url}/?user={user}")
        expect(self.conversation.get_by_test_id("composer")).to_be_visible()
        return self

    def put_welcome_away(self) -> Desk:
        self.page.get_by_test_id("welcome-dismiss").click()
        expect(self.page.get_by_test_id("welcome")).to_have_count(0)
        return self

    def go_to(self, name: str) -> None:
        """Open a channel, or the conversation with the app."""
        entry = self.page.get_by_test_id("conversation").filter(has_text=name)
        entry.first.click()
        expect(entry.first).to_have_attribute("aria-current", "page")

    def become(self, name: str) -> None:
        """Switch to another person; the open thread stays open."""
        button = self.page.get_by_test_id(f"user-{name}")
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true")

    def write(self, text: str) -> None:
        """Send a message or a command in the conversation."""
        self._send(self.conversation, text)

    def reply(self, text: str) -> None:
        """Send a message in the open thread."""
        self._send(self.thread, text)

    def ask(self, question: str) -> Locator:
        """Mention the bot, open the thread when its answer is there, and return the answer."""
        self.write(f"@Reisplan {question}")
        asked = self.conversation.get_by_test_id("message").filter(has_text=question).last
        asked.get_by_test_id("reply-bar").click()
        return self.answers().first

    def answers(self) -> Locator:
        """Return what the bot said in the open thread."""
        return self.thread.locator(f'[data-testid="message"][data-user="{self.driver.bot_user}"]')

    def press(self, label: str) -> None:
        """Press the newest button of this name in the open thread."""
        self.thread.get_by_role("button", name=label, exact=True).last.click()

    def download(self, extension: str, folder: Path) -> Path:
        """Download the newest file of this kind from the open thread."""
        link = self.thread.get_by_test_id("download").and_(self.page.locator(f'[download$=".{extension}"]'))
        with self.page.expect_download() as started:
            link.last.click()
        download: Download = started.value
        target = folder / download.suggested_filename
        download.save_as(target)
        return target

    def _send(self, pane: Locator, text: str) -> None:
        composer, send = pane.get_by_test_id("composer"), pane.get_by_test_id("send")
        composer.fill(text)
        send.click()
        expect(composer).to_have_value("")


def said(text: str) -> re.Pattern[str]:
    """Return a pattern that finds the text, however it is broken over lines."""
    return re.compile(r"\s+".join(re.escape(word) for word in text.split()))
