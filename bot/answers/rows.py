"""The rows of a Markdown table as lines to read: what stands in each column, with its name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_EDGE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|\-: ]+")
_END = re.compile(r"[.!?…][)\"'”’]*$")
_AMOUNT = re.compile(r"[€$£] ?\d|\d ?%|\d\s*[^\W\d_]{2,}")
_HEAD = 2  # lines: the names of the columns, and the rule below them
_TELLING = 2  # cells from which a row says something


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it `stands`, and how it reads: `alone`, or `listed` below what the table is about.

    Its `label` is what stands in the first column.
    """

    stands: str
    label: str
    alone: str
    listed: str


def is_table(lines: Sequence[str]) -> bool:
    """Tell whether a run of lines is a table with a head."""
    edged = all(line.lstrip().startswith("|") for line in lines)
    return edged and len(lines) > _HEAD and _RULE.fullmatch(lines[1].strip()) is not None


def rows_of(lines: Sequence[str]) -> list[Row]:
    """Return the rows of a table that say something: "Category: B; Deadline: six weeks."."""
    names = [name.rstrip(" :.…") for name in _cells(lines[0])]
    found = ((line.strip(), _cells(line)) for line in lines[_HEAD:])
    return [
        Row(line, cells[0], _sentence(_alone(names, cells)), _sentence(_labelled(names, cells)))
        for line, cells in found
        if sum(map(bool, cells)) >= _TELLING
    ]


def _alone(names: Sequence[str], cells: Sequence[str]) -> str:
    """With the names of all columns; what something costs or how long it takes needs none."""
    return (
        _labelled(names, cells)
        if len(cells) == _TELLING and _AMOUNT.search(cells[1])
        else _named(names, cells)
    )


def _named(names: Sequence[str], cells: Sequence[str]) -> str:
    pairs = [(name, cell) for name, cell in zip(names, cells, strict=False) if cell]
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs).replace(".; ", "; ")


def _labelled(names: Sequence[str], cells: Sequence[str]) -> str:
    """The first column without its name; nor has the second one if there are no more."""
    rest = cells[1] if len(cells) == _TELLING else _named(names[1:], cells[1:])
    return f"{cells[0]}: {rest}" if cells[0] else rest


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if _END.search(text) else '.'}"


def _cells(line: str) -> list[str]:
    cells = [cell.replace("\\|", "|").strip(" ;") for cell in _EDGE.split(line.strip())[1:-1]]
    return ["" if cell and _RULE.fullmatch(cell) else cell for cell in cells]
