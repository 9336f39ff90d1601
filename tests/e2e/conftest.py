"""Headless Chromium on the page of the workplace."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.desk import Desk
from tests.product import PATIENCE, Driver, Product

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


class HasDriver(Protocol):
    """A product that runs somewhere."""

    driver: Driver


OpenDesk = Callable[..., Desk]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("Chromium isn't there. `make browser` installs it.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_desk(browser: Browser) -> Iterator[OpenDesk]:
    """Opens the page as a newcomer sees it; fails when the page had an error."""
    desks = []

    def open_(product: HasDriver, user: str = "karin", **context: str) -> Desk:
        page = browser.new_context(locale="nl-NL", **context).new_page()
        page.set_default_timeout(PATIENCE * 1000)
        desks.append(Desk(page, product.driver))
        return desks[-1].open(user)

    yield open_
    for desk in desks:
        desk.page.context.close()
    assert [error for desk in desks for error in desk.errors] == []


@pytest.fixture
def desk(office: Product, open_desk: OpenDesk) -> Desk:
    """The page before Karin, in #innovatie, with the welcome and what an earlier test left open put away."""
    office.driver.close_views("karin")
    return open_desk(office).put_welcome_away()
