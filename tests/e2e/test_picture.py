"""The picture in the README: a question answered in a channel, and an agenda under way in a thread.

`UPDATE_SCREENSHOTS=1` writes it to docs/images; otherwise it goes to a folder of the test.
"""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import expect

from prompts import texts
from tests.conftest import Launch
from tests.e2e.conftest import OpenDesk
from tests.product import ROOT

nl = texts("nl")
SAID = [
    (
        "karin",
        "ja, vorige week. Een man wilde de afvalpas van zijn overleden moeder opzeggen. 3x doorverbonden",
    ),
    ("joost", "en dat is geen uitzondering. In november telde ik er 14, vooral naasten"),
    ("meral", "ik sprak er vorige maand twee: ze wisten niet dat ze drie loketten moesten bellen"),
]


def test_the_picture_shows_an_answer_and_an_agenda(
    launch: Launch, open_desk: OpenDesk, tmp_path: Path
) -> None:
    product = launch()
    driver, channel = product.driver, product.driver.channels["innovatie"]
    driver.ask("meral", channel, "Wat is Common Ground?")
    thread = driver.start_agenda("karin", channel, "gemeente Waterlinde")
    for name, text in SAID:
        driver.post(name, channel, text, thread)
        product.quiet()
    driver.post("karin", channel, "verder", thread)
    product.quiet()
    desk = open_desk(product).put_welcome_away()
    desk.page.set_viewport_size({"width": 1360, "height": 860})
    desk.conversation.get_by_test_id("reply-bar").last.click()
    expect(desk.thread).to_contain_text("(concept)")
    expect(desk.thread.get_by_role("button", name=nl("agenda.buttons.fine")).last).to_be_visible()
    expect(desk.conversation).to_contain_text("gemeente Waterlinde")
    folder = ROOT / "docs" / "images" if os.environ.get("UPDATE_SCREENSHOTS") == "1" else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    desk.page.mouse.move(0, 0)
    desk.page.screenshot(path=folder / "agenda.png", animations="disabled")
    assert (folder / "agenda.png").stat().st_size > 40_000
