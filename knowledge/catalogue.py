"""What is in the index, in SQLite: the one place that decides which version of a document answers.

A document's new rows, its vectors' ids and the generation change in one transaction, so a reader sees the
old version or the new one. Ids of vectors that no version uses (or not yet) wait in `stale` to be deleted.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import IndexCorrupt, IndexMissing
from knowledge.models import Chunk, DocumentInfo

_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    document TEXT PRIMARY KEY, title TEXT NOT NULL, language TEXT NOT NULL, content_hash TEXT NOT NULL,
    collection TEXT NOT NULL, date TEXT NOT NULL, chunks INTEGER NOT NULL, indexed_at TEXT NOT NULL,
    audience TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS chunks (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    position INTEGER NOT NULL, title TEXT NOT NULL, headings TEXT NOT NULL, text TEXT NOT NULL,
    language TEXT NOT NULL, collection TEXT NOT NULL, date TEXT NOT NULL, page INTEGER,
    vector_id TEXT NOT NULL, tokens TEXT NOT NULL, vectors BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS chunks_in_order ON chunks (document, position);
CREATE TABLE IF NOT EXISTS stale (vector_id TEXT PRIMARY KEY);
"""
_LATER_COLUMNS = ("audience", "owner")  # of `documents`; an older index gets them when it is opened
_DOCUMENT = "document, title, language, content_hash, collection, date, chunks, indexed_at, audience, owner"
_STORED = "id, document, title, headings, text, language, position, collection, date, page"
_AUDIENCE = "(SELECT audience FROM documents AS of WHERE of.document = chunks.document)"
_CHUNK = f"{_STORED}, {_AUDIENCE}"
_ROW = f"{_STORED}, vector_id, tokens, vectors"
_INSERT = f"INSERT INTO chunks ({_ROW}) VALUES ({','.join('?' * 13)})"
_NEIGHBOURS = f"""
SELECT {_CHUNK} FROM chunks JOIN (SELECT document AS d, position AS p FROM chunks WHERE id = ?)
ON document = d AND position BETWEEN p - ? AND p + ? ORDER BY position
"""
_NEXT_GENERATION = """
INSERT INTO meta VALUES ('generation', '1')
ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1
"""
_DOCUMENTS = f"SELECT {_DOCUMENT} FROM documents ORDER BY document"
_INSERT_DOCUMENT = f"INSERT INTO documents ({_DOCUMENT}) VALUES ({','.join('?' * 10)})"
_PASSAGES = f"SELECT {_CHUNK} FROM chunks WHERE document = ? ORDER BY position"
_ENTRIES = "SELECT id, vector_id, language, tokens FROM chunks ORDER BY rowid"
_FORGET = "DELETE FROM stale WHERE vector_id = ?"
_MANY = 500  # parameters in one statement


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk with what its search needs: vectors (1 + windows, d), the chunk's own first."""

    chunk: Chunk
    vector_id: str
    tokens: list[str]
    vectors: NDArray[np.float32]


