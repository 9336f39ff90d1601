"""Characters that nobody sees and that spoil searching, or a terminal."""

import re
import unicodedata
from dataclasses import replace

from ingest.document import Block, Document

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LIGATURES = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st",
}  # fmt: skip


def tidied(document: Document) -> Document:
    """Return the document in composed characters, without control characters and the like."""
    return replace(document, title=tidy(document.title), blocks=tuple(map(_block, document.blocks)))


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text).translate(_LIGATURES))


def _block(block: Block) -> Block:
    return replace(block, text=tidy(block.text), headings=tuple(map(tidy, block.headings)))
