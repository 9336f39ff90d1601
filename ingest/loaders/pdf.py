"""PDF: paragraphs, headings by their type size, lists, ruled tables, page numbers."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from ingest.document import Block, Document, UnreadableError
from ingest.loaders.blocks import without_title
from ingest.loaders.metadata import date_of, humanised, iso_date
from ingest.loaders.pdf_text import Line, blocks_of_lines, without_running_heads
from ingest.loaders.tables import markdown_of

_FEWEST_CHARACTERS = 25
_CONTENTS = re.compile(r"(?:\. ?){5,}\d+$|(?:\. ?){20,}$")  # a line of a table of contents
_RAGGED = 0.15  # of a line's width may stay free where the paragraph goes on
_Box = tuple[float, float, float, float]
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


@dataclass(frozen=True, slots=True)
class _Page:
    items: list[Line | Block]
    has_images: bool


def load(data: bytes, document: str) -> Document:
    """Raises UnreadableError `encrypted`, `broken`, or `scanned` for images of pages with hardly any text."""
    pages, about = _read(data)
    characters = sum(len(item.text) for page in pages for item in page.items)
    if characters < _FEWEST_CHARACTERS * len(pages) and any(page.has_images for page in pages):
        raise UnreadableError("scanned", f"{len(pages)} p.")
    items = without_running_heads([item for page in pages for item in page.items], len(pages))
    found = blocks_of_lines(items)
    title = " ".join(str(about.get("Title") or "").split())
    if not title or re.search(r"\.(?:docx?|pdf|indd|pptx?)$|^Microsoft Word|^untitled", title, re.IGNORECASE):
        title = next((block.headings[0] for block in found if block.headings), "") or humanised(document)
    return Document(document, title, without_title(found, title), "", _date(about) or date_of({}, document))


def _read(data: bytes) -> tuple[list[_Page], dict[str, Any]]:
    try:
        with pdfplumber.open(io.BytesIO(data), laparams={}) as pdf:
            pages = []
            for number, page in enumerate(pdf.pages, 1):
                pages.append(_Page(list(_items(page, number)), bool(page.images)))
                page.close()
            return pages, dict(pdf.metadata or {})
    except PdfminerException as error:
        password = error.args and isinstance(error.args[0], PDFPasswordIncorrect)
        raise UnreadableError("encrypted" if password else "broken") from error
    except Exception as error:  # a damaged PDF can make its parser fail in any way
        raise UnreadableError("broken", type(error).__name__) from error


def _items(page: Any, number: int) -> Iterator[Line | Block]:
    """Yield lines and tables in reading order, columns one after the other."""
    tables = [(table.bbox, table.extract()) for table in page.find_tables()]
    tables = [(box, rows) for box, rows in tables if len(rows) > 1 and max(map(len, rows)) > 1]
    waiting = list(tables)
    for text_box in (element for element in page.layout if isinstance(element, LTTextBox)):
        for line in (element for element in text_box if isinstance(element, LTTextLine)):
            middle = page.height - (line.y0 + line.y1) / 2
            for table in [table for table in waiting if _comes_before(table[0], line, page)]:
                waiting.remove(table)
                yield _table(table[1], number)
            if not any(_inside(box, (line.x0 + line.x1) / 2, middle) for box, _ in tables):
                yield from _line(line, text_box, page, number)
    yield from (_table(rows, number) for _, rows in waiting)


def _comes_before(table: _Box, line: LTTextLine, page: Any) -> bool:
    """Say whether a table stands above a line in the same column, or in a column before it."""
    left, top, right, _ = table
    above = top <= page.height - (line.y0 + line.y1) / 2
    return (above and left < line.x1 and line.x0 < right) or (right <= line.x0 and not _at_edge(line, page))


def _at_edge(line: LTTextLine, page: Any) -> bool:
    return bool(line.y0 > page.height * 0.92 or line.y1 < page.height * 0.08)


def _inside(box: _Box, x: float, y: float) -> bool:
    left, top, right, bottom = box
    return left <= x <= right and top <= y <= bottom


def _line(line: LTTextLine, box: LTTextBox, page: Any, number: int) -> Iterator[Line]:
    characters = [character for character in line if isinstance(character, LTChar)]
    text = " ".join(line.get_text().split())
    if text and not _CONTENTS.search(text):
        size = Counter(round(character.size, 1) for character in characters).most_common(1)[0][0]
        bold = sum("bold" in character.fontname.lower() for character in characters) > len(characters) * 0.9
        full = line.x1 > box.x1 - (box.x1 - box.x0) * _RAGGED
        yield Line(text, size, bold, number, id(box), _at_edge(line, page), full)


def _table(rows: list[list[str | None]], number: int) -> Block:
    head, *body = [[" ".join((cell or "").split()) for cell in row] for row in rows]
    return Block("table", markdown_of(head, body), (), number)


def _date(about: dict[str, Any]) -> str:
    stated = _DATE.match(str(about.get("ModDate") or about.get("CreationDate") or ""))
    return iso_date("-".join(stated.groups())) if stated else ""
