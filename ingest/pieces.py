"""What a block falls apart into when it is too large: sentences, list items, table rows, lines of code."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.document import Block
from knowledge.sentences import cut, sentences


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stays whole; `gap` parts it from the piece before, `head` and `tail` go round a run."""

    text: str
    gap: str = "\n\n"
    head: str = ""
    tail: str = ""
    page: int | None = None


def pieces_of(block: Block, size: int) -> list[Piece]:
    """Return the pieces of a block, none longer than `size`; the first has the gap between blocks."""
    makers = {"paragraph": _sentences, "list": _items, "table": _rows, "code": _code}
    return [
        Piece(piece.text, "\n\n" if at == 0 else piece.gap, piece.head, piece.tail, block.page)
        for at, piece in enumerate(makers[block.kind](block.text, size))
    ]


def join(pieces: Iterable[Piece]) -> str:
    """Return the text of a run of pieces, the head of a table or of code once above its own."""
    parts: list[str] = []
    open_tail = ""
    for piece in pieces:
        if piece.gap == "\n\n" or not parts:
            parts += [open_tail, piece.gap if parts else "", piece.head]
        else:
            parts.append(piece.gap)
        parts.append(piece.text)
        open_tail = piece.tail
    return "".join([*parts, open_tail])


def _sentences(text: str, size: int) -> Iterator[Piece]:
    if len(text) <= size:
        yield Piece(text)
        return
    for line in text.split("\n"):
        for at, sentence in enumerate(sentences(line)):
            for part_at, part in enumerate(cut(sentence, size)):
                yield Piece(part, gap=" " if at or part_at else "\n")


def _items(text: str, size: int) -> Iterator[Piece]:
    items = re.split(r"\n(?=(?:[-*•+]|\d+[.)]) )", text)
    for item in items:
        if len(item) <= size:
            yield Piece(item, gap="\n")
            continue
        for line in item.split("\n"):
            for at, sentence in enumerate(_pack_text(sentences(line) if len(line) > size else [line], size)):
                yield Piece(sentence, gap=" " if at else "\n")


def _pack_text(parts: Iterable[str], size: int) -> Iterator[str]:
    for part in parts:
        yield from cut(part, size) if len(part) > size else [part]


def _rows(text: str, size: int) -> Iterator[Piece]:
    first, second, *rows = text.split("\n")
    head = f"{first}\n{second}\n"
    if len(head) > size // 3:  # too long to say again and again
        head, rows = "", [first, second, *rows]
    for row in rows:
        for at, part in enumerate(_pack_text([row], size)):
            yield Piece(part, gap=" " if at else "\n", head=head if not at else "")


def _code(text: str, size: int) -> Iterator[Piece]:
    fence, *lines = text.split("\n")
    for line in lines[:-1]:
        for part in [line[at : at + size] for at in range(0, len(line), size)] or [""]:
            yield Piece(part, gap="\n", head=f"{fence}\n", tail="\n```")
