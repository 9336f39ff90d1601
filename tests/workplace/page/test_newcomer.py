"""The first minutes: the welcome, and what it does when something is off."""

import pytest
from playwright.sync_api import Browser, expect

from bot.workplace import Workplace
from tests.workplace.page import echo_app
from tests.workplace.page.conftest import Open, Scene


def test_a_question_in_the_channel_is_asked_as_karin(open_page: Open, scene: Scene) -> None:
    page = open_page("sam", "algemeen", welcome=True)
    page.get_by_test_id("try-channel").click()
    thread = page.get_by_test_id("thread")
    expect(thread).to_contain_text("Common Ground scheidt data van processen")
    expect(thread.get_by_test_id("message").first).to_contain_text("Karin de Vries")
    expect(page.get_by_role("heading", level=2, name="innovatie")).to_be_visible()
    expect(page.get_by_test_id("welcome")).to_have_count(0)


@pytest.mark.parametrize(
    ("button", "words"),
    [("try-direct", "Wat moet een gemeente"), ("try-direct-other", "What does a municipality")],
)
def test_a_direct_question_in_either_language(open_page: Open, button: str, words: str) -> None:
    page = open_page("joost", welcome=True)
    page.get_by_test_id(button).click()
    expect(page.get_by_test_id("thread").get_by_test_id("message").last).to_contain_text(f"Echo: {words}")
    expect(page.get_by_role("heading", level=2, name="Reisplan")).to_be_visible()


def test_an_agenda_is_started(open_page: Open, scene: Scene) -> None:
    page = open_page("meral", welcome=True)
    page.get_by_test_id("try-agenda").click()
    expect(page.get_by_test_id("thread")).to_contain_text("Jullie agenda begint hier.")
    scene.wait_heard("command", "agenda")


def test_what_is_left_to_try_stays_in_reach_until_all_is_done(open_page: Open) -> None:
    page = open_page("karin", welcome=True, viewport={"width": 1400, "height": 800})
    page.get_by_test_id("try-channel").click()
    rest = page.get_by_test_id("welcome-rest")
    expect(rest.get_by_role("button", name="Vraag het in #innovatie")).to_have_count(0)
    rest.get_by_test_id("try-direct").click()
    expect(page.get_by_role("heading", level=2, name="Reisplan")).to_be_visible()
    expect(rest.get_by_test_id("try-direct")).to_have_count(0)
    page.reload()
    rest.get_by_test_id("try-agenda").click()
    expect(page.get_by_test_id("thread")).to_contain_text("Jullie agenda begint hier.")
    expect(rest).to_have_count(0)
    page.get_by_test_id("show-welcome").click()
    expect(page.get_by_test_id("welcome")).to_be_visible()


def test_what_is_left_to_try_can_be_put_away(open_page: Open) -> None:
    page = open_page("karin", welcome=True)
    page.get_by_test_id("try-agenda").click()
    page.get_by_test_id("welcome-rest-dismiss").click()
    expect(page.get_by_test_id("welcome-rest")).to_have_count(0)
    expect(page.get_by_test_id("welcome")).to_have_count(0)


@pytest.mark.parametrize(("width", "height"), [(1300, 800), (390, 844), (650, 700)])
def test_all_three_are_in_sight_however_narrow_the_channel(
    open_page: Open, scene: Scene, width: int, height: int
) -> None:
    root = scene.post(text="wortel")
    thread = f"/p{root.replace('.', '')}" if width > 1050 else ""
    page = open_page(
        "karin",
        f"{scene.channels['innovatie']}{thread}",
        welcome=True,
        viewport={"width": width, "height": height},
    )
    for name in ("try-channel", "try-direct", "try-agenda"):
        expect(page.get_by_test_id(name)).to_be_in_viewport(ratio=1)
    expect(page.locator("#conversation").get_by_test_id("send")).to_be_in_viewport(ratio=1)


def test_the_composer_stays_in_reach_at_twice_the_size(open_page: Open) -> None:
    page = open_page("karin", welcome=True, viewport={"width": 650, "height": 400})
    expect(page.locator("#conversation").get_by_test_id("send")).to_be_in_viewport(ratio=1)
    page.get_by_test_id("try-agenda").scroll_into_view_if_needed()
    expect(page.get_by_test_id("try-agenda")).to_be_in_viewport()


def test_the_welcome_goes_and_comes_back(open_page: Open) -> None:
    page = open_page(welcome=True)
    page.get_by_test_id("welcome-dismiss").click()
    expect(page.get_by_test_id("welcome")).to_have_count(0)
    page.reload()
    expect(page.get_by_test_id("composer")).to_be_visible()
    expect(page.get_by_test_id("welcome")).to_have_count(0)
    page.get_by_test_id("open-help").click()
    page.get_by_test_id("recall-welcome").click()
    expect(page.get_by_test_id("welcome")).to_be_visible()


def test_without_the_app_and_without_the_server(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    database = tmp_path_factory.mktemp("lonely") / "workplace.db"
    page = browser.new_context(locale="nl-NL").new_page()
    with Workplace(database, echo_app.MANIFEST) as workplace:
        port = workplace.port
        page.goto(workplace.url)
        banner = page.get_by_test_id("banner")
        expect(banner).to_contain_text("Reisplan is niet verbonden")
        composer = page.get_by_test_id("composer")
        composer.fill("/reisplan agenda")
        composer.press("Escape")
        composer.press("Enter")
        expect(page.get_by_test_id("send-error")).to_contain_text("De app is niet verbonden", timeout=8000)
        expect(composer).to_have_value("/reisplan agenda")
    expect(banner).to_contain_text("Geen verbinding met de werkplaats", timeout=8000)
    with Workplace(database, echo_app.MANIFEST, port=port):
        expect(banner).to_contain_text("Reisplan is niet verbonden", timeout=15_000)
        composer.fill("weer terug")
        composer.press("Enter")
        expect(page.get_by_test_id("message").last).to_contain_text("weer terug")
    page.context.close()
