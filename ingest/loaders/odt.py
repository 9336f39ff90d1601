"""OpenDocument text: headings, paragraphs, lists and tables of content.xml."""

import html
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from ingest.document import Document, UnreadableError
from ingest.loaders.blocks import blocks_of, first_heading, parse_html, without_title
from ingest.loaders.metadata import date_of, humanised
from ingest.loaders.office import open_zip, properties

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TAGS = {
    f"{_TEXT}p": "p", f"{_TEXT}list": "ul", f"{_TEXT}list-item": "li", f"{_TABLE}table": "table",
    f"{_TABLE}table-row": "tr", f"{_TABLE}table-header-rows": "thead", f"{_TABLE}table-cell": "td",
}  # fmt: skip
_MANIFEST = "META-INF/manifest.xml"
_DROPPED = {
    f"{_TEXT}{name}"
    for name in ("table-of-content", "tracked-changes", "sequence-decls", "bibliography-mark")
} | {f"{_OFFICE}annotation", f"{_OFFICE}forms"}


def load(data: bytes, document: str) -> Document:
    archive = open_zip(data)
    about = properties(archive, "meta.xml")
    try:
        root = ElementTree.fromstring(archive.read("content.xml"))
        encrypted = _MANIFEST in archive.namelist() and b"encryption-data" in archive.read(_MANIFEST)
    except (KeyError, ElementTree.ParseError, ValueError) as error:
        raise UnreadableError("broken") from error
    if encrypted:
        raise UnreadableError("encrypted")
    text = root.find(f".//{_OFFICE}text")
    body = parse_html("".join(_markup(text)) if text is not None else "")
    title = about.title or first_heading(body) or humanised(document)
    blocks = without_title(blocks_of(body), title)
    return Document(document, title, blocks, about.language, about.date or date_of({}, document))


def _markup(element: Element) -> Iterator[str]:
    """Write an element as HTML; what has no meaning of its own only passes on its text."""
    tag = _tag(element)
    if element.tag not in _DROPPED:
        yield from (f"<{tag}>",) if tag else ()
        yield from _own_text(element)
        for child in element:
            yield from _markup(child)
            yield html.escape(child.tail or "")
        yield from (f"</{tag}>",) if tag else ()


def _tag(element: Element) -> str:
    if element.tag == f"{_TEXT}h":
        return f"h{min(int(element.get(f'{_TEXT}outline-level', '1')), 6)}"
    return _TAGS.get(element.tag, "")


def _own_text(element: Element) -> Iterator[str]:
    blanks = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "<br>"}
    yield blanks.get(element.tag, "")
    yield html.escape(element.text or "")
