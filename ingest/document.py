"""What a loader makes of a file: blocks of clean text, each with the headings it stands under."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "list", "table", "code"]


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is Markdown without emphasis, link targets or images; a table starts with its two head lines."""

    kind: Kind
    text: str
    headings: tuple[str, ...] = ()
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read. `language` is "" when the document doesn't say, `date` ISO 8601 or ""."""

    document: str
    title: str
    blocks: tuple[Block, ...]
    language: str = ""
    date: str = ""
    collection: str = ""


class UnreadableError(Exception):
    """A document that can't be taken in; `code` is a key under `failures` in the `ingest` texts."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else code)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that was skipped, and why."""

    document: str
    code: str
    detail: str = ""
