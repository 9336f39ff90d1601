"""What the knowledge base stores and returns."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Chunk:
    """A quotable passage of a document."""

    id: str
    document: str
    title: str
    headings: tuple[str, ...]
    text: str
    language: str
    position: int
    collection: str = ""
    date: str = ""
    page: int | None = None
    audience: str = ""

    @property
    def section(self) -> str:
        """Where in its document it stands: the headings below the title, and the page if there is one."""
        below = self.headings[1:] if self.headings[:1] == (self.title,) else self.headings
        return " › ".join([*below, *([f"p. {self.page}"] if self.page else [])])


@dataclass(frozen=True, slots=True)
class Hit:
    """A chunk that was found; higher scores are better.

    `score` is fused, or a reranker's, and `fused` what it was before that; `dense` the cosine of question and
    chunk, text in the other language made up for what it loses by that; `lexical` BM25 as a share of what the
    question's words could score at most.
    `context` is the chunk's text with what stands around it in the document, at most about 1,500 characters.
    """

    chunk: Chunk
    score: float
    dense: float
    lexical: float
    context: str = ""
    fused: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A document as indexed; the knowledge base fills in `chunks` and `indexed_at` (ISO 8601, UTC)."""

    document: str
    title: str
    language: str
    content_hash: str
    collection: str = ""
    date: str = ""
    chunks: int = 0
    indexed_at: str = ""
    audience: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which chunks may be found; an empty field filters nothing.

    `documents` are path or URL prefixes; `since` and `until` ISO dates, both inclusive. A chunk without a
    date passes no date filter; a document without an audience is for everyone.
    """

    collections: frozenset[str] = field(default_factory=frozenset)
    languages: frozenset[str] = field(default_factory=frozenset)
    documents: tuple[str, ...] = ()
    audiences: frozenset[str] = field(default_factory=frozenset)
    since: str = ""
    until: str = ""

    def accept(self, chunk: Chunk | DocumentInfo) -> bool:
        if self.collections and chunk.collection not in self.collections:
            return False
        if self.languages and chunk.language not in self.languages:
            return False
        if self.documents and not chunk.document.startswith(self.documents):
            return False
        if self.audiences and chunk.audience and chunk.audience not in self.audiences:
            return False
        return self._in_period(chunk.date)

    def _in_period(self, date: str) -> bool:
        if not (self.since or self.until):
            return True
        if not date:
            return False
        return self.since <= date and (not self.until or date[: len(self.until)] <= self.until)
