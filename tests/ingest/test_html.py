from collections.abc import Callable

import pytest

from ingest.document import Document, UnreadableError
from ingest.loaders import load

Html = Callable[..., Document]

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Recycling | Example council</title>
<meta property="article:modified_time" content="2024-05-06T10:00:00Z"><style>p{}</style></head><body>
<div id="cookie-banner"><p>We use cookies. Accept all?</p></div>
<header><nav><a href="/">Home</a></nav></header>
<nav class="breadcrumb"><ol><li>Home</li><li>Waste</li></ol></nav>
<main><h1>Recycling</h1>
<div class="share-buttons"><p>Share this page</p></div>
<p>Put glass in the <a href="x">green bin</a>.</p>
<h2>Days</h2><ul><li>Monday: paper<ul><li>not when wet</li></ul></li><li>Tuesday: glass</li></ul>
<table><thead><tr><th>Bin</th><th>Day</th></tr></thead><tbody><tr><td rowspan=2>Green</td><td>Monday</td></tr>
<tr><td>Friday</td></tr></tbody></table>
<pre><code class="language-sh">curl x
  -d y</code></pre>
<p hidden>Secret</p><script>track()</script><p>A long enough page needs enough text to be told from the rest,
so here is a paragraph that says nothing much but says it in a good number of words, twice over, for good
measure.</p>
</main><aside>Related pages</aside><footer>Contact us</footer></body></html>"""


def test_main_content_without_the_furniture(html: Html) -> None:
    document = html(PAGE)
    assert (document.title, document.language, document.date) == ("Recycling", "en", "2024-05-06")
    assert [(block.kind, block.headings, block.text) for block in document.blocks[:4]] == [
        ("paragraph", (), "Put glass in the green bin."),
        ("list", ("Days",), "- Monday: paper\n  - not when wet\n- Tuesday: glass"),
        ("table", ("Days",), "| Bin | Day |\n| --- | --- |\n| Green | Monday |\n| Green | Friday |"),
        ("code", ("Days",), "```sh\ncurl x\n  -d y\n```"),
    ]
    said = " ".join(block.text for block in document.blocks)
    for noise in ("cookies", "Home", "Share", "Related", "Contact", "Secret", "track"):
        assert noise not in said


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><html lang=nl><title>Bad</title><main><p>Eerste.</p></main><div>Tweede.</div>",
        "<title>Bad</title><header><nav>Menu</nav></header><section>Eerste.<p>Tweede.</section>",
        "<title>Bad</title><article><p>Eerste.</p></article><article><p>Tweede.</p></article>",
    ],
)
def test_page_without_head_and_body_tags_is_read_whole(html: Html, page: str) -> None:
    document = html(page)
    assert document.title == "Bad"
    assert [block.text for block in document.blocks] == ["Eerste.", "Tweede."]


def test_page_without_main_loses_header_and_footer(html: Html) -> None:
    document = html("<body><header>Menu</header><h1>T</h1><p>Text.</p><footer>Contact</footer></body>")
    assert [block.text for block in document.blocks] == ["Text."]


def test_wrapper_with_an_unlucky_name_stays(html: Html) -> None:
    assert (
        html('<div class="page-with-sidebar"><p>All of the text.</p></div>').blocks[0].text
        == "All of the text."
    )


@pytest.mark.parametrize(
    "broken",
    [
        "<p>Eerste<p>Tweede <b>vet<i>schuin</b></i>",
        "<div><p>Eerste</div></span></p><p>Tweede vetschuin",
        "Eerste<table><tr><td>Tweede vetschuin",
        "<<p>Eerste</p>\n<p>Tweede vetschuin</p",
    ],
)
def test_broken_html_is_read(html: Html, broken: str) -> None:
    said = " ".join(block.text for block in html(broken).blocks)
    assert "Eerste" in said
    assert "Tweede vetschuin" in said


def test_definitions_become_items(html: Html) -> None:
    assert html("<dl><dt>Woo</dt><dd>Wet open overheid</dd><dt>AVG</dt><dd>Privacywet</dd></dl>").blocks[
        0
    ].text == ("- Woo: Wet open overheid\n- AVG: Privacywet")


def test_lists_in_cells_stay_on_one_line(html: Html) -> None:
    cells = "<td>1<ul><li>x</li><li>y</li></ul></td><td><p>p</p><p>q</p></td>"
    table = f"<table><tr><th>A</th><th>B</th></tr><tr>{cells}</tr></table>"
    assert html(table).blocks[0].text.splitlines()[2] == "| 1 x; y | p q |"


def test_layout_table_is_text(html: Html) -> None:
    assert html("<table><tr><td><h2>Kop</h2><p>Tekst.</p></td></tr></table>").blocks[0].text == "Tekst."


def test_list_of_links_to_headings_of_the_page_goes(html: Html) -> None:
    document = html('<ul><li><a href="#a">A</a></li><li><a href="#b">B</a></li></ul><p>Tekst.</p>')
    assert [block.text for block in document.blocks] == ["Tekst."]


def test_declared_encoding_counts() -> None:
    page = '<meta charset="windows-1252"><p>Café “x” €</p>'.encode("cp1252")
    assert load(page, "page.html").blocks[0].text == "Café “x” €"


def test_page_of_only_furniture_is_empty(html: Html) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        html("<body><nav>Menu</nav><script>x</script></body>")


def test_heading_in_an_item_is_its_text_and_no_heading_for_what_follows(html: Html) -> None:
    document = html(
        "<h2>Stappen</h2><ul><li><h3>Kijk</h3><p>Ga erheen.</p></li><li><h3>Doe</h3></li></ul><p>Klaar.</p>"
    )
    assert [(block.headings, block.text) for block in document.blocks] == [
        ((), "- Kijk\n  Ga erheen.\n- Doe"),
        ((), "Klaar."),
    ]