class Catalogue:
    """One SQLite file; every call uses its own connection, so any thread may call."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "catalogue.sqlite"

    def exists(self) -> bool:
        return self._path.exists()

    def create(self) -> None:
        with self._connect() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA)

    def upgrade(self) -> None:
        """Adds what an index of an earlier version of Reisplan doesn't have yet."""
        with self._read() as db:
            there = {row[1] for row in db.execute("PRAGMA table_info(documents)")}
            for column in _LATER_COLUMNS:
                if there and column not in there:
                    db.execute(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")

    def meta(self, key: str) -> str | None:
        with self._read() as db:
            row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        with self._connect() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def generation(self) -> int:
        """Grows with every change, so that a reader can tell whether what it holds is current."""
        return int(self.meta("generation") or 0)

    def documents(self) -> list[DocumentInfo]:
        with self._read() as db:
            return [DocumentInfo(*row) for row in db.execute(_DOCUMENTS)]

    def replace(self, document: DocumentInfo, entries: Sequence[Entry]) -> None:
        with self._connect() as db:
            self._drop(db, document.document)
            db.execute(_INSERT_DOCUMENT, astuple(document))
            db.executemany(_INSERT, [_row(entry) for entry in entries])
            db.executemany(_FORGET, [(entry.vector_id,) for entry in entries])

    def remove(self, document: str) -> None:
        with self._connect() as db:
            self._drop(db, document)

    def passages(self, document: str) -> list[Chunk]:
        """The chunks of a document in its order."""
        with self._read() as db:
            return [_chunk(row) for row in db.execute(_PASSAGES, (document,))]

    def adopt(self, other: "Catalogue", meta: dict[str, str]) -> None:
        """Takes over everything that `other` holds, and `meta`, in one step; readers see all or nothing."""
        with self._connect() as db:
            db.execute("ATTACH ? AS other", (str(other._path),))
            db.execute("BEGIN IMMEDIATE")
            db.execute("DELETE FROM stale")
            db.execute("DELETE FROM documents")
            db.execute(f"INSERT INTO documents ({_DOCUMENT}) SELECT {_DOCUMENT} FROM other.documents")
            db.execute(f"INSERT INTO chunks ({_ROW}) SELECT {_ROW} FROM other.chunks ORDER BY rowid")
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta.items())
            db.execute(_NEXT_GENERATION)

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        with self._read() as db:
            rows = _in_batches(db, f"SELECT {_CHUNK} FROM chunks WHERE id IN ({{}})", ids)
            return {row[0]: _chunk(row) for row in rows}

    def neighbours(self, chunk_id: str, before: int, after: int) -> list[Chunk]:
        with self._read() as db:
            return [_chunk(row) for row in db.execute(_NEIGHBOURS, (chunk_id, before, after))]

    def entries(self) -> list[tuple[str, str, str, str]]:
        """(id, vector id, language, tokens) of every chunk, in a stable order."""
        with self._read() as db:
            return db.execute(_ENTRIES).fetchall()

    def vectors(self, ids: Sequence[str], dimension: int) -> dict[str, NDArray[np.float32]]:
        """Vectors of shape (1 + windows, d) by chunk id."""
        with self._read() as db:
            rows = _in_batches(db, "SELECT id, vectors FROM chunks WHERE id IN ({})", ids)
            return {row[0]: _unpacked(row[1], dimension) for row in rows}

    def mark_stale(self, vector_ids: Iterable[str]) -> None:
        with self._connect() as db:
            db.executemany("INSERT OR IGNORE INTO stale VALUES (?)", [(name,) for name in vector_ids])

    def stale(self) -> list[str]:
        with self._read() as db:
            return [row[0] for row in db.execute("SELECT vector_id FROM stale")]

    def forget_stale(self, vector_ids: Iterable[str]) -> None:
        with self._connect() as db:
            db.executemany(_FORGET, [(name,) for name in vector_ids])

    def _drop(self, db: sqlite3.Connection, document: str) -> None:
        db.execute("INSERT OR IGNORE INTO stale SELECT vector_id FROM chunks WHERE document = ?", (document,))
        db.execute("DELETE FROM documents WHERE document = ?", (document,))
        db.execute(_NEXT_GENERATION)

    @contextmanager
    def _read(self) -> Iterator[sqlite3.Connection]:
        if not self.exists():
            raise IndexMissing(self._folder)
        with self._connect() as db:
            yield db

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=30)
        try:
            with db:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("PRAGMA synchronous = NORMAL")
                yield db
        except sqlite3.DatabaseError as error:
            raise IndexCorrupt(self._folder, str(error)) from error
        finally:
            db.close()


def _row(entry: Entry) -> tuple[object, ...]:
    chunk = entry.chunk
    return (
        chunk.id, chunk.document, chunk.title, json.dumps(chunk.headings), chunk.text, chunk.language,
        chunk.position, chunk.collection, chunk.date, chunk.page,
        entry.vector_id, " ".join(entry.tokens), entry.vectors.astype(np.float16).tobytes(),
    )  # fmt: skip


def _chunk(row: tuple[Any, ...]) -> Chunk:
    identifier, document, title, headings, text, language, position, collection, date, page, audience = row
    return Chunk(
        identifier,
        document,
        title,
        tuple(json.loads(headings)),
        text,
        language,
        position,
        collection,
        date,
        page,
        audience or "",
    )


def _unpacked(blob: bytes, dimension: int) -> NDArray[np.float32]:
    return np.frombuffer(blob, np.float16).reshape(-1, dimension).astype(np.float32)


def _in_batches(db: sqlite3.Connection, query: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for start in range(0, len(ids), _MANY):
        batch = ids[start : start + _MANY]
        yield from db.execute(query.format(",".join("?" * len(batch))), list(batch))
