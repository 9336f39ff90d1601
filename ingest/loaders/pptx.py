"""Slides: a slide's title is a heading, its number the page; speaker notes follow its text."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pptx import Presentation
from pptx.exc import PackageNotFoundError

from ingest.document import Block, Document, UnreadableError
from ingest.loaders.metadata import date_of, humanised
from ingest.loaders.office import open_zip, properties
from ingest.loaders.tables import markdown_of


def load(data: bytes, document: str) -> Document:
    about = properties(open_zip(data))
    try:
        deck = Presentation(io.BytesIO(data))
        blocks = [block for number, slide in enumerate(deck.slides, 1) for block in _slide(slide, number)]
    except (PackageNotFoundError, KeyError, ValueError, AttributeError) as error:
        raise UnreadableError("broken") from error
    title = (
        about.title
        if about.title.lower() not in ("", "powerpoint presentation", "powerpoint-presentatie")
        else ""
    )
    title = (
        title or next((block.headings[0] for block in blocks if block.headings), "") or humanised(document)
    )
    return Document(document, title, tuple(blocks), about.language, about.date or date_of({}, document))


def _slide(slide: Any, number: int) -> Iterator[Block]:
    heading = " ".join(slide.shapes.title.text_frame.text.split()) if slide.shapes.title is not None else ""
    headings = (heading,) if heading else ()
    shapes = sorted(_flat(slide.shapes), key=lambda shape: (shape.top or 0, shape.left or 0))
    for shape in shapes:
        if shape.has_text_frame and shape != slide.shapes.title:
            yield from _text(shape.text_frame.paragraphs, headings, number)
        elif getattr(shape, "has_table", False):
            rows = [[" ".join(cell.text.split()) for cell in row.cells] for row in shape.table.rows]
            yield Block("table", markdown_of(rows[0], rows[1:]), headings, number)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from _text(slide.notes_slide.notes_text_frame.paragraphs, headings, number)


def _flat(shapes: Iterable[Any]) -> Iterator[Any]:
    for shape in shapes:
        yield from _flat(shape.shapes) if hasattr(shape, "shapes") else [shape]


def _text(paragraphs: Iterable[Any], headings: tuple[str, ...], number: int) -> Iterator[Block]:
    """Read a text box: one paragraph as such, several as a list."""
    lines = [(paragraph.level, " ".join(paragraph.text.split())) for paragraph in paragraphs]
    lines = [(level, text) for level, text in lines if text]
    if len(lines) == 1:
        yield Block("paragraph", lines[0][1], headings, number)
    elif lines:
        yield Block("list", "\n".join(f"{'  ' * level}- {text}" for level, text in lines), headings, number)
