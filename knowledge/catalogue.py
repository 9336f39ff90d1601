"""What is in the index, in SQL: the one place that decides which version of a document answers.

A document's new rows, its vectors' ids and the generation change in one transaction, so a reader sees the
old version or the new one. Ids of vectors that no version uses (or not yet) wait in `stale` to be deleted.
It is a SQLite file in the index's folder, or a schema in a PostgreSQL database that several machines share.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    inspect,
    select,
    text,
)

from knowledge import tables
from knowledge.database import Database
from knowledge.errors import IndexMissing
from knowledge.models import Chunk, DocumentInfo

_C, _D = tables.chunks.c, tables.documents.c
_LATER_COLUMNS = ("audience", "owner")  # of `documents`; an older index gets them when it is opened
_MANY = 500  # parameters in one statement
_ROWS = 1000  # rows copied at a time

_NEXT_GENERATION = text(
    "INSERT INTO meta VALUES ('generation', '1') ON CONFLICT (key) "
    "DO UPDATE SET value = CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT) RETURNING value"
)
_SET_META = text(
    "INSERT INTO meta VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)
_CHANGED = text(
    "INSERT INTO changes VALUES (:document, :generation) ON CONFLICT (document) "
    "DO UPDATE SET generation = excluded.generation"
)
_SET_TOTAL = text(
    "INSERT INTO totals VALUES (:language, :total) ON CONFLICT (language) "
    "DO UPDATE SET total = excluded.total"
)
_STALE = text("INSERT INTO stale VALUES (:name) ON CONFLICT DO NOTHING")
_DOCUMENT_STALE = text(
    "INSERT INTO stale SELECT vector_id FROM chunks WHERE document = :document ON CONFLICT DO NOTHING"
)
_FORGET = delete(tables.stale).where(tables.stale.c.vector_id == bindparam("name"))
_CHUNK = (
    select(
        _C.id, _C.document, _C.title, _C.headings, _C.text, _C.language, _C.position, _C.collection, _C.date,
        _C.page, _D.audience,
    ).join_from(tables.chunks, tables.documents)
)  # fmt: skip
_PLACE = tables.chunks.alias("place")
_IDS: BindParameter[list[str]] = bindparam("ids", expanding=True)


@dataclass(frozen=True, slots=True)
class Entry:
    """A chunk with what its search needs: vectors (1 + windows, d), the chunk's own first."""

    chunk: Chunk
    vector_id: str
    tokens: list[str]
    vectors: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Listed:
    """A chunk as searching needs it in memory; `tokens` with spaces between."""

    id: str
    vector_id: str
    document: str
    language: str
    tokens: str


@dataclass(frozen=True, slots=True)
class State:
    """Which index this is, how far it is, which model made it, how long its vectors are, and where."""

    identity: str
    generation: int
    dimension: int | None
    model: str | None
    vectors: str | None


