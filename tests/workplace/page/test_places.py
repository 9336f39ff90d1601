"""Finding one's way: people, conversations, threads, addresses, keys, languages."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.workplace.page.conftest import Open, Scene


def ask(page: Page, text: str) -> None:
    page.get_by_test_id("composer").first.fill(text)
    page.get_by_test_id("composer").first.press("Enter")


def test_a_thread_from_question_to_reply(page: Page, scene: Scene) -> None:
    ask(page, "@Reisplan wat is Common Ground?")
    question = page.locator("#conversation").get_by_test_id("message").last
    bar = question.get_by_test_id("reply-bar")
    expect(bar).to_contain_text("1 reactie")
    bar.click()
    thread = page.get_by_test_id("thread")
    expect(thread.get_by_test_id("message")).to_have_count(2)
    expect(thread.get_by_test_id("composer")).to_be_focused()
    thread.get_by_test_id("composer").fill("dank je")
    thread.get_by_test_id("composer").press("Enter")
    expect(thread.get_by_role("heading", name="2 reacties")).to_be_visible()
    expect(bar).to_contain_text("2 reacties")
    assert any(kind == "mention" and f"<@{scene.app_user}>" in text for kind, text in scene.heard)

    page.reload()
    expect(thread.get_by_test_id("message").last).to_contain_text("dank je")
    page.keyboard.press("Escape")
    expect(thread).to_be_hidden()


def test_the_status_of_the_app_is_shown_until_it_answers(page: Page, scene: Scene) -> None:
    ask(page, "@Reisplan wacht even")
    message = page.get_by_test_id("message").last
    expect(message.get_by_test_id("status")).to_contain_text("Reisplan denkt na…")
    ts = str(message.get_attribute("data-ts"))
    scene.bot.chat_postMessage(channel=scene.channels["innovatie"], thread_ts=ts, text="klaar")
    expect(message.get_by_test_id("status")).to_have_count(0)


def test_another_person_sees_other_things(open_page: Open, scene: Scene) -> None:
    scene.bot.chat_postEphemeral(
        channel=scene.channels["algemeen"], user=scene.ids["karin"], text="Psst Karin"
    )
    page = open_page(place="algemeen")
    expect(page.get_by_test_id("message").filter(has_text="Psst Karin")).to_be_visible()
    page.get_by_test_id("user-meral").click()
    expect(page.locator(".who-name")).to_contain_text("Meral Yıldız")
    expect(page.get_by_text("Psst Karin")).to_have_count(0)
    assert "user=meral" in page.url


def test_choosing_oneself_again_builds_nothing_anew(page: Page, scene: Scene) -> None:
    streams: list[str] = []
    page.on("request", lambda request: streams.append(request.url) if "/events" in request.url else None)
    page.reload()
    expect(page.locator(".who-name")).to_contain_text("Karin")
    page.get_by_test_id("user-karin").click()
    page.get_by_test_id("user-joost").click()
    expect(page.locator(".who-name")).to_contain_text("Joost")
    assert sum(scene.ids["karin"] in stream for stream in streams) == 1


def test_of_two_people_chosen_quickly_the_last_one_is_there(page: Page, scene: Scene) -> None:
    def late(route: Route) -> None:
        page.get_by_test_id("user-sam").click()
        expect(page.locator(".who-name")).to_contain_text("Sam Visser")
        route.continue_()

    keep_from_marking(page)
    page.route(re.compile(f"/workplace/state\\?user={scene.ids['joost']}"), late)
    with page.expect_response(re.compile(f"/workplace/state\\?user={scene.ids['joost']}")):
        page.get_by_test_id("user-joost").click()
    direct = scene.people["sam"].conversations_open(users=scene.app_user)["channel"]["id"]
    expect(page.locator(f'[data-channel="{direct}"]')).to_be_visible()
    expect(page.locator(".who-name")).to_contain_text("Sam Visser")
    ask(page, "van Sam")
    expect(page.get_by_test_id("message").last).to_contain_text("Sam Visser")


@pytest.fixture
def unread(scene: Scene) -> Iterator[str]:
    """A channel in which Karin has read everything, before the test and after it."""
    channel = scene.channels["intern"]
    seen(scene, channel)
    yield channel
    seen(scene, channel)


def seen(scene: Scene, channel: str) -> None:
    scene.people["karin"].conversations_mark(channel=channel, ts=f"{time.time():.6f}")


def news(scene: Scene, channel: str) -> None:
    scene.people["sam"].chat_postMessage(channel=channel, text="nieuws")


def keep_from_marking(page: Page) -> None:
    """What is marked as read has the conversations read again, which would mend any count."""
    page.route("**/api/conversations.mark", lambda route: route.fulfill(json={"ok": True}))


def count(page: Page, channel: str) -> Locator:
    return page.locator(f'[data-channel="{channel}"] .count')


def test_unread_messages_are_counted_until_they_are_seen(page: Page, scene: Scene, unread: str) -> None:
    news(scene, unread)
    expect(count(page, unread)).to_contain_text("1")
    expect(page).to_have_title(re.compile(r"^\(1\) #innovatie"))
    entry = page.locator(f'[data-channel="{unread}"]')
    entry.click()
    expect(page.get_by_test_id("message").last).to_contain_text("nieuws")
    page.goto(f"{scene.url}/?user=karin#/{scene.channels['innovatie']}")
    page.reload()
    expect(page.get_by_role("heading", level=2, name="innovatie")).to_be_visible()
    expect(count(page, unread)).to_have_count(0)


def test_a_message_is_counted_that_comes_before_the_stream_opens(
    page: Page, scene: Scene, unread: str
) -> None:
    def late(route: Route) -> None:
        news(scene, unread)
        route.continue_()

    keep_from_marking(page)
    page.route("**/workplace/events*", late, times=1)
    page.reload()
    expect(count(page, unread)).to_contain_text("1")


def test_a_message_that_was_counted_with_the_conversations_is_not_counted_again(
    page: Page, scene: Scene, unread: str
) -> None:
    def earlier(route: Route) -> None:
        route.continue_(url=re.sub("after=([0-9]+)", lambda m: f"after={int(m[1]) - 1}", route.request.url))

    keep_from_marking(page)
    page.route("**/workplace/events*", earlier)
    news(scene, unread)
    page.reload()
    expect(count(page, unread)).to_be_visible()
    shown = scene.post(text="als laatste")
    expect(page.locator(f'[data-ts="{shown}"]')).to_be_visible()
    expect(count(page, unread)).to_contain_text("1")


def test_a_message_that_overtakes_the_conversations_is_counted(page: Page, scene: Scene, unread: str) -> None:
    overtakes = []

    def overtaken(route: Route) -> None:
        overtakes.append(route)
        answer = route.fetch()
        news(scene, unread)
        shown = scene.post(text="ingehaald")
        expect(page.locator(f'[data-ts="{shown}"]')).to_be_visible()
        route.fulfill(response=answer)

    keep_from_marking(page)
    page.route("**/workplace/state*", overtaken, times=1)
    again = re.compile("/workplace/state")
    with page.expect_request_finished(lambda request: bool(overtakes and again.search(request.url))):
        scene.people["sam"].conversations_create(name="nieuw-kanaal")
    expect(count(page, unread)).to_contain_text("1")


def test_a_link_to_a_reply_shows_it(open_page: Open, scene: Scene) -> None:
    channel = scene.channels["algemeen"]
    root = scene.people["joost"].chat_postMessage(channel=channel, text="begin")["ts"]
    reply = scene.people["sam"].chat_postMessage(channel=channel, thread_ts=root, text="hier moet je zijn")[
        "ts"
    ]
    link = scene.people["sam"].chat_getPermalink(channel=channel, message_ts=reply)["permalink"]
    ts = scene.post(text=f"zie <{link}|dit>")
    page = open_page()
    page.locator(f'[data-ts="{ts}"]').get_by_role("link", name="dit").click()
    expect(page.get_by_test_id("thread").locator(f'[data-ts="{reply}"]')).to_be_focused()
    page.goto(f"{scene.url}/archives/{channel}/p{root.replace('.', '')}")
    expect(page.get_by_test_id("thread").get_by_test_id("message").last).to_contain_text("hier moet je zijn")


def test_an_unknown_place_becomes_a_known_one(open_page: Open) -> None:
    page = open_page(place="C000000")
    expect(page.get_by_role("heading", level=2, name="innovatie")).to_be_visible()


def test_the_quick_switcher(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.get_by_test_id("quick-switcher").fill("alg")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="algemeen")).to_be_visible()
    page.keyboard.press("Control+k")
    page.get_by_test_id("quick-switcher").fill("joost")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Joost Bakker")).to_be_visible()


def test_messages_with_the_keyboard_only(page: Page, scene: Scene) -> None:
    scene.people["joost"].chat_postMessage(channel=scene.channels["innovatie"], text="eerste")
    ts = scene.people["joost"].chat_postMessage(channel=scene.channels["innovatie"], text="laatste")["ts"]
    last = page.locator(f'#conversation [data-ts="{ts}"]')
    expect(last).to_be_visible()
    page.locator("#conversation .scroller").focus()
    page.keyboard.press("ArrowUp")
    expect(last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#conversation .message:focus")).to_contain_text("eerste")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("t")
    expect(page.get_by_test_id("thread").get_by_test_id("composer")).to_be_focused()
    page.keyboard.press("Escape")
    expect(last).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_test_id("help")).to_be_visible()


def test_the_language_is_chosen_and_remembered(page: Page) -> None:
    expect(page.get_by_test_id("try-out")).to_contain_text("Dit is geen Slack")
    page.get_by_test_id("lang-en").click()
    expect(page.get_by_test_id("try-out")).to_contain_text("This is not Slack")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_test_id("composer")).to_have_attribute("placeholder", "Write in #innovatie")


def test_on_a_phone_one_thing_at_a_time(open_page: Open, scene: Scene) -> None:
    page = open_page(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    expect(page.get_by_test_id("sidebar")).to_be_hidden()
    page.get_by_role("button", name="Toon alle gesprekken").click()
    page.locator(f'[data-channel="{scene.channels["algemeen"]}"]').click()
    expect(page.get_by_role("heading", level=2, name="algemeen")).to_be_visible()
    expect(page.get_by_test_id("sidebar")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
