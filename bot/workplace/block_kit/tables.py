"""Tables and charts."""

from typing import Any

from bot.workplace.block_kit.rich_text import rich_text
from bot.workplace.block_kit.rules import (
    Problems,
    by_type,
    flag,
    items,
    number,
    one_of,
    problem,
    quantity,
    shape,
    text,
)

_BLOCK_ID = {"block_id": text(255)}
_MOST_TABLE_CHARACTERS = 10_000
_MOST_DATA_CHARACTERS = 20_000

_CELLS = {
    "raw_text": shape({"type": one_of("raw_text"), "text": text(_MOST_TABLE_CHARACTERS, least=0)}),
    "raw_number": shape({"type": one_of("raw_number"), "value": quantity}, {"text": text(255, least=0)}),
    "rich_text": rich_text,
}
_ROW = items(by_type(_CELLS), 20)
_COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": flag})


def _column(value: Any, pointer: str, problems: Problems) -> None:
    if value is not None:
        _COLUMN(value, pointer, problems)


def _at_most(most: int) -> Any:
    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if visible_length(value.get("rows")) > most:
            problem(problems, f"must be less than {most + 1} characters", f"{pointer}/rows")

    return rule


def _even_rows(value: Any, pointer: str, problems: Problems) -> None:
    rows = value.get("rows")
    if isinstance(rows, list) and len({len(row) for row in rows if isinstance(row, list)}) > 1:
        problem(problems, "all rows must have the same number of cells", f"{pointer}/rows")


def _plain_header(value: Any, pointer: str, problems: Problems) -> None:
    rows = value.get("rows")
    if isinstance(rows, list) and rows and isinstance(rows[0], list):
        for index, cell in enumerate(rows[0]):
            if isinstance(cell, dict) and cell.get("type") == "rich_text":
                problem(problems, "unsupported type: rich_text", f"{pointer}/rows/0/{index}/type")


def _known_header_column(value: Any, pointer: str, problems: Problems) -> None:
    rows, index = value.get("rows"), value.get("row_header_column_index")
    if isinstance(index, int) and isinstance(rows, list) and rows and isinstance(rows[0], list):
        number(0, len(rows[0]) - 1)(index, f"{pointer}/row_header_column_index", problems)


def visible_length(value: Any) -> int:
    """How many characters of text a person sees in this part of a block."""
    if isinstance(value, list):
        return sum(visible_length(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    return sum(visible_length(part) for part in value.values()) + (len(own) if isinstance(own, str) else 0)


table = shape(
    {"type": one_of("table"), "rows": items(_ROW, 100)},
    {**_BLOCK_ID, "column_settings": items(_column, 20, least=0)},
    _at_most(_MOST_TABLE_CHARACTERS),
)
# The crates that mirror Slack's limits disagree on 101 or 201 rows: the lower passes in both.
data_table = shape(
    {
        "type": one_of("data_table"),
        "caption": text(_MOST_TABLE_CHARACTERS),
        "rows": items(_ROW, 101, least=2),
    },
    {**_BLOCK_ID, "page_size": number(1, 100), "row_header_column_index": number(0, 19)},
    _even_rows,
    _plain_header,
    _known_header_column,
    _at_most(_MOST_DATA_CHARACTERS),
)

_LABEL = text(20)
_POINT = shape({"label": _LABEL, "value": quantity})
_SERIES = shape({"name": _LABEL, "data": items(_POINT, 20)})
_AXES = shape({"categories": items(_LABEL, 20)}, {"x_label": text(50), "y_label": text(50)})
_CHARTS = {
    "pie": shape({"type": one_of("pie"), "segments": items(_POINT, 12)}),
    **{
        name: shape({"type": one_of(name), "series": items(_SERIES, 12), "axis_config": _AXES})
        for name in ("bar", "line", "area")
    },
}
data_visualization = shape(
    {"type": one_of("data_visualization"), "title": text(50), "chart": by_type(_CHARTS)}, _BLOCK_ID
)
