"""Writing: messages, mentions, commands, files, drafts."""

from playwright.sync_api import Page, Route, expect

from tests.workplace.page.conftest import Open, Scene


def write(page: Page, text: str) -> None:
    page.get_by_test_id("composer").first.fill(text)
    page.keyboard.press("Enter")


def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, scene: Scene) -> None:
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("een")
    composer.press("Shift+Enter")
    composer.press_sequentially("twee")
    composer.press("Enter")
    expect(page.get_by_test_id("message").last.locator(".content")).to_have_text("een\ntwee")
    expect(composer).to_have_value("")
    history = scene.people["joost"].conversations_history(channel=scene.channels["innovatie"])
    assert history["messages"][0]["text"] == "een\ntwee"


def test_an_empty_message_is_not_sent(page: Page, scene: Scene) -> None:
    def sent() -> list[str]:
        history = scene.people["joost"].conversations_history(channel=scene.channels["innovatie"])
        return [message["text"] for message in history["messages"]]

    before, composer = sent(), page.get_by_test_id("composer")
    composer.fill("   ")
    composer.press("Enter")
    expect(page.get_by_test_id("send")).to_be_disabled()
    write(page, "wel iets")
    expect(page.get_by_test_id("message").last).to_contain_text("wel iets")
    assert sent() == ["wel iets", *before]


def test_a_mention_is_completed_and_becomes_a_user_id(page: Page, scene: Scene) -> None:
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("vraag @jo")
    expect(page.get_by_test_id("suggestions")).to_contain_text("Joost Bakker")
    composer.press("Tab")
    expect(composer).to_have_value("vraag @Joost Bakker ")
    composer.press_sequentially("en #innovatie <b> https://vng.nl/a?b=1&c=2.")
    composer.press("Escape")
    composer.press("Enter")
    expect(page.get_by_test_id("message").last.locator(".mention").first).to_have_text("@Joost Bakker")
    history = scene.people["joost"].conversations_history(channel=scene.channels["innovatie"])
    joost, channel = scene.ids["joost"], scene.channels["innovatie"]
    text = f"vraag <@{joost}> en <#{channel}> &lt;b&gt; <https://vng.nl/a?b=1&amp;c=2>."
    assert history["messages"][0]["text"] == text


def test_names_in_code_are_no_mentions(page: Page, scene: Scene) -> None:
    write(page, "zie `@joost` daar")
    expect(page.get_by_test_id("message").last.locator("code")).to_have_text("@joost")


def test_emoji_are_suggested(page: Page) -> None:
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("mooi :tad")
    expect(page.get_by_test_id("suggestions")).to_contain_text(":tada:")
    composer.press("Enter")
    expect(composer).to_have_value("mooi :tada: ")


def test_a_command_shows_its_hint_and_reaches_the_app(page: Page, scene: Scene) -> None:
    composer = page.get_by_test_id("composer")
    composer.press_sequentially("/rei")
    expect(page.get_by_test_id("suggestions")).to_contain_text("/reisplan")
    composer.press("Tab")
    expect(page.locator(".composer-hint")).to_contain_text("vraag … | agenda")
    composer.press_sequentially("vraag iets")
    composer.press("Enter")
    ephemeral = page.locator(".message.ephemeral").last
    expect(ephemeral).to_contain_text("Alleen zichtbaar voor jou")
    expect(ephemeral).to_contain_text("Alleen voor jou: vraag iets")
    scene.wait_heard("command", "vraag iets")


def test_an_unknown_command_keeps_the_text_and_says_so(page: Page) -> None:
    write(page, "/bestaatniet hoi")
    expect(page.get_by_test_id("send-error")).to_contain_text("Dit commando bestaat hier niet")
    expect(page.get_by_test_id("composer")).to_have_value("/bestaatniet hoi")


def test_a_failed_send_keeps_the_draft(page: Page) -> None:
    page.route("**/api/chat.postMessage", lambda route: route.abort())
    page.get_by_test_id("composer").fill("belangrijk")
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("send-error")).to_contain_text(
        "Geen verbinding met de werkplaats. Je tekst staat er nog."
    )
    page.unroute("**/api/chat.postMessage")
    page.reload()
    expect(page.get_by_test_id("composer")).to_have_value("belangrijk")
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("message").last).to_contain_text("belangrijk")


