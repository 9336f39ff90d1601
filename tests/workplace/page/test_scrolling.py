"""Where the page stands: at the newest message, or where the reader is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.workplace.page.conftest import Open, Scene

LONG = "Een zin die lang genoeg is om in een smal venster over meer regels te lopen dan in een breed. " * 3
VERY_LONG = "\n".join(f"regel {number}" for number in range(80))


def filled(scene: Scene, open_page: Open, channel: str, count: int = 14) -> Page:
    """Open a channel with more in it than fits."""
    for number in range(count):
        scene.people["karin"].chat_postMessage(
            channel=scene.channels[channel], text=f"bericht {number} {LONG}"
        )
    page = open_page("karin", channel)
    expect(row(page, f"bericht {count - 1} ")).to_be_in_viewport()
    return page


def row(page: Page, text: str) -> Locator:
    return page.locator("#conversation .message").filter(has_text=text).last


def top(row: Locator) -> float:
    box = row.bounding_box()
    assert box is not None
    return box["y"]


def test_your_own_message_stays_in_sight_when_its_thread_opens(scene: Scene, open_page: Open) -> None:
    page = filled(scene, open_page, "innovatie")
    page.get_by_test_id("composer").fill("@Reisplan waar blijft mijn bericht?")
    page.get_by_test_id("send").click()
    asked = row(page, "waar blijft mijn bericht?")
    asked.get_by_test_id("reply-bar").click()
    expect(page.get_by_test_id("thread")).to_be_visible()
    expect(asked).to_be_in_viewport(ratio=0.9)


def test_a_message_stays_where_it_was_when_its_thread_opens(scene: Scene, open_page: Open) -> None:
    page = filled(scene, open_page, "algemeen")
    earlier = row(page, "bericht 6 ")
    scene.people["joost"].chat_postMessage(
        channel=scene.channels["algemeen"], text="een antwoord", thread_ts=earlier.get_attribute("data-ts")
    )
    expect(earlier.get_by_test_id("reply-bar")).to_be_attached()  # the message was drawn anew
    earlier.scroll_into_view_if_needed()
    page.mouse.move(700, 400)
    page.mouse.wheel(0, -80)
    expect(earlier.get_by_test_id("reply-bar")).to_be_in_viewport()
    page.wait_for_timeout(200)  # the wheel's own movement
    before = top(earlier)
    earlier.get_by_test_id("reply-bar").click()
    expect(page.get_by_test_id("thread")).to_be_visible()
    expect(earlier).to_be_in_viewport()
    assert abs(top(earlier) - before) < 3


def test_a_reader_further_up_is_left_there_and_told(scene: Scene, open_page: Open) -> None:
    page = filled(scene, open_page, "innovatie")
    page.mouse.move(700, 300)
    page.mouse.wheel(0, -2000)
    expect(row(page, "bericht 13 ")).not_to_be_in_viewport()
    page.wait_for_timeout(200)
    ts = scene.post(text="iets nieuws")
    fresh = page.locator(f'#conversation [data-ts="{ts}"]')
    expect(fresh).to_be_attached()
    expect(fresh).not_to_be_in_viewport()
    page.get_by_role("button", name="Nieuwe berichten").click()
    expect(fresh).to_be_in_viewport()


def test_a_long_answer_is_shown_from_its_first_line(scene: Scene, open_page: Open) -> None:
    page = filled(scene, open_page, "innovatie")
    ts = scene.post(text=VERY_LONG)
    answer = page.locator(f'#conversation [data-ts="{ts}"]')
    expect(answer.locator(".byline")).to_be_in_viewport()
    ts = scene.post(text="kort")
    expect(page.locator(f'#conversation [data-ts="{ts}"]')).to_be_in_viewport(ratio=1)


def test_what_a_button_led_to_is_shown(scene: Scene, open_page: Open) -> None:
    page = open_page("karin", "innovatie")
    button = {"type": "button", "action_id": "say", "text": {"type": "plain_text", "text": "Zeg iets"}}
    ts = scene.post([{"type": "actions", "elements": [button]}])
    scene.post(text=VERY_LONG)
    pressed = page.locator(f'#conversation [data-ts="{ts}"]').get_by_role("button", name="Zeg iets")
    pressed.scroll_into_view_if_needed()
    pressed.click()
    scene.post(text="dit kwam ervan")
    expect(row(page, "dit kwam ervan")).to_be_in_viewport(ratio=1)


def test_the_count_of_replies_never_covers_them(scene: Scene, open_page: Open) -> None:
    root = scene.post(text="wortel")
    for number in range(30):
        scene.bot.chat_postMessage(
            channel=scene.channels["innovatie"], text=f"reactie {number}", thread_ts=root
        )
    page = open_page("karin", f"{scene.channels['innovatie']}/p{root.replace('.', '')}")
    thread = page.get_by_test_id("thread")
    expect(thread.get_by_test_id("message").last).to_be_in_viewport()
    expect(thread.get_by_text("30 reacties")).not_to_be_in_viewport()
