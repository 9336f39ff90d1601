"""Finding one's way: people, conversations, threads, addresses, keys, languages."""

from playwright.sync_api import Page, expect

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


def test_unread_messages_are_counted_until_they_are_seen(page: Page, scene: Scene) -> None:
    entry = page.locator(f'[data-channel="{scene.channels["intern"]}"]')
    scene.people["sam"].chat_postMessage(channel=scene.channels["intern"], text="nieuws")
    expect(entry.locator(".count")).to_contain_text("1")
    assert page.title().startswith("(1) #innovatie")
    entry.click()
    expect(page.get_by_test_id("message").last).to_contain_text("nieuws")
    page.goto(f"{scene.url}/?user=karin#/{scene.channels['innovatie']}")
    page.reload()
    expect(page.get_by_role("heading", level=2, name="innovatie")).to_be_visible()
    expect(entry.locator(".count")).to_have_count(0)


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