def test_drafts_belong_to_a_person_and_a_place(open_page: Open) -> None:
    page = open_page("joost")
    page.get_by_test_id("composer").fill("van joost")
    page.get_by_test_id("user-sam").click()
    expect(page.locator(".who-name")).to_contain_text("Sam Visser")
    expect(page.get_by_test_id("composer")).to_have_value("")
    page.get_by_test_id("user-joost").click()
    expect(page.get_by_test_id("composer")).to_have_value("van joost")


def test_what_is_sent_while_the_page_changes_is_no_draft_afterwards(page: Page) -> None:
    def slow(route: Route) -> None:
        page.get_by_test_id("lang-en").click()
        expect(page.get_by_test_id("composer")).to_have_value("onderweg")
        route.continue_()

    page.route("**/api/chat.postMessage", slow)
    write(page, "onderweg")
    expect(page.get_by_test_id("message").last).to_contain_text("onderweg")
    expect(page.get_by_test_id("composer")).to_have_value("")
    page.reload()
    expect(page.get_by_test_id("composer")).to_have_value("")


def test_the_last_message_is_edited_with_the_up_key(page: Page) -> None:
    write(page, "dit is fuot")
    message = page.get_by_test_id("message").last
    expect(message).to_contain_text("dit is fuot")
    expect(page.get_by_test_id("composer")).to_have_value("")
    page.get_by_test_id("composer").press("ArrowUp")
    editor = page.get_by_test_id("edit-input")
    expect(editor).to_have_value("dit is fuot")
    editor.fill("dit is goed")
    editor.press("Enter")
    expect(message).to_contain_text("dit is goed")
    expect(message).to_contain_text("(bewerkt)")
    expect(page.get_by_test_id("composer")).to_be_focused()


def test_a_message_is_deleted_after_a_confirmation(page: Page) -> None:
    write(page, "weg hiermee")
    message = page.get_by_test_id("message").filter(has_text="weg hiermee")
    message.hover()
    message.get_by_test_id("more").click()
    page.get_by_role("menuitem", name="Bericht verwijderen").click()
    page.get_by_test_id("confirm").click()
    expect(message).to_have_count(0)


def test_a_very_long_message_is_refused_with_the_text_kept(page: Page) -> None:
    page.get_by_test_id("composer").fill("a" * 40_001)
    page.get_by_test_id("composer").press("Enter")
    expect(page.get_by_test_id("send-error")).to_contain_text("te lang")
    assert len(page.get_by_test_id("composer").input_value()) == 40_001


def test_what_is_typed_while_a_conversation_opens_stays_in_it(page: Page, scene: Scene) -> None:
    scene.post(text="al hier", channel="algemeen")
    held: list[Route] = []
    page.route("**/workplace/messages?*", lambda route: held.append(route))
    page.locator(f'[data-channel="{scene.channels["algemeen"]}"]').click()
    composer = page.locator("#conversation").get_by_test_id("composer")
    expect(page.locator("#conversation h2")).to_contain_text("algemeen")
    composer.fill("alvast")
    for route in held:
        route.continue_()
    page.unroute("**/workplace/messages?*")
    expect(page.get_by_test_id("message").filter(has_text="al hier")).to_be_visible()
    expect(composer).to_have_value("alvast")
    composer.press("Enter")
    expect(page.get_by_test_id("message").last).to_contain_text("alvast")
    expect(page.locator("#conversation h2")).to_contain_text("algemeen")


def test_what_is_typed_stays_when_the_welcome_is_put_away(open_page: Open) -> None:
    page = open_page(welcome=True)
    composer = page.locator("#conversation").get_by_test_id("composer")
    composer.fill("alvast")
    page.evaluate("document.querySelector('[data-testid=composer]').dataset.kept = 'yes'")
    page.get_by_test_id("welcome-dismiss").click()
    expect(page.get_by_test_id("welcome")).to_have_count(0)
    expect(composer).to_have_attribute("data-kept", "yes")
    expect(composer).to_have_value("alvast")
    expect(composer).to_be_focused()
