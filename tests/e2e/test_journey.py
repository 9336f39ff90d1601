"""The pictures in docs/journey.md: from the welcome to a signed reisplan, as a team meets it.

`UPDATE_SCREENSHOTS=1` writes them to docs/images/journey; otherwise they go to a folder of the test.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, expect

from prompts import texts
from tests.conftest import Launch
from tests.e2e.conftest import OpenDesk
from tests.e2e.desk import Desk
from tests.product import ROOT, Product

nl = texts("nl")
PAGE = ROOT / "docs" / "journey.md"
LARGEST = 150_000  # bytes
COLOURS = 220
WIDE = {"width": 1240, "height": 780}
TALL = {"width": 1240, "height": 940}
VALUE = [
    ("joost", "dat iemand na een overlijden één keer belt en daarna met rust gelaten wordt"),
    ("karin", "en geen brieven meer aan de overledene zelf. dit jaar waren daar 14 klachten over"),
]
USERS = [
    (
        "meral",
        "hij wilde niet iets opzeggen, hij wilde dat het ophield. dat zei hij letterlijk aan de telefoon",
    ),
    ("sam", "de traagste zaak lag 61 dagen, dat was een man van 81 die alles voor zijn buurvrouw regelde"),
]
DIRECTION = [
    ("meral", "Wij sturen niemand door, ook als dat betekent dat je iets doet wat niet van jouw afdeling is"),
    ("joost", "nee daar ben ik het niet mee eens, dan zit ik straks belastingvragen te beantwoorden"),
    ("joost", "als je maar belt met wie het wel weet, dan kan ik daarmee leven"),
]
EXPERIMENT = [
    (
        "joost",
        "Twee weken lang neemt één persoon alle meldingen van overlijden aan en belt zelf de andere "
        "afdelingen. Als het na tien gevallen meer dan een uur per geval kost stoppen we.",
    )
]
STEP = [
    (
        "meral",
        "Ik neem vanaf maandag 7 december de meldingen aan, Joost telt de minuten. 18 december weten we het.",
    )
]


class Journey:
    """A team's thread, and the pictures made along it."""

    def __init__(self, product: Product, desk: Desk, folder: Path) -> None:
        self.product = product
        self.desk = desk
        self.folder = folder
        self.channel = product.driver.channels["innovatie"]
        self.thread = ""

    def picture(self, name: str, *shown: Locator) -> None:
        for part in shown:
            expect(part).to_be_in_viewport()
        self.desk.page.mouse.move(0, 0)
        file = self.folder / f"{name}.png"
        self.desk.page.screenshot(path=file, animations="disabled")
        with Image.open(file) as taken:
            taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        assert 5_000 < file.stat().st_size < LARGEST, file.name

    def say(self, name: str, text: str) -> None:
        self.product.driver.post(name, self.channel, text, self.thread)
        self.product.quiet()

    def talk(self, lines: list[tuple[str, str]]) -> None:
        """Say what belongs to a stage and close it."""
        for name, text in lines:
            self.say(name, text)
        for _ in range(6):
            if "agenda_fine" in self.product.driver.buttons(self.channel, self.thread):
                break
            self.say("karin", "verder")
        self.say("karin", "klopt")

    def last(self) -> Locator:
        return self.desk.answers().last

    def button(self, name: str) -> Locator:
        return self.desk.thread.get_by_role("button", name=nl(f"agenda.buttons.{name}"), exact=True).last


def test_the_pictures_show_the_whole_journey(launch: Launch, open_desk: OpenDesk, tmp_path: Path) -> None:
    asked = os.environ.get("UPDATE_SCREENSHOTS") == "1"
    folder = PAGE.parent / "images" / "journey" if asked else tmp_path / "journey"
    folder.mkdir(parents=True, exist_ok=True)
    product = launch()
    product.settings["MAINTAINERS"] = product.driver.id("karin")
    product.stop()
    product.start()
    desk = open_desk(product)
    desk.page.set_viewport_size(WIDE)
    journey = Journey(product, desk, folder)
    ask(journey)
    begin(journey)
    discuss(journey)
    finish(journey)
    look_back(journey)
    pictures = sorted(file.stem for file in folder.glob("*.png"))
    assert pictures == sorted(re.findall(r"images/journey/([\w-]+)\.png", PAGE.read_text(encoding="utf-8")))


