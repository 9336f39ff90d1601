"""A passage with what stands around it in its document, as much as a reader takes in at a glance."""

from collections.abc import Sequence

from knowledge.models import Chunk

LONGEST = 1500  # characters
REACH = 8  # chunks to either side that may be looked at


def grow(chunk: Chunk, around: Sequence[Chunk], longest: int = LONGEST) -> list[Chunk]:
    """The chunk with as many neighbours as fit, what follows first; `around` is in document order."""
    at = next(index for index, other in enumerate(around) if other.id == chunk.id)
    first = last = at
    grown = True
    while grown:
        grown = False
        if last + 1 < len(around) and _length(around[first : last + 2]) <= longest:
            last, grown = last + 1, True
        if first > 0 and _length(around[first - 1 : last + 1]) <= longest:
            first, grown = first - 1, True
    return list(around[first : last + 1])


def text(chunks: Sequence[Chunk]) -> str:
    """The chunks as one Markdown text; a heading stands where it changes."""
    parts: list[str] = []
    headings: tuple[str, ...] = ()
    for chunk in chunks:
        if chunk.headings != headings and chunk.headings:
            parts.append(f"## {chunk.headings[-1]}")
        headings = chunk.headings
        parts.append(chunk.text)
    return "\n\n".join(parts)


def _length(chunks: Sequence[Chunk]) -> int:
    return len(text(chunks))
