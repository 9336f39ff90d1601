"""HTML tables as Markdown tables."""

from collections.abc import Callable

from bs4 import Tag

_MOST_COLUMNS = 60


def rows_of(table: Tag) -> list[list[Tag | None]]:
    """Return the grid of cells: one that spans rows stands in each of them, one that spans columns once."""
    grid: list[list[Tag | None]] = []
    carried: dict[int, tuple[int, Tag | None]] = {}
    for row in table.find_all("tr"):
        if row.find_parent("table") is not table:
            continue
        cells: list[Tag | None] = []
        for cell in row.find_all(["th", "td"], recursive=False):
            _place_carried(cells, carried)
            spanned = _span(cell, "rowspan")
            for column in range(_span(cell, "colspan")):
                content = cell if column == 0 else None
                if spanned > 1:
                    carried[len(cells)] = (spanned - 1, content)
                cells.append(content)
        _place_carried(cells, carried)
        if cells:
            grid.append(cells)
    return grid


def table_markdown(grid: list[list[Tag | None]], text_of: Callable[[Tag], str]) -> str:
    """Return a Markdown table; one with header cells only at its side has an empty head."""
    width = max(map(len, grid))
    rows = [[text_of(cell) if cell else "" for cell in row] for row in grid]
    rows = [row + [""] * (width - len(row)) for row in rows]
    marked = any(cell and cell.name == "th" for row in grid for cell in row)
    headed = not marked or _is_head(grid[0])
    head, body = (rows[0], rows[1:]) if headed else ([""] * width, rows)
    return markdown_of(head, body)


def markdown_of(head: list[str], body: list[list[str]]) -> str:
    """Return a Markdown table, its empty rows and columns left out."""
    width = max(map(len, [head, *body]))
    head, *body = [row + [""] * (width - len(row)) for row in (head, *body)]
    columns = [column for column in range(width) if any(row[column] for row in (head, *body))]
    lines = [head, ["---"] * width, *(row for row in body if any(row))]
    cells = ([line[column].replace("|", "\\|") for column in columns] for line in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells) if columns else ""


def _is_head(row: list[Tag | None]) -> bool:
    return all(cell is None or cell.name == "th" or cell.find_parent("thead") for cell in row)


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return min(max(int(value), 1), _MOST_COLUMNS) if value.isdigit() else 1


def _place_carried(cells: list[Tag | None], carried: dict[int, tuple[int, Tag | None]]) -> None:
    while len(cells) in carried:
        left, cell = carried.pop(len(cells))
        if left > 1:
            carried[len(cells)] = (left - 1, cell)
        cells.append(cell)
