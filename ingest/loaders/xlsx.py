"""Spreadsheets: a table a sheet, with the values that the formulas gave when it was saved."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from ingest.document import Block, Document, UnreadableError
from ingest.loaders.metadata import date_of, humanised
from ingest.loaders.office import open_zip, properties
from ingest.loaders.tables import markdown_of

_MOST_ROWS, _MOST_COLUMNS = 50_000, 200


def load(data: bytes, document: str) -> Document:
    about = properties(open_zip(data))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        blocks = [
            block
            for sheet in book.worksheets
            if sheet.sheet_state == "visible"
            for block in _sheet(sheet.title, sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS))
        ]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise UnreadableError("broken") from error
    title = about.title or humanised(document)
    return Document(document, title, tuple(blocks), about.language, about.date or date_of({}, document))


def _sheet(name: str, rows: Iterable[Iterable[Any]]) -> Iterator[Block]:
    """Read the tables of a sheet, parted by empty rows; a line with one cell is text."""
    table: list[list[str]] = []
    for row in rows:
        cells = [_shown(cell.value, cell.number_format) for cell in row]
        if any(cells):
            table.append(cells)
        elif table:
            yield from _table(name, table)
            table = []
    if table:
        yield from _table(name, table)


def _table(name: str, rows: list[list[str]]) -> Iterator[Block]:
    while rows and sum(map(bool, rows[0])) == 1:
        yield Block("paragraph", next(filter(None, rows.pop(0))), (name,))
    if rows:
        yield Block("table", markdown_of(rows[0], rows[1:]), (name,))


def _shown(value: object, form: str) -> str:
    """Write a value as the sheet shows it, as far as that changes what it says."""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value * 100:.6g}%" if "%" in form else f"{_currency(form)}{value:.10g}"
    return "" if value is None else " ".join(str(value).split())


def _currency(form: str) -> str:
    return next((f"{sign} " for sign in ("€", "$", "£") if sign in form.replace("[$", "[")), "")
