"""Plain text: its encoding, and its paragraphs."""

import codecs
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from charset_normalizer import from_bytes

from ingest.document import Block, Document, UnreadableError
from ingest.loaders.metadata import date_of, humanised

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIST = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)])\s+\S")
_HEADING = 60  # characters
_SHORTER = 0.7
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def load(data: bytes, document: str) -> Document:
    """Read paragraphs, parted by blank lines; a short first line is the title."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n\s*\n", decode(data)) if part.strip()]
    title = humanised(document)
    if len(paragraphs) > 1 and _reads_as_title(paragraphs[0]):
        title = " ".join(paragraphs.pop(0).split())
    return Document(document, title, tuple(_blocks(paragraphs)), date=date_of({}, document))


def decode(data: bytes) -> str:
    """Return text with Unix line ends. Raises UnreadableError `empty` or `binary`."""
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty")
    text = (
        _decode(data).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u200b", "")
    )
    if len(_CONTROL.findall(text)) > len(text) // 50:
        raise UnreadableError("binary")
    return _CONTROL.sub("", text.removeprefix("\ufeff").replace("\u00ad", ""))


def _decode(data: bytes) -> str:
    encoding = (
        next((name for bom, name in _BOMS if data.startswith(bom)), "") or _utf16_without_bom(data) or "utf-8"
    )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise UnreadableError("binary")
    best = from_bytes(data[:200_000], cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
    return data.decode(best.encoding if best else "cp1252", errors="replace")


def _utf16_without_bom(data: bytes) -> str:
    sample = data[:8192]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > len(sample) // 4 else ""


def _blocks(paragraphs: Sequence[str]) -> Iterator[Block]:
    headings: tuple[str, ...] = ()
    for paragraph in paragraphs:
        heading, text = _parted(paragraph)
        headings = (heading,) if heading else headings
        if text:
            yield replace(_block(text), headings=headings)


def _parted(paragraph: str) -> tuple[str, str]:
    """A short line right above longer ones is their heading; a wrapped line is about as long as those."""
    first, _, rest = paragraph.partition("\n")
    longest = max(map(len, rest.split("\n")))
    stands_out = len(first) <= _HEADING and len(first) < longest * _SHORTER and rest[:1].isupper()
    if stands_out and first[:1].isupper() and _reads_as_title(first) and re.search(r"[.!?]$", rest):
        return first.rstrip(": "), rest
    return "", paragraph


def _reads_as_title(paragraph: str) -> bool:
    return (
        "\n" not in paragraph
        and len(paragraph) <= 100
        and not paragraph.rstrip().endswith((".", "!", ",", ";"))
    )


def _block(paragraph: str) -> Block:
    lines = [line.rstrip() for line in paragraph.split("\n")]
    items = sum(bool(_LIST.match(line)) for line in lines)
    if items >= 2 or (items == len(lines) and items):
        return Block("list", "\n".join(lines))
    return Block("paragraph", " ".join(" ".join(lines).split()))
