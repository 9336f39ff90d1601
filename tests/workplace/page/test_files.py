"""Files from people and from the app, and messages that grow."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.workplace.page.conftest import Scene

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cfc0f01f00050001ff"
    "56c72fbb0000000049454e44ae426082"
)


def test_a_person_shares_a_file_with_a_comment(page: Page, scene: Scene, tmp_path: Path) -> None:
    notes = tmp_path / "notities bij ons plan.txt"
    notes.write_text("Bellen met Henk")
    page.get_by_test_id("file-input").set_input_files(notes)
    expect(page.locator(".chips")).to_contain_text("notities bij ons plan.txt")
    page.get_by_test_id("composer").fill("Kijk @joost")
    page.get_by_test_id("send").click()
    message = page.get_by_test_id("message").last
    expect(message.locator(".content")).to_have_text("Kijk @Joost Bakker")
    with page.expect_download() as download:
        message.get_by_test_id("download").click()
    assert Path(download.value.path()).read_text() == "Bellen met Henk"
    expect(page.locator(".chips li")).to_have_count(0)


def test_a_markdown_file_of_the_app_is_read_on_the_page(page: Page, scene: Scene) -> None:
    text = "# Ons reisplan\n\n**Eerste stap**: bellen <script>x</script>"
    scene.bot.files_upload_v2(channel=scene.channels["innovatie"], content=text, filename="reisplan.md")
    file = page.get_by_test_id("file").last
    expect(file).to_contain_text("reisplan.md")
    file.get_by_role("button", name="reisplan.md bekijken").click()
    preview = page.get_by_test_id("file-preview")
    expect(preview.get_by_role("heading", name="Ons reisplan")).to_be_visible()
    expect(preview.locator("strong")).to_have_text("Eerste stap")
    assert preview.locator("script").count() == 0
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)


def test_a_picture_is_shown_with_its_description(page: Page, scene: Scene) -> None:
    scene.bot.files_upload_v2(
        channel=scene.channels["innovatie"], content=PNG, filename="loket.png", alt_txt="De balie op maandag"
    )
    picture = page.get_by_role("img", name="De balie op maandag")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => (await image.decode(), image.naturalWidth)") == 1


def test_a_streamed_answer_grows(page: Page, scene: Scene) -> None:
    channel = scene.channels["innovatie"]
    root = scene.people["karin"].chat_postMessage(channel=channel, text="stroom maar")["ts"]
    team = scene.bot.auth_test()["team_id"]
    stream = scene.bot.chat_startStream(
        channel=channel, thread_ts=root, recipient_user_id=scene.ids["karin"], recipient_team_id=team
    )
    page.locator(f'#conversation [data-ts="{root}"]').get_by_test_id("reply-bar").click()
    message = page.get_by_test_id("thread").locator(f'[data-ts="{stream["ts"]}"]')
    scene.bot.chat_appendStream(channel=channel, ts=stream["ts"], markdown_text="Eerst **dit**")
    expect(message.locator(".content strong")).to_have_text("dit")
    expect(message).to_contain_class("streaming")
    scene.bot.chat_stopStream(channel=channel, ts=stream["ts"], markdown_text=", dan dat.")
    expect(message.locator(".content")).to_have_text("Eerst dit, dan dat.")
    expect(message).not_to_contain_class("streaming")
    expect(page.locator("#announcer")).to_contain_text("Eerst dit, dan dat.")
