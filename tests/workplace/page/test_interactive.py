"""What apps offer: buttons, menus, modals, the Home tab, prompts."""

from unittest.mock import ANY

from playwright.sync_api import Locator, Page, expect

from tests.workplace.page.conftest import Open, Scene
from tests.workplace.page.echo_app import ANSWER, button, plain


def answer(page: Page, scene: Scene) -> Locator:
    return page.locator(f'#conversation [data-ts="{scene.post(ANSWER)}"]')


def form(page: Page, scene: Scene) -> Locator:
    answer(page, scene).locator('[data-action-id="form"]').click()
    modal = page.get_by_test_id("modal")
    expect(modal).to_be_visible()
    return modal


def test_a_button_reaches_the_app_and_the_message_changes(page: Page, scene: Scene) -> None:
    message = answer(page, scene)
    message.locator('[data-action-id="agree"]').click()
    expect(message).to_contain_text("Akkoord ✅")
    scene.wait_heard("agree", "1")


def test_a_confirmation_can_be_declined(page: Page, scene: Scene) -> None:
    drop = answer(page, scene).locator('[data-action-id="drop"]')
    drop.click()
    dialog = page.get_by_test_id("confirm-dialog")
    expect(dialog).to_contain_text("Dit kan niet terug.")
    dialog.get_by_role("button", name="Toch niet").click()
    expect(dialog).to_be_hidden()
    assert ("drop", None) not in scene.heard
    drop.click()
    dialog.get_by_role("button", name="Ja hoor").click()
    scene.wait_heard("drop", None)


def test_feedback_buttons(page: Page, scene: Scene) -> None:
    good = answer(page, scene).get_by_role("button", name="Goed")
    good.click()
    expect(good).to_have_attribute("aria-pressed", "true")
    scene.wait_heard("feedback", "good")


def test_a_click_that_the_app_does_not_handle_is_said(page: Page, scene: Scene) -> None:
    ts = scene.post([{"type": "actions", "elements": [button("Niets", "nothing_listens")]}])
    page.locator(f'[data-ts="{ts}"] [data-action-id="nothing_listens"]').click()
    expect(page.get_by_test_id("toast")).to_contain_text("De app reageerde niet op tijd", timeout=6000)


def test_a_form_is_filled_in(page: Page, scene: Scene) -> None:
    modal = form(page, scene)
    expect(modal.get_by_label("Wat ga je doen?")).to_be_focused()
    modal.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Vul dit nog in.")
    modal.get_by_label("Wat ga je doen?").fill("niets")
    modal.get_by_test_id("modal-submit").click()
    expect(modal).to_contain_text("Dat is te weinig.")
    modal.get_by_label("Wat ga je doen?").fill("Bellen met Henk")
    modal.get_by_label("Voor wanneer?").fill("2026-12-01")
    modal.get_by_label("Wie trekt het?").select_option(label="Joost Bakker")
    modal.get_by_label("Mailen").check()
    modal.get_by_test_id("modal-submit").click()
    expect(modal).to_have_count(0)
    scene.wait_heard("submitted", ANY)
    values = next(value for kind, value in scene.heard if kind == "submitted")
    assert values["what"]["text"]["value"] == "Bellen met Henk"
    assert values["when"]["date"]["selected_date"] == "2026-12-01"
    assert values["who"]["user"]["selected_user"] == scene.ids["joost"]
    assert [option["value"] for option in values["how"]["ways"]["selected_options"]] == ["mail"]


def test_modals_stack_and_keep_what_was_typed(page: Page, scene: Scene) -> None:
    modal = form(page, scene)
    modal.get_by_label("Wat ga je doen?").fill("half af")
    modal.locator('[data-action-id="push"]').click()
    expect(modal).to_contain_text("Tweede venster")
    page.keyboard.press("Escape")
    expect(modal.get_by_label("Wat ga je doen?")).to_have_value("half af")
    page.reload()
    expect(modal.get_by_label("Wat ga je doen?")).to_have_value("half af")
    modal.get_by_test_id("modal-close").click()
    expect(modal).to_have_count(0)
    scene.wait_heard("closed", None)


def test_the_rest_is_inert_while_a_modal_is_open(page: Page, scene: Scene) -> None:
    modal = form(page, scene)
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement.closest('dialog') !== null || document.activeElement === document.body"
        )
    page.keyboard.press("Escape")
    expect(modal).to_have_count(0)


def test_a_menu_sends_its_choice(page: Page, scene: Scene) -> None:
    options = [{"text": plain("Een"), "value": "1"}, {"text": plain("Twee"), "value": "2"}]
    menu = {"type": "static_select", "action_id": "agree", "placeholder": plain("Kies"), "options": options}
    many = {"type": "overflow", "action_id": "feedback", "options": options}
    ts = scene.post([{"type": "actions", "elements": [menu, many]}])
    message = page.locator(f'[data-ts="{ts}"]')
    with page.expect_request("**/workplace/action") as sent:
        message.get_by_label("Kies").select_option(label="Twee")
    assert sent.value.post_data_json["value"] == "2"
    with page.expect_request("**/workplace/action") as sent:
        message.get_by_role("button", name="Meer acties").first.click()
        page.get_by_role("menuitem", name="Een").click()
    assert sent.value.post_data_json["value"] == "1"


def test_the_home_tab(open_page: Open, scene: Scene) -> None:
    page = open_page()
    page.get_by_test_id("sidebar").get_by_role("link", name="Reisplan").click()
    page.get_by_test_id("tab-home").click()
    home = page.get_by_test_id("home")
    expect(home.get_by_role("heading", name="Jouw agenda's")).to_be_visible()
    scene.wait_heard("home", "messages")
    scene.wait_heard("home", "home")
    home.locator('[data-action-id="new"]').click()
    expect(page.get_by_test_id("modal")).to_be_visible()
    page.get_by_test_id("modal-close").click()


def test_a_suggested_prompt_is_sent_with_one_click(open_page: Open, scene: Scene) -> None:
    page = open_page("sam")
    page.get_by_test_id("sidebar").get_by_role("link", name="Reisplan").click()
    page.get_by_test_id("prompt").click()
    expect(page.get_by_test_id("message").last).to_contain_text("Wat kun je?")
    expect(page.get_by_test_id("prompts")).to_be_hidden()
    expect(page.get_by_test_id("reply-bar")).to_contain_text("1 reactie")
    scene.wait_heard("direct", "Wat kun je?")


def test_a_global_shortcut(page: Page) -> None:
    page.get_by_role("button", name="Bestand of opdracht toevoegen").click()
    page.get_by_role("menuitem", name="Open formulier (Reisplan)").click()
    expect(page.get_by_test_id("modal")).to_contain_text("Eerste stap")
    page.get_by_test_id("modal-close").click()
