"""Accessible, fast, and every text there in both languages."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from bot.workplace import messages
from bot.workplace.server import STATIC
from prompts import texts
from tests.workplace.page.conftest import Open, Scene

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
NAMELESS = """() => [...document.querySelectorAll('button, a[href], input, textarea, select')]
  .filter((node) => node.checkVisibility() && !node.matches('[type=file]'))
  .filter((node) => !(node.getAttribute('aria-label') || node.textContent.trim() || node.labels?.length))
  .map((node) => node.outerHTML.slice(0, 120))"""


def test_landmarks_headings_and_names(page: Page) -> None:
    for landmark in ("main", "navigation", "banner"):
        expect(page.get_by_role(landmark).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Werkplaats")
    assert page.evaluate(NAMELESS) == []
    page.keyboard.press("Tab")
    page.evaluate("document.body.focus()")
    expect(page.locator("#announcer")).to_have_attribute("aria-live", "polite")


def test_text_has_enough_contrast_in_both_themes(open_page: Open, scene: Scene) -> None:
    scene.people["sam"].chat_postMessage(
        channel=scene.channels["algemeen"], text="*vet* `code` <https://a.nl> @karin"
    )
    for theme in ("light", "dark"):
        page = open_page(place="algemeen", color_scheme=theme, welcome=True)
        assert page.evaluate(CONTRAST) == [], theme


def test_nothing_is_lost_at_twice_the_size(open_page: Open) -> None:
    page = open_page(viewport={"width": 640, "height": 400})
    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    expect(page.get_by_test_id("composer")).to_be_in_viewport()


def test_the_page_asks_nothing_of_the_internet(open_page: Open, scene: Scene) -> None:
    asked: list[str] = []
    page = open_page()
    page.on("request", lambda request: asked.append(request.url))
    scene.post([{"type": "image", "image_url": "https://example.org/x.png", "alt_text": "Elders"}])
    expect(page.get_by_role("link", name="Afbeelding: Elders")).to_be_visible()
    page.reload()
    expect(page.get_by_test_id("composer")).to_be_visible()
    assert asked and all(url.startswith(scene.url) for url in asked)


def test_every_text_that_the_page_names_exists() -> None:
    known = texts("nl").area("workplace")
    sources = "\n".join(file.read_text() for file in STATIC.glob("*.js"))
    named = set(re.findall(r"""\bt\(\s*["']([a-z_.]+)["']""", sources))
    plurals = {
        f"{key}.{form}" for key in re.findall(r'plural\("([a-z_.]+)"', sources) for form in ("one", "other")
    }
    assert named | plurals <= known.keys()
    assert len(named) > 100


def test_content_is_never_parsed_as_html() -> None:
    sources = "\n".join(file.read_text() for file in STATIC.glob("*.js"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", sources)


def test_all_modules_are_preloaded() -> None:
    index = (STATIC / "index.html").read_text()
    missing = [file.name for file in STATIC.glob("*.js") if f"/static/{file.name}" not in index]
    assert missing == []


def test_the_page_starts_within_300_ms(page: Page, scene: Scene) -> None:
    times = []
    for _ in range(5):
        page.reload()
        page.get_by_test_id("composer").wait_for()
        times.append(page.evaluate("performance.getEntriesByName('workplace-ready')[0].startTime"))
    assert min(times) < 300, times


def test_of_many_messages_only_the_latest_are_built_and_each_once(open_page: Open, scene: Scene) -> None:
    workspace = scene.workplace.workspace
    channel = scene.people["sam"].conversations_create(name="druk")["channel"]["id"]
    with workspace.store.transaction():
        for number in range(1000):
            message = {"type": "message", "ts": f"17{number:08}.000100", "user": scene.ids["sam"]}
            messages.insert(workspace, channel, {**message, "text": f"bericht {number} *vet* :tada:"}, "")
    page = open_page("sam", channel)
    rows = page.locator("#conversation .message")
    expect(rows.last).to_contain_text("bericht 999")
    assert rows.count() <= 150
    page.evaluate(
        """async () => {
          const scroller = document.querySelector('#conversation .scroller');
          [...scroller.querySelectorAll('.message')].at(-1).seen = true;
          while (scroller.querySelectorAll('.message').length < 500) {
            scroller.scrollTop -= 400;
            await new Promise(requestAnimationFrame);
          }
        }"""
    )
    expect(rows.first).to_contain_text("bericht 500")
    expect(rows).to_have_count(500)
    texts_shown = rows.all_inner_texts()
    assert all(f"bericht {500 + at} " in text for at, text in enumerate(texts_shown))
    assert rows.last.evaluate("(row) => row.seen")
