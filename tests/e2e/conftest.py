"""Headless Chromium on the page of the workplace."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from playwright.sync_api import Browser

from tests.browser import chromium
from tests.e2e.desk import Desk
from tests.product import PATIENCE, Driver, Product


class HasDriver(Protocol):
    """A product that runs somewhere."""

    driver: Driver


OpenDesk = Callable[..., Desk]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


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
