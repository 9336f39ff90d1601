"""Documents into chunks: by heading, at most about a thousand characters, whole sentences, items and rows."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest.document import Block, Document
from ingest.packing import pack
from ingest.pieces import Piece, join, pieces_of
from knowledge.models import Chunk

SPLITTER_VERSION = 2
SIZE = 1000
SMALL = 300


@dataclass(frozen=True, slots=True)
class Section:
    """Pieces that stand under the same headings and fit one chunk."""

    headings: tuple[str, ...]
    pieces: tuple[Piece, ...]
    page: int | None

    @property
    def text(self) -> str:
        return join(self.pieces)


def split(document: Document, *, size: int = SIZE) -> list[Chunk]:
    """Return the chunks of a document, in order; each character of its blocks is in exactly one.

    A chunk holds at most `size` characters, headings in its text and a repeated table head not counted.
    """
    sections = _merge(list(_sections(document.blocks, size)), size)
    return [_chunk(document, section, position) for position, section in enumerate(sections)]


def _sections(blocks: Sequence[Block], size: int) -> Iterator[Section]:
    for headings, group in groupby(blocks, key=lambda block: block.headings):
        pieces = [piece for block in group for piece in pieces_of(block, size)]
        for part in pack(pieces, size):
            yield Section(headings, tuple(part), part[0].page)


def _merge(sections: list[Section], size: int) -> list[Section]:
    """Join small sections to their neighbours under the same parent, their own headings kept in the text."""
    merged: list[Section] = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        joined = _joined(merged[-1], section) if merged and _belong(merged[-1], section) else None
        if joined and len(joined.text) <= size and not _introduces(section, following, size):
            merged[-1] = joined
        else:
            merged.append(section)
    return merged


def _belong(first: Section, second: Section) -> bool:
    """Say whether one of two neighbours is small, and they are parts of one section below the title.

    A passage is cited by its page, so what stands on another page stays apart.
    """
    if first.page != second.page or first.headings == second.headings:
        return False
    if min(len(first.text), len(second.text)) >= SMALL:
        return False
    shared = len(_shared(first.headings, second.headings))
    return shared >= max(len(first.headings), len(second.headings)) - 1


def _introduces(section: Section, following: Section | None, size: int) -> bool:
    """Say whether a section is the opening of the next one's parent, and fits with it."""
    if (
        following is None
        or not _belong(section, following)
        or len(following.headings) <= len(section.headings)
    ):
        return False
    return _shared(section.headings, following.headings) == section.headings and (
        len(_joined(section, following).text) <= size
    )


def _joined(first: Section, second: Section) -> Section:
    shared = _shared(first.headings, second.headings)
    pieces = (*_headed(first, shared), *_headed(second, shared))
    return Section(shared, pieces, first.page)


def _headed(section: Section, shared: tuple[str, ...]) -> tuple[Piece, ...]:
    """Return the pieces with the headings that the joined section's path no longer says."""
    own = section.headings[len(shared) :]
    lines = [
        Piece(f"{'#' * min(len(shared) + depth, 6)} {heading}", gap="\n\n")
        for depth, heading in enumerate(own, 2)
    ]
    first, *rest = section.pieces
    return (*lines, replace(first, gap="\n\n"), *rest)


def _shared(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    length = next((at for at, (one, two) in enumerate(zip(first, second, strict=False)) if one != two), None)
    return first[: min(len(first), len(second)) if length is None else length]


def _chunk(document: Document, section: Section, position: int) -> Chunk:
    text = section.text
    return Chunk(
        id=_identifier(document.document, position, text),
        document=document.document,
        title=document.title,
        headings=section.headings,
        text=text,
        language=document.language,
        position=position,
        collection=document.collection,
        date=document.date,
        page=section.page,
    )


def _identifier(document: str, position: int, text: str) -> str:
    return hashlib.blake2b(f"{document}\n{position}\n{text}".encode(), digest_size=12).hexdigest()
