"""Web pages: their main content, without navigation, cookie banners and scripts."""

import re

from bs4 import BeautifulSoup, Tag

from ingest.document import Document, UnreadableError
from ingest.loaders.blocks import blocks_of, first_heading, without_title
from ingest.loaders.metadata import (
    date_of,
    humanised,
    iso_date,
    language_code,
    language_of,
    split_front_matter,
    title_of,
)
from ingest.loaders.text import decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_FURNITURE = re.compile(
    r"cookie|consent|breadcrumb|kruimelpad|skip-?(?:link|to|nav)|social|share-|deel-deze|pagination|sidebar|"
    r"(?:^|[-_])(?:nav|navbar|navigation|menu|toc|banner|newsletter|advert)(?:$|[-_])",
    re.IGNORECASE,
)
_MAIN = ("main", "[role=main]", "article", "#main-content", "#main", "#content", ".main-content", ".content")
_IN_HEAD = ("title", "meta", "link", "base", "style", "script", "noscript", "template")
_DATES = (
    "article:modified_time",
    "dcterms.modified",
    "last-modified",
    "dcterms.date",
    "article:published_time",
    "date",
)


def load(data: bytes, document: str) -> Document:
    metadata, markup = split_front_matter(_decode(data))
    soup = BeautifulSoup(markup, "lxml")
    _empty_head(soup)
    main = _main_content(soup)
    title = title_of(metadata) or first_heading(main) or _page_title(soup) or humanised(document)
    _drop_furniture(main)
    blocks = without_title(blocks_of(main), title)
    if not blocks:
        raise UnreadableError("empty")
    language = language_of(metadata) or language_code(soup.html.get("lang") if soup.html else "")
    return Document(
        document, title, blocks, language, date_of(metadata) or _date(soup) or date_of({}, document)
    )


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return decode(data.decode(declared[1].decode("ascii")).encode())
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _empty_head(soup: BeautifulSoup) -> None:
    """Put content back in the body: lxml takes the head to go on where a page leaves out `<body>`."""
    strays = [tag for tag in (soup.head or soup).find_all(True, recursive=False) if tag.name not in _IN_HEAD]
    if soup.head and strays:
        body = soup.body or soup.new_tag("body")
        soup.head.insert_after(body)
        for tag in reversed(strays):
            body.insert(0, tag.extract())


def _main_content(soup: BeautifulSoup) -> Tag:
    """Return the smallest part that holds the page's text, else the body without its header and footer."""
    body = soup.body or soup
    for selector in _MAIN:
        found = body.select(selector)
        if len(found) == 1 and len(found[0].get_text(strip=True)) > 200:
            return found[0]
    for tag in body.find_all(["header", "footer", "aside"]):
        if not tag.find_parent(["article", "section"]) and not tag.find("h1"):
            tag.decompose()
    return body


def _drop_furniture(main: Tag) -> None:
    for tag in main.find_all(True):
        if tag.decomposed or tag.name in ("body", "html", "main", "article", "code", "pre"):
            continue
        names = " ".join([*(tag.get_attribute_list("class") or []), str(tag.get("id", ""))]).replace(
            "None", ""
        )
        if names and any(_FURNITURE.search(name) for name in names.split()) and not _holds_most(main, tag):
            tag.decompose()


def _holds_most(main: Tag, tag: Tag) -> bool:
    """Guard against a wrapper with an unlucky class name."""
    return len(tag.get_text(strip=True)) > len(main.get_text(strip=True)) // 2


def _page_title(soup: BeautifulSoup) -> str:
    text = " ".join(soup.title.get_text().split()) if soup.title else ""
    return re.split(r"\s+[|–—·»]\s+|\s+-\s+", text)[0] if text else ""


def _date(soup: BeautifulSoup) -> str:
    found = {
        str(tag.get("name") or tag.get("property") or "").lower(): tag.get("content")
        for tag in soup.find_all("meta")
    }
    return next((date for name in _DATES if (date := iso_date(found.get(name)))), "")
