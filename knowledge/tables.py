"""The tables of the catalogue, the same in SQLite and PostgreSQL."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


meta = Table("meta", metadata, Column("key", Text, primary_key=True), _text("value"))

documents = Table(
    "documents",
    metadata,
    Column("document", Text, primary_key=True),
    *map(_text, ("title", "language", "content_hash", "collection", "date")),
    Column("chunks", Integer, nullable=False),
    _text("indexed_at"),
    *(Column(name, Text, nullable=False, server_default="") for name in ("audience", "owner")),
)

chunks = Table(
    "chunks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("document", Text, ForeignKey(documents.c.document, ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    *map(_text, ("title", "headings", "text", "language", "collection", "date")),
    Column("page", Integer),
    *map(_text, ("vector_id", "tokens")),
    Column("vectors", LargeBinary, nullable=False),
)
Index("chunks_in_order", chunks.c.document, chunks.c.position)

stale = Table("stale", metadata, Column("vector_id", Text, primary_key=True))
"""Vectors that no version uses, or not yet."""

changes = Table(
    "changes",
    metadata,
    Column("document", Text, primary_key=True),
    Column("generation", Integer, nullable=False, index=True),
)
"""In which generation each document changed last; those that were removed too."""

totals = Table(
    "totals",
    metadata,
    Column("language", Text, primary_key=True),
    Column("total", LargeBinary, nullable=False),
)
"""The sum of the chunks' own vectors, as float64."""
