"""Reading: what messages look like, whatever is in them."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, Route, expect

from tests.workplace.page.conftest import Open, Scene


def shown(page: Page, ts: str) -> Locator:
    return page.locator(f'#conversation [data-ts="{ts}"] .content')


def html(page: Page, scene: Scene, text: str) -> str:
    return shown(page, scene.post(text=text)).inner_html()


MRKDWN = [
    ("*vet* _schuin_ ~weg~ `code`", "<strong>vet</strong> <em>schuin</em> <s>weg</s> <code>code</code>"),
    ("_*allebei*_", "<em><strong>allebei</strong></em>"),
    ("2*3*4 en snake_case_naam", "<p>2*3*4 en snake_case_naam</p>"),
    ("_voor <https://a.nl/x_y|link> na_", '<em>voor <a href="https://a.nl/x_y"'),
    ("> een\n> twee\ndrie", "<blockquote>een\ntwee</blockquote><p>drie</p>"),
    ("• een\n• twee", "<ul><li>een</li><li>twee</li></ul>"),
    ("1. een\n2. twee", '<ol><li value="1">een</li><li value="2">twee</li></ol>'),
    ("```\nx *y*\n```", "<pre><code>x *y*</code></pre>"),
    ("a &lt;b&gt; &amp;amp; c", "<p>a &lt;b&gt; &amp;amp; c</p>"),
    ("<mailto:a@b.nl|mail>", '<a href="mailto:a@b.nl"'),
    ("<!here> kijk", '<span class="mention">@here</span> kijk'),
    ("<!date^1392734382^{date_long}|toen>", "2014"),
    (":tada: :bestaatniet:", "🎉"),
]


def test_mrkdwn(page: Page, scene: Scene) -> None:
    for text, expected in MRKDWN:
        assert expected in html(page, scene, text)


HOSTILE = [
    "<javascript:alert(1)|klik>",
    "<data:text/html,x|klik>",
    "<img src=x onerror=alert(1)>",
    "<script>document.title='x'</script>",
    "*" * 3000,
    "_" * 2000 + "`" * 2000,
]


def test_content_is_never_markup(page: Page, scene: Scene) -> None:
    for text in HOSTILE:
        content = shown(page, scene.post(text=text))
        expect(content).to_be_visible()
        assert content.locator("a, script, img, [onerror]").count() == 0


def test_links_open_elsewhere_without_telling_where_from(page: Page, scene: Scene) -> None:
    link = shown(page, scene.post(text="<https://vng.nl|VNG>")).get_by_role("link", name="VNG")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")


def test_standard_markdown(page: Page, scene: Scene) -> None:
    text = (
        "# Kop\n\n**vet** en *schuin* en `x`\n\n- een\n  - genest\n- twee\n\n1. a\n2. b\n\n"
        "> citaat\n\n| A | B |\n|---|--:|\n| 1 | 2 |\n\n```\ncode\n```\n<b>geen html</b> [l](javascript:x)"
    )
    content = shown(page, scene.post([{"type": "markdown", "text": text}]))
    expect(content.get_by_role("heading", name="Kop")).to_be_visible()
    expect(content.locator("ul ul li")).to_have_text("genest")
    expect(content.locator("ol li")).to_have_text(["a", "b"])
    expect(content.locator("td.align-right")).to_have_text("2")
    expect(content.locator("blockquote")).to_have_text("citaat")
    expect(content.locator("pre")).to_have_text("code")
    assert content.locator("b, a").count() == 0


BLOCKS: list[tuple[dict[str, Any], str]] = [
    ({"type": "header", "text": {"type": "plain_text", "text": "Kop"}}, "h4"),
    ({"type": "divider"}, "hr"),
    ({"type": "section", "fields": [{"type": "mrkdwn", "text": "*a*"}]}, ".fields strong"),
    ({"type": "image", "image_url": "https://a.nl/x.png", "alt_text": "Loket"}, "a:has-text('Loket')"),
    (
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "een"}]}
                    ],
                }
            ],
        },
        "ol li",
    ),
    (
        {"type": "table", "rows": [[{"type": "raw_text", "text": "A"}], [{"type": "raw_text", "text": "1"}]]},
        "th[scope=col]",
    ),
]


def test_blocks(page: Page, scene: Scene) -> None:
    for block, selector in BLOCKS:
        expect(shown(page, scene.post([block])).locator(selector).first).to_be_visible()


def test_an_unknown_block_falls_back_to_the_text(page: Page, scene: Scene) -> None:
    def with_a_block_of_later(route: Any) -> None:
        response = route.fetch()
        body = response.json()
        body["messages"][-1]["blocks"] = [{"type": "hologram", "beams": 3}]
        route.fulfill(response=response, json=body)

    ts = scene.post(text="Lees dit in plaats van het blok")
    page.route("**/workplace/messages?*", with_a_block_of_later)
    page.reload()
    expect(shown(page, ts)).to_have_text("Lees dit in plaats van het blok")


def test_people_are_grouped_and_days_are_headed(open_page: Open, scene: Scene) -> None:
    first = scene.people["sam"].chat_postMessage(channel=scene.channels["intern"], text="een")["ts"]
    second = scene.people["sam"].chat_postMessage(channel=scene.channels["intern"], text="twee")["ts"]
    page = open_page(place="intern")
    expect(page.locator(f'[data-ts="{first}"] .avatar')).to_be_visible()
    expect(page.locator(f'[data-ts="{second}"] .avatar')).to_have_count(0)
    expect(page.get_by_role("heading", name="Vandaag")).to_be_visible()


def test_reactions_are_added_and_taken_back(page: Page, scene: Scene) -> None:
    ts = scene.post(text="reageer maar")
    message = page.locator(f'[data-ts="{ts}"]')
    message.hover()
    message.get_by_test_id("react").click()
    page.locator('[data-emoji="tada"]').last.click()
    reaction = message.locator('[data-reaction="tada"]')
    expect(reaction).to_have_text("🎉1")
    expect(reaction).to_have_attribute("aria-pressed", "true")
    reaction.click()
    expect(reaction).to_have_count(0)


def test_a_message_shortcut_of_the_app(page: Page, scene: Scene) -> None:
    ts = scene.post(text="vraag hierover iets")
    message = page.locator(f'[data-ts="{ts}"]')
    message.hover()
    message.get_by_test_id("more").click()
    page.get_by_role("menuitem", name="Vraag hierover (Reisplan)").click()
    expect(page.locator(".message.ephemeral")).to_contain_text("Dit ziet niemand anders.")
    scene.wait_heard("shortcut", "vraag hierover iets")


def test_new_messages_in_the_open_conversation_are_announced(page: Page, scene: Scene) -> None:
    scene.people["meral"].chat_postMessage(channel=scene.channels["innovatie"], text="Hoor je mij?")
    expect(page.locator("#announcer")).to_contain_text("Meral Yıldız: Hoor je mij?")


HOLD_WHAT_IS_READ = """
const fetched = window.fetch;
window.held = [];
window.fetch = async (...given) => {
  const answer = await fetched(...given);
  if (window.held && String(given[0]).includes("/workplace/messages")) {
    await new Promise((go) => window.held.push(go));
  }
  return answer;
};
window.EventSource = class extends EventSource {
  constructor(address) {
    super(address);
    this.addEventListener("open", () => { window.streamIsOpen = true; });
  }
};
"""


def wait_until(page: Page, condition: Callable[[], object]) -> None:
    """Playwright's own way to wait evaluates a string in the page, which its security policy forbids."""
    while not condition():
        page.wait_for_timeout(20)


def test_what_is_said_while_the_page_opens_is_shown(page: Page, scene: Scene) -> None:
    """After the list was read and before the stream of events opens, so that neither brings it."""
    streams: list[Route] = []
    page.add_init_script(HOLD_WHAT_IS_READ)
    page.route("**/workplace/events?*", lambda route: streams.append(route))
    page.reload()
    wait_until(page, lambda: bool(streams) and page.evaluate("window.held.length"))
    ts = scene.people["sam"].chat_postMessage(channel=scene.channels["innovatie"], text="net op tijd")["ts"]
    for stream in streams:
        stream.continue_()
    wait_until(page, lambda: page.evaluate("window.streamIsOpen"))
    page.evaluate("window.held.forEach((go) => go()); window.held = null;")
    expect(shown(page, ts)).to_have_text("net op tijd")