class Catalogue:
    """Any thread may call."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._database = Database(folder, url)

    def exists(self) -> bool:
        return self._database.exists()

    def create(self) -> None:
        self._database.create()
        self.upgrade()

    def upgrade(self) -> None:
        """Adds what an index of an earlier version of Reisplan doesn't have yet."""
        with self._database.begin() as db:
            there = {column["name"] for column in inspect(db).get_columns("documents")}
            for column in _LATER_COLUMNS:
                if there and column not in there:
                    db.execute(text(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT ''"))
            tables.metadata.create_all(db)
            if _meta(db).get("identity") is None:
                db.execute(_SET_META, {"key": "identity", "value": uuid4().hex[:12]})
                _all_changed(db, int(_meta(db).get("generation", 0)))

    def measure(self, dimension: int) -> None:
        """Notes how long the vectors are; what is there from before that was noted is counted."""
        with self._database.begin() as db:
            if "dimension" not in _meta(db):
                db.execute(_SET_META, {"key": "dimension", "value": str(dimension)})
                for document in db.scalars(select(_D.document)).all():
                    _count(db, document, 1)

    def alone(self) -> AbstractContextManager[object]:
        """Keeps other writers away, of this process and of others."""
        return self._database.alone()

    def read_ahead(self) -> None:
        """Has what a search reads in memory before it is asked for, where that is up to us."""
        self._database.read_ahead()

    @property
    def state(self) -> State:
        with self._read() as db:
            found = _meta(db)
        return State(
            identity=found.get("identity", ""),
            generation=int(found.get("generation", 0)),
            dimension=int(found["dimension"]) if "dimension" in found else None,
            model=found.get("model"),
            vectors=found.get("vectors"),
        )

    def set_meta(self, key: str, value: str) -> None:
        with self._database.begin() as db:
            db.execute(_SET_META, {"key": key, "value": value})

    def documents(self) -> list[DocumentInfo]:
        with self._read() as db:
            names = [_D[name] for name in DocumentInfo.__dataclass_fields__]
            return [DocumentInfo(*row) for row in db.execute(select(*names).order_by(_D.document))]

    def replace(self, document: DocumentInfo, entries: Sequence[Entry]) -> None:
        with self._database.begin() as db:
            _drop(db, document.document)
            db.execute(insert(tables.documents), asdict(document))
            if entries:
                db.execute(insert(tables.chunks), [_row(entry) for entry in entries])
                db.execute(_FORGET, [{"name": entry.vector_id} for entry in entries])
            _count(db, document.document, 1)

    def remove(self, document: str) -> None:
        with self._database.begin() as db:
            _drop(db, document)

    def passages(self, document: str) -> list[Chunk]:
        """The chunks of a document in its order."""
        return self._chunks(_CHUNK.where(_C.document == document).order_by(_C.position))

    def adopt(self, other: "Catalogue", vectors: str) -> None:
        """Takes over everything that `other` holds in one step; readers see all or nothing.

        `vectors` is where they are from now on.
        """
        with other._read() as source, self._database.begin() as db:
            generation = db.execute(_NEXT_GENERATION).scalar_one()
            for table in (tables.stale, tables.totals, tables.documents):
                db.execute(delete(table))
            for table in (tables.documents, tables.chunks, tables.totals):
                _copy(source, db, table)
            for key, value in {**_meta(source), "generation": generation, "vectors": vectors}.items():
                db.execute(_SET_META, {"key": key, "value": value})
            _all_changed(db, int(generation))

    def chunks(self, ids: Sequence[str]) -> dict[str, Chunk]:
        found: dict[str, Chunk] = {}
        for batch in _batches(ids):
            found |= {chunk.id: chunk for chunk in self._chunks(_CHUNK.where(_C.id.in_(batch)))}
        return found

    def neighbours(self, chunk_id: str, before: int, after: int) -> list[Chunk]:
        """A chunk with those around it, in the order of its document."""
        return self._chunks(_near([chunk_id], before, after))

    def surroundings(self, ids: Sequence[str], reach: int) -> dict[str, list[Chunk]]:
        """Each chunk with up to `reach` before and after it, by its id."""
        found: dict[str, list[Chunk]] = {}
        with self._read() as db:
            for batch in _batches(ids):
                for identifier, *row in db.execute(_near(batch, reach, reach, _PLACE.c.id)):
                    found.setdefault(identifier, []).append(_chunk(row))
        return found

    def changed(self, since: int) -> list[str]:
        """Documents that changed or went after that generation."""
        after = tables.changes.c.generation > since
        with self._read() as db:
            return list(db.scalars(select(tables.changes.c.document).where(after)))

    def listed(self, documents: Sequence[str]) -> list[Listed]:
        """The chunks of these documents, those of a document together and in its order."""
        query = select(_C.id, _C.vector_id, _C.document, _C.language, _C.tokens)
        query = query.where(_C.document.in_(_IDS)).order_by(_C.document, _C.position)
        with self._read() as db:
            return [
                Listed(*row) for batch in _batches(documents) for row in db.execute(query, {"ids": batch})
            ]

    def totals(self) -> dict[str, NDArray[np.float64]]:
        """The sum of the chunks' own vectors by language."""
        with self._read() as db:
            rows = db.execute(select(tables.totals.c.language, tables.totals.c.total))
            return {language: np.frombuffer(total, np.float64) for language, total in rows}

    def vectors(self, ids: Sequence[str], dimension: int) -> dict[str, NDArray[np.float32]]:
        """Vectors of shape (1 + windows, d) by chunk id."""
        query = select(_C.id, _C.vectors).where(_C.id.in_(_IDS))
        with self._read() as db:
            return {
                identifier: _unpacked(blob).reshape(-1, dimension).astype(np.float32)
                for batch in _batches(ids)
                for identifier, blob in db.execute(query, {"ids": batch})
            }

    def mark_stale(self, vector_ids: Iterable[str]) -> None:
        names = [{"name": name} for name in vector_ids]
        if names:
            with self._database.begin() as db:
                db.execute(_STALE, names)

    def stale(self) -> list[str]:
        with self._read() as db:
            return list(db.scalars(select(tables.stale.c.vector_id)))

    def forget_stale(self, vector_ids: Iterable[str]) -> None:
        with self._database.begin() as db:
            db.execute(_FORGET, [{"name": name} for name in vector_ids])

    def close(self) -> None:
        self._database.close()

    def _chunks(self, query: Select[Any]) -> list[Chunk]:
        with self._read() as db:
            return [_chunk(row) for row in db.execute(query)]

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        if not self.exists():
            raise IndexMissing(self._folder)
        with self._database.begin() as db:
            yield db


def _near(ids: Sequence[str], before: int, after: int, *columns: ColumnElement[Any]) -> Select[Any]:
    """What stands around chunks, in the order of their documents."""
    near = _C.position.between(_PLACE.c.position - before, _PLACE.c.position + after)
    query = _CHUNK.join(_PLACE, (_C.document == _PLACE.c.document) & near)
    query = query.where(_PLACE.c.id.in_(ids)).order_by(_C.position)
    return query.with_only_columns(*columns, *_CHUNK.selected_columns) if columns else query


def _meta(db: Connection) -> dict[str, str]:
    return dict(db.execute(select(tables.meta.c.key, tables.meta.c.value)).all())


def _drop(db: Connection, document: str) -> None:
    # The generation first: whoever else writes waits for this row until we are done.
    generation = int(db.execute(_NEXT_GENERATION).scalar_one())
    _count(db, document, -1)
    db.execute(_DOCUMENT_STALE, {"document": document})
    db.execute(delete(tables.documents).where(_D.document == document))
    db.execute(_CHANGED, {"document": document, "generation": generation})


def _count(db: Connection, document: str, sign: int) -> None:
    """Adds a document's vectors to the totals, or takes them off."""
    dimension = int(_meta(db).get("dimension", 0))
    own: dict[str, list[NDArray[np.float16]]] = {}
    for language, blob in db.execute(select(_C.language, _C.vectors).where(_C.document == document)):
        own.setdefault(language, []).append(_unpacked(blob)[:dimension])
    for language, vectors in own.items():
        before = db.scalar(select(tables.totals.c.total).where(tables.totals.c.language == language))
        total = np.zeros(dimension) if before is None else np.frombuffer(before, np.float64)
        total = total + sign * np.sum(vectors, axis=0, dtype=np.float64)
        db.execute(_SET_TOTAL, {"language": language, "total": total.tobytes()})


def _all_changed(db: Connection, generation: int) -> None:
    documents = db.scalars(select(_D.document)).all()
    if documents:
        db.execute(_CHANGED, [{"document": name, "generation": generation} for name in documents])


def _copy(source: Connection, target: Connection, table: Table) -> None:
    rows = source.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
    for part in rows.partitions():
        target.execute(insert(table), [dict(row) for row in part])


def _row(entry: Entry) -> dict[str, object]:
    chunk = entry.chunk
    return {
        "id": chunk.id,
        "document": chunk.document,
        "position": chunk.position,
        "title": chunk.title,
        "headings": json.dumps(chunk.headings),
        "text": chunk.text,
        "language": chunk.language,
        "collection": chunk.collection,
        "date": chunk.date,
        "page": chunk.page,
        "vector_id": entry.vector_id,
        "tokens": " ".join(entry.tokens),
        "vectors": entry.vectors.astype(np.float16).tobytes(),
    }


def _chunk(row: Sequence[Any]) -> Chunk:
    identifier, document, title, headings, *rest = row
    return Chunk(identifier, document, title, tuple(json.loads(headings)), *rest)


def _unpacked(blob: bytes) -> NDArray[np.float16]:
    return np.frombuffer(blob, np.float16)


def _batches(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]
