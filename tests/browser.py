"""Headless Chromium, for the folders whose tests look at the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@contextmanager
def chromium() -> Iterator[Browser]:
    """Playwright keeps an event loop running in this thread until it is closed, so leave it no longer than
    needed: a second one, and `asyncio.run` in another test, fail beside it."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.fail("Chromium isn't there. `make browser` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()
