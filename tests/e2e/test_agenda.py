"""An agenda through the page: two people, from the form to the reisplan as Markdown and Word."""

from __future__ import annotations

import io
import re
from pathlib import Path

from docx import Document
from playwright.sync_api import expect

from bot import agendas
from bot.store import Store
from prompts import texts
from prompts.curriculum import load_curriculum
from tests.conftest import Launch
from tests.e2e.conftest import OpenDesk
from tests.e2e.desk import Desk
from tests.product import Product

nl = texts("nl")
STAGES = load_curriculum("nl").for_sprint()
CALL = "Maandag belde een vrouw die haar overleden vader wilde afmelden, ze werd drie keer doorverbonden."
COUNT = "Vorige week telden we er 12, allemaal naasten die niet wisten waar ze moesten zijn."


def begin(desk: Desk, *, time: str = "") -> None:
    """Start an agenda for Waterlinde from the page, and open its thread."""
    desk.write("/reisplan agenda")
    desk.modal.get_by_label(nl("agenda.modal.organisation")).fill("gemeente Waterlinde")
    if time:
        desk.modal.get_by_label(nl("agenda.modal.time")).select_option(label=time)
    desk.modal.get_by_test_id("modal-submit").click()
    expect(desk.modal).to_have_count(0)
    root = desk.conversation.get_by_test_id("message").filter(has_text="begint een innovatieagenda").last
    root.get_by_test_id("reply-bar").click()
    expect(desk.answers().last.get_by_role("button", name=nl("agenda.buttons.next"))).to_be_visible()


def say(product: Product, desk: Desk, text: str) -> None:
    """Say something in the thread, and wait until the coach has dealt with it."""
    desk.reply(text)
    product.quiet()


def press(product: Product, desk: Desk, button: str) -> None:
    """Press a button of the coach, and wait for what it says to that."""
    before = len(product.driver.replies(*place(product)))
    expect(desk.answers()).to_have_count(before)
    desk.press(nl(f"agenda.buttons.{button}"))
    product.driver.wait_for_replies(*place(product), before + 1)
    product.quiet()


def test_two_people_make_a_reisplan(launch: Launch, open_desk: OpenDesk, tmp_path: Path) -> None:
    product = launch()
    desk = open_desk(product).put_welcome_away()
    begin(desk, time=nl("agenda.modal.time_sprint"))
    for stage in STAGES:
        desk.become("karin")
        say(product, desk, f"{CALL} Dat hoort bij {stage.title}.")
        desk.become("joost")
        say(product, desk, COUNT)
        while "agenda_fine" not in product.driver.buttons(*place(product)):
            press(product, desk, "next")
        expect(desk.answers().last).to_contain_text("(concept)")
        press(product, desk, "fine")
    while "agenda_fine" not in product.driver.buttons(*place(product)):
        press(product, desk, "next")  # the coach looks the whole over before anyone signs
    expect(desk.answers().last).to_contain_text(re.compile(r"wie namens het team tekent", re.IGNORECASE))
    say(product, desk, "klopt")
    markdown = desk.download("md", tmp_path).read_text(encoding="utf-8")
    assert markdown.startswith("# Reisplan van gemeente Waterlinde")
    assert "overleden vader" in markdown and "Joost" in markdown
    word = Document(io.BytesIO(desk.download("docx", tmp_path).read_bytes()))
    assert any("overleden vader" in paragraph.text for paragraph in word.paragraphs)


def test_a_draft_is_edited_in_a_form_and_shows_who_said_what(office: Product, desk: Desk) -> None:
    begin(desk)
    say(office, desk, CALL)
    desk.become("joost")
    say(office, desk, COUNT)
    desk.press(nl("agenda.buttons.next"))
    expect(desk.answers().last).to_contain_text("(concept)")
    desk.press(nl("agenda.buttons.adjust"))
    field = desk.modal.get_by_label(nl("agenda.modal.adjust_label"))
    expect(field).to_have_value(re.compile(r"overleden vader.*telden we er 12", re.DOTALL))
    field.fill("Naasten van een overledene worden te vaak doorverbonden.")
    desk.modal.get_by_test_id("modal-submit").click()
    expect(desk.modal).to_have_count(0)
    expect(desk.answers().last).to_contain_text("te vaak doorverbonden")
    desk.press(nl("agenda.buttons.from_whom"))
    expect(desk.modal).to_contain_text("Joost")
    desk.page.keyboard.press("Escape")


def place(product: Product) -> tuple[str, str]:
    """Return channel and thread of the only agenda."""
    with Store.in_folder(product.folder).session() as session:
        (agenda,) = agendas.every(session)
        return agenda.channel, agenda.thread_ts


def test_a_thread_goes_on_after_everything_was_stopped(launch: Launch, open_desk: OpenDesk) -> None:
    product = launch()
    desk = open_desk(product).put_welcome_away()
    begin(desk)
    say(product, desk, CALL)
    product.restart()
    desk.page.reload()
    expect(desk.thread).to_contain_text("overleden vader")
    before = len(product.driver.replies(*place(product)))
    expect(desk.answers()).to_have_count(before)
    say(product, desk, "verder")
    expect(desk.answers().nth(before)).to_contain_text("overleden vader")
    say(product, desk, "klopt")
    expect(desk.answers().last).to_contain_text(load_curriculum("nl").stages[1].opening[0].split("?")[0])
