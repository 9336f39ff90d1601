"""Lines of a PDF into headings, paragraphs and lists."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Block, Kind

_BULLET = re.compile(r"^(?:[•‣▪●◦–\uf0b7*-]|o(?= ))\s*(?=\S)")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s+\S")
_LONE_BULLET = re.compile(r"[•‣▪●◦–\uf0b7*-]|o")
_HYPHENATED = re.compile(r"[^\W\d][-\u2010]$")
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2})[.!?]\s+(?=[A-Z])")
_LONGEST_HEADING = 120
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Line:
    """A line; `size` in points, `box` tells text boxes apart.

    `edge` says that it stands in the page's margin, `full` that it reaches the end of its box.
    """

    text: str
    size: float
    bold: bool
    page: int
    box: int
    edge: bool
    full: bool = True


def without_running_heads(items: Iterable[Line | Block], pages: int) -> list[Line | Block]:
    """Leave out page numbers, and what stands in the margin of most pages."""
    kept = list(items)
    seen = Counter(_digitless(item.text) for item in kept if isinstance(item, Line) and item.edge)
    return [
        item
        for item in kept
        if isinstance(item, Block)
        or not item.edge
        or (seen[_digitless(item.text)] < max(2, pages / 3) and re.search(r"[^\W\d]{2}", item.text))
    ]


def blocks_of_lines(items: Sequence[Line | Block]) -> list[Block]:
    """Return blocks in reading order; larger or bold short lines are headings, the largest the highest."""
    levels = _heading_levels([item for item in items if isinstance(item, Line)])
    builder = _Builder()
    for item in items:
        if isinstance(item, Block):
            builder.table(item)
        elif (level := levels.get((item.size, item.bold))) and _reads_as_heading(item.text):
            builder.heading(level, item)
        else:
            builder.text(item)
    return builder.finish()


def _heading_levels(lines: Sequence[Line]) -> dict[tuple[float, bool], int]:
    """Rank the type sizes above the body's, and bold at its size, as heading levels from 1."""
    weight: Counter[tuple[float, bool]] = Counter()
    for line in lines:
        weight[line.size, line.bold] += len(line.text)
    if not weight:
        return {}
    body, body_is_bold = weight.most_common(1)[0][0]
    styles = [
        (size, bold)
        for size, bold in weight
        if size >= body * 1.12 or (bold and not body_is_bold and size >= body * 0.97)
    ]
    ranked = sorted(styles, reverse=True)
    return {style: min(level, _DEEPEST) for level, style in enumerate(ranked, 1)}


def _reads_as_heading(text: str) -> bool:
    return (
        len(text) <= _LONGEST_HEADING
        and bool(re.search(r"[^\W\d]{2}", text))
        and not text.endswith((",", ";"))
    )


def _digitless(text: str) -> str:
    return re.sub(r"\d+", "#", text)


class _Builder:
    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._path: list[tuple[int, str]] = []
        self._lines: list[str] = []
        self._last: Line | None = None
        self._is_list = False
        self._bullet = False
        self._start = 1
        self._turns: list[tuple[int, int]] = []

    def finish(self) -> list[Block]:
        self._flush()
        return self._blocks

    def table(self, block: Block) -> None:
        self._flush()
        before, headings, text = self._blocks[-1:], self._headings(), block.text
        if before and before[0].kind == "table" and before[0].headings == headings:
            text = _under_its_head(before[0].text, text)
        self._blocks.append(replace(block, headings=headings, text=text))

    def heading(self, level: int, line: Line) -> None:
        goes_on = (
            self._last and not self._lines and self._last.box == line.box and self._last.size == line.size
        )
        self._flush()
        if goes_on and self._path and self._path[-1][0] == level:
            self._path[-1] = (level, f"{self._path[-1][1]} {line.text}")
        else:
            self._path = [(depth, text) for depth, text in self._path if depth < level]
            self._path.append((level, line.text))
        self._last = line

    def text(self, line: Line) -> None:
        if _LONE_BULLET.fullmatch(line.text):
            self._bullet = True
            return
        item = self._bullet or self._is_item(line)
        turned = bool(self._last and self._last.page != line.page)
        fresh = (turned or not self._is_list) if item else not self._continues(line)
        if fresh:
            self._flush()
        if not self._lines:
            self._start = line.page
        elif turned:
            self._turns.append((len("\n".join(self._lines)), line.page))
        mark = "- " if self._bullet and not _BULLET.match(line.text) else ""
        self._append(mark + _BULLET.sub("- ", line.text), item)
        self._is_list, self._bullet, self._last = self._is_list or item, False, line

    def _is_item(self, line: Line) -> bool:
        if _BULLET.match(line.text):
            return True
        last = self._last
        opens = (
            last is None or last.box != line.box or not last.full or last.text.endswith((".", ":", "?", ";"))
        )
        return bool(_NUMBERED.match(line.text)) and (self._is_list or opens)

    def _continues(self, line: Line) -> bool:
        """Say whether a line goes on with the paragraph or item before it."""
        if self._last is None:
            return False
        broken_off = line.text[:1].islower() and not self._last.text.endswith((".", "!", "?", ":"))
        return broken_off or (self._last.box == line.box and self._last.full)

    def _append(self, text: str, item: bool) -> None:
        if item or not self._lines:
            self._lines.append(text)
        elif self._lines[-1].endswith("\u00ad") or (
            _HYPHENATED.search(self._lines[-1]) and text[:1].islower()
        ):
            self._lines[-1] = self._lines[-1][:-1] + text
        else:
            self._lines[-1] += f" {text}"

    def _flush(self) -> None:
        text = "\n".join(self._lines)
        kind: Kind = "list" if self._is_list else "paragraph"
        for page, part in _by_page(text, self._start, [] if self._is_list else self._turns):
            self._blocks.append(Block(kind, part, self._headings(), page))
        self._lines, self._is_list, self._turns = [], False, []

    def _headings(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._path)


def _by_page(text: str, page: int, turns: Sequence[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Part a paragraph that runs over pages, each time after the sentence that does."""
    start = 0
    for place, following in turns:
        end = _SENTENCE_END.search(text, max(place, start))
        if end:
            yield page, text[start : end.start() + 1]
            start, page = end.end(), following
    if rest := text[start:].strip():
        yield page, rest


def _under_its_head(before: str, text: str) -> str:
    """Return a table that goes on from the page before, with the head that it had there."""
    head, rule, *_ = before.split("\n")
    first, own_rule, *rows = text.split("\n")
    return "\n".join([head, rule, first, *rows]) if rule == own_rule and head != first else text
