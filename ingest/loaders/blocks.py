"""An HTML tree as blocks of clean text; Markdown, HTML and office documents all pass through here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from ingest.document import Block, Kind
from ingest.loaders.tables import rows_of, table_markdown
from ingest.loaders.tags import HEADINGS, is_block, is_bold_title, is_contents, is_skipped, note_of, unwrapped

_DIAGRAMS = ("mermaid", "plantuml", "dot", "graphviz")
_BACK_LINK = re.compile(r"\s*[↩⤴][\ufe0e\ufe0f]?\s*$")
_BEFORE_PUNCTUATION = re.compile(r"(?<=\w) +([,.;:!?])(?=\s|$)")
_BREAK = "\x00"
_BOLD_TITLE = 7


def blocks_of(root: Tag) -> list[Block]:
    """Return the blocks in document order, each under its headings; a heading without text is left out."""
    walker = _Walker(_take_footnotes(root))
    walker.walk(root)
    return walker.finish()


def first_heading(root: Tag) -> str:
    """Return the first level-1 heading, else the first heading, else ""."""
    heading = root.find("h1") or root.find(list(HEADINGS))
    return _Walker({}).inline([heading]) if isinstance(heading, Tag) else ""


def without_title(blocks: Iterable[Block], title: str) -> tuple[Block, ...]:
    """Drop the title from the heading paths, so that they hold what stands below it."""
    folded = title.casefold()
    return tuple(
        replace(block, headings=block.headings[1:])
        if block.headings and block.headings[0].casefold() == folded
        else block
        for block in blocks
    )


class _Walker:
    def __init__(self, notes: dict[str, str]) -> None:
        self._notes = notes
        self._pending: list[str] = []
        self._blocks: list[Block] = []
        self._lines: list[str] = []
        self._outer: tuple[str, ...] = ()
        self._path: list[tuple[int, str]] = []

    def finish(self) -> list[Block]:
        self._flush_list()
        return self._blocks

    def walk(self, node: Tag) -> None:
        run: list[PageElement] = []
        for child in node.children:
            if is_block(child):
                self._paragraph(run)
                run = []
                self._block(child)
            else:
                run.append(child)
        self._paragraph(run)

    def inline(self, nodes: Iterable[PageElement]) -> str:
        text = "".join(self._pieces(nodes))
        lines = (" ".join(part.split()) for part in text.split(_BREAK))
        tidy = (_BACK_LINK.sub("", _BEFORE_PUNCTUATION.sub(r"\1", line)) for line in lines)
        return "\n".join(line for line in tidy if line)

    def _pieces(self, nodes: Iterable[PageElement]) -> Iterator[str]:
        for node in nodes:
            if isinstance(node, Tag):
                yield from self._inline_tag(node)
            elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
                yield str(node).replace("**", "")

    def _inline_tag(self, tag: Tag) -> Iterator[str]:
        if tag.name == "br":
            yield _BREAK
        elif tag.name in ("code", "samp", "tt") and (code := " ".join(tag.get_text().split())):
            yield f"`` {code} ``" if "`" in code else f"`{code}`"
        elif tag.name == "sup" and (note := note_of(tag)):
            self._pending.append(note)
        elif not is_skipped(tag):
            yield from self._pieces(tag.children)

    def _block(self, tag: Tag) -> None:
        if is_skipped(tag):
            return
        if tag.name in HEADINGS:
            self._heading(HEADINGS[tag.name], self.inline([tag]))
        elif tag.name in ("ul", "ol"):
            self._list(tag, "")
        elif tag.name == "dl":
            self._definitions(tag)
        elif tag.name == "table":
            self._table(tag)
        elif tag.name == "pre":
            self._code(tag)
        elif tag.name == "details":
            self._details(tag)
        elif tag.name == "p" and is_bold_title(tag):
            self._heading(_BOLD_TITLE, self.inline([tag]).rstrip(": "))
        else:
            self._flush_list()
            self.walk(tag)

    def _add(self, kind: Kind, text: str) -> None:
        headings = self._outer + tuple(heading for _, heading in self._path)
        if text.strip():
            self._blocks.append(Block(kind, text, headings))
        pending, self._pending = self._pending, []
        for note in (self._notes.pop(name, "") for name in pending):
            if note:
                self._blocks.append(Block("paragraph", note, headings))

    def _paragraph(self, run: list[PageElement]) -> None:
        if text := self.inline(run):
            self._flush_list()
            self._add("paragraph", text)

    def _heading(self, level: int, text: str) -> None:
        self._flush_list()
        self._pending.clear()
        if text := " ".join(text.split()):
            self._path = [(depth, heading) for depth, heading in self._path if depth < level]
            self._path.append((level, text))

    def _details(self, tag: Tag) -> None:
        """Read what folds open; its summary is a heading for what's inside and no further."""
        self._flush_list()
        summary = tag.find("summary", recursive=False)
        outer, path = self._outer, self._path
        if isinstance(summary, Tag):
            title = self.inline([summary.extract()])
            self._outer = (*outer, *(heading for _, heading in path), *([title] if title else []))
            self._path = []
        self.walk(tag)
        self._flush_list()
        self._outer, self._path = outer, path

    def _list(self, tag: Tag, indent: str) -> None:
        if is_contents(tag):
            return
        number = int(start) if (start := str(tag.get("start", "1"))).isdigit() else 1
        for child in tag.children:
            if isinstance(child, Tag) and child.name in ("ul", "ol"):
                self._list(child, indent + "  ")
            elif isinstance(child, Tag) and not is_skipped(child):
                self._item(child, indent, f"{number}. " if tag.name == "ol" else "- ")
                number += 1
        if not indent:
            self._flush_list()

    def _item(self, item: Tag, indent: str, marker: str) -> None:
        inner = indent + " " * len(marker)
        lead = indent + marker
        run: list[PageElement] = []

        def flush() -> None:
            nonlocal lead
            for line in self.inline(run).split("\n"):
                if line:
                    self._lines.append(lead + line)
                    lead = inner
            run.clear()

        for child in unwrapped(item):
            if isinstance(child, Tag) and child.name == "hr":
                continue
            if not is_block(child):
                run.append(child)
                continue
            flush()
            if child.name in ("ul", "ol"):
                self._list(child, inner)
            elif child.name == "p" or child.name in HEADINGS:  # in a list, a heading is the item's own text
                run.extend(child.children)
                flush()
            else:
                self._block(child)
        flush()

    def _flush_list(self) -> None:
        lines, self._lines = self._lines, []
        if lines:
            shallowest = min(len(line) - len(line.lstrip()) for line in lines)
            self._add("list", "\n".join(line[shallowest:] for line in lines))

    def _definitions(self, tag: Tag) -> None:
        self._flush_list()
        term = ""
        for child in tag.find_all(["dt", "dd"]):
            text = self._flat(child)
            if child.name == "dt":
                term = f"{term}, {text}" if term else text
            elif text or term:
                self._lines.append(f"- {term}: {text}" if term else f"  {text}")
                term = ""
        if term:
            self._lines.append(f"- {term}")
        self._flush_list()

    def _table(self, tag: Tag) -> None:
        self._flush_list()
        if caption := tag.find("caption"):
            self._paragraph([caption.extract()])
        cells = rows_of(tag)
        if (
            tag.find("table")
            or tag.get("role") == "presentation"
            or len(cells) < 2
            or max(map(len, cells)) < 2
        ):
            for cell in (cell for row in cells for cell in row if cell):
                self.walk(cell)
            return
        self._add("table", table_markdown(cells, self._flat))

    def _flat(self, cell: Tag) -> str:
        """Return a cell on one line, the items of its lists parted by semicolons."""
        walker = _Walker(self._notes)
        walker.walk(cell)
        parts = []
        for block in walker.finish():
            lines = [re.sub(r"^\s*(?:-|\d+\.) ", "", line) for line in block.text.split("\n")]
            parts.append(("; " if block.kind == "list" else " ").join(lines))
        return " ".join(" ".join(parts).split())

    def _code(self, tag: Tag) -> None:
        self._flush_list()
        inner = tag.find("code") or tag
        classes = " ".join(inner.get_attribute_list("class") or []).replace("None", "")
        language = found[1] if (found := re.search(r"lang(?:uage)?-([\w+#-]+)", classes)) else ""
        text = "\n".join(line.rstrip() for line in inner.get_text().expandtabs(4).strip("\n").split("\n"))
        if text.strip() and language not in _DIAGRAMS:
            self._add("code", f"```{language}\n{text.replace('```', chr(39) * 3)}\n```")


def _take_footnotes(root: Tag) -> dict[str, str]:
    """Take the Markdown footnotes out of the tree; each goes after the block that refers to it."""
    notes: dict[str, str] = {}
    for section in root.find_all("section", class_="footnotes"):
        for item in section.find_all("li", class_="footnote-item"):
            for back in item.find_all("a", class_="footnote-backref"):
                back.decompose()
            notes[str(item.get("id", ""))] = " ".join(_Walker({}).inline([item]).split())
        section.decompose()
    return notes


def parse_html(markup: str) -> Tag:
    """Parse HTML as browsers do, however broken; returns the body."""
    soup = BeautifulSoup(markup, "lxml")
    return soup.body or soup
