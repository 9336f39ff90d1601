"""The page itself: language, keyboard, accessibility, a file that can't be read."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from prompts import texts
from tests.e2e.conftest import OpenDesk
from tests.e2e.desk import Desk
from tests.product import Product

nl, en = texts("nl"), texts("en")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def test_the_page_switches_language_and_remembers_it(desk: Desk) -> None:
    expect(desk.page.get_by_test_id("try-out")).to_have_text(nl("workplace.app_label.short"))
    desk.page.get_by_test_id("lang-en").click()
    expect(desk.page.get_by_test_id("try-out")).to_have_text(en("workplace.app_label.short"))
    expect(desk.page.locator("html")).to_have_attribute("lang", "en")
    desk.page.reload()
    expect(desk.page.get_by_test_id("try-out")).to_have_text(en("workplace.app_label.short"))


def test_a_question_is_asked_and_its_source_read_with_the_keyboard_alone(desk: Desk) -> None:
    keys = desk.page.keyboard
    composer = desk.conversation.get_by_test_id("composer")
    expect(composer).to_be_focused()
    keys.type("@Reisplan ")
    keys.type("Wat is een algoritmeregister en waarom bestaat het?")
    keys.press("Enter")
    asked = desk.conversation.get_by_test_id("message").filter(has_text="waarom bestaat het").last
    expect(asked.get_by_test_id("reply-bar")).to_be_visible()
    walk_to(desk, "reply-bar", "Shift+Tab")
    keys.press("Enter")
    expect(desk.answers().first).to_contain_text(nl("slack.sources"))
    label = nl("slack.open_source", number=1)
    press_until(desk, "Shift+Tab", f"document.activeElement.textContent.trim() === {label!r}")
    keys.press("Enter")
    expect(desk.modal).to_be_visible()
    keys.press("Escape")
    expect(desk.modal).to_have_count(0)
    keys.press("Escape")
    expect(desk.thread).to_be_hidden()


def walk_to(desk: Desk, test_id: str, key: str) -> None:
    press_until(desk, key, f"document.activeElement.dataset.testid === {test_id!r}")


def press_until(desk: Desk, key: str, reached: str) -> None:
    for _ in range(60):
        if desk.page.evaluate(reached):
            return
        desk.page.keyboard.press(key)
    raise AssertionError(f"the keyboard doesn't get to where {reached}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_violations(office: Product, open_desk: OpenDesk, scheme: str) -> None:
    office.driver.close_views("karin")
    desk = open_desk(office, color_scheme=scheme)
    found = {"welcome": violations(desk)}
    desk.put_welcome_away()
    desk.ask("Wat is Common Ground?")
    expect(desk.answers().first).to_contain_text("[1]")
    found["answer"] = violations(desk)
    desk.write("/reisplan agenda")
    expect(desk.modal.get_by_test_id("modal-submit")).to_be_visible()
    found["modal"] = violations(desk)
    desk.modal.get_by_test_id("modal-close").click()
    desk.go_to("Reisplan")
    desk.page.get_by_test_id("tab-home").click()
    expect(desk.page.get_by_test_id("home")).to_contain_text(nl("slack.home.start"))
    found["home"] = violations(desk)
    assert {place: names for place, names in found.items() if names} == {}


def violations(desk: Desk) -> list[str]:
    """Return what axe finds wrong: the rule and where."""
    found = Axe().run(desk.page, options=RULES).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