def ask(journey: Journey) -> None:
    desk = journey.desk
    journey.picture("01-welcome", desk.page.get_by_test_id("welcome"))
    desk.page.get_by_test_id("try-channel").click()
    expect(desk.answers().first).to_contain_text("[1]")
    journey.picture("02-answer", desk.thread, desk.page.get_by_test_id("welcome-rest"))
    desk.thread.get_by_role("button", name=nl("slack.open_source", number=1)).first.click()
    expect(desk.modal).to_contain_text("Common Ground")
    journey.picture("03-source", desk.modal)
    desk.page.keyboard.press("Escape")
    expect(desk.modal).to_have_count(0)


def begin(journey: Journey) -> None:
    desk = journey.desk
    desk.page.get_by_test_id("welcome-rest-dismiss").click()
    desk.write("/reisplan agenda")
    desk.modal.get_by_label(nl("agenda.modal.organisation")).fill("gemeente Waterlinde, burgerzaken")
    desk.modal.get_by_label(nl("agenda.modal.time")).select_option(label=nl("agenda.modal.time_sprint"))
    journey.picture("04-form", desk.modal)
    desk.modal.get_by_test_id("modal-submit").click()
    root = desk.conversation.get_by_test_id("message").filter(has_text="begint een innovatieagenda").last
    root.get_by_test_id("reply-bar").click()
    expect(journey.button("next")).to_be_visible()
    journey.thread = str(root.get_attribute("data-ts"))
    journey.say("karin", "mensen vinden de website onduidelijk")
    expect(journey.last()).to_contain_text("?")
    journey.picture("05-follow-up", journey.last())


def discuss(journey: Journey) -> None:
    desk = journey.desk
    journey.say(
        "karin", "vorige week wilde een man de afvalpas van zijn overleden moeder opzeggen. 3x doorverbonden"
    )
    journey.say("joost", "klopt, in november telde ik er 14, vooral naasten")
    journey.say("meral", "het duurde bij hem elf dagen voor iemand terugbelde")
    journey.say("karin", "verder")
    expect(journey.last()).to_contain_text("(concept)")
    journey.picture("06-draft", journey.last())
    journey.button("from_whom").click()
    expect(desk.modal).to_contain_text("Joost")
    journey.picture("07-from-whom", desk.modal)
    desk.page.keyboard.press("Escape")
    for name, levels in (
        ("karin", "4 4 2 3 2 3 4 2"),
        ("joost", "2 3 2 1 4 2 3 1"),
        ("meral", "3 5 1 2 2 4 3 2"),
    ):
        journey.say(name, f"zelfscan {levels}")
    journey.say("karin", "uitslag zelfscan")
    expect(desk.thread.locator(".picture img").last).to_be_visible()
    desk.thread.locator(".picture img").last.scroll_into_view_if_needed()
    journey.picture("08-self-scan", desk.thread.locator(".picture img").last)
    journey.say("karin", "klopt")
    for name, text in VALUE:
        journey.say(name, text)
    journey.say("karin", "stemmen")
    journey.say("karin", "stip 1 1 2")
    expect(journey.last()).to_contain_text("●")
    journey.picture("09-vote", journey.button("tally"))
    journey.say("karin", "besluit 1")
    journey.say("joost", "omdat niemand dat nu doet")
    journey.say("joost", "niemand")
    journey.talk([])
    journey.talk(USERS)
    journey.talk(DIRECTION)


def finish(journey: Journey) -> None:
    desk = journey.desk
    journey.talk(EXPERIMENT)
    journey.talk(STEP)
    desk.page.set_viewport_size(TALL)
    journey.button("challenge").scroll_into_view_if_needed()
    journey.picture("10-review", journey.last())
    desk.page.set_viewport_size(WIDE)
    for _ in range(4):
        if desk.thread.get_by_test_id("download").count() > 1:
            break
        journey.say("karin", "klopt")
    expect(desk.thread.get_by_test_id("download").last).to_be_visible()
    desk.thread.get_by_test_id("download").last.scroll_into_view_if_needed()
    journey.picture("11-signed", desk.thread.get_by_test_id("download").last)


def look_back(journey: Journey) -> None:
    desk = journey.desk
    desk.go_to("Reisplan")
    desk.page.get_by_test_id("tab-home").click()
    home = desk.page.get_by_test_id("home")
    expect(home).to_contain_text("gemeente Waterlinde")
    expect(home).to_contain_text(nl("maintenance.title"))
    journey.picture("12-home", home)
