"""Where the catalogue is: a SQLite file in the index's folder, or a schema in a PostgreSQL database."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from knowledge import tables
from knowledge.errors import CatalogueUnreachable, unusable

SCHEMA = "reisplan_knowledge"
_WRITING = 7_306_412_951  # the advisory lock that writers hold; any number that nobody else uses
_PATIENCE = 60  # seconds


class Database:
    """`url` is SQLAlchemy's form, of a server; empty means the file in `folder`."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self._folder = folder
        self._url = url
        self._path = folder / "catalogue.sqlite"
        self._lock = FileLock(folder / "index.lock", timeout=_PATIENCE)
        self._there = False

    def exists(self) -> bool:
        if not self._url:
            return self._path.exists()
        if not self._there:
            with self.begin() as db:
                self._there = inspect(db).has_table("meta", schema=SCHEMA)
        return self._there

    def create(self) -> None:
        with self.begin() as db:
            if self._url:
                db.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
            tables.metadata.create_all(db)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One transaction. Raises IndexCorrupt, DiskFull, CatalogueUnreachable."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            reason = str(error.orig).strip()
            if self._url:
                raise CatalogueUnreachable(self._engine.url.render_as_string(), reason) from error
            raise unusable(self._folder, reason) from error

    def alone(self) -> AbstractContextManager[object]:
        """Keeps other writers away, of this process and of others."""
        return self._locked() if self._url else self._lock

    def read_ahead(self) -> None:
        """Reads the file once, so that the system has it in memory; searching a cold one takes far longer.

        By SQLite itself, which would lose its locks if this process opened and closed the file beside it.
        """
        if not self._url:
            with self.begin() as db:
                db.execute(text("SELECT sum(length(substr(vectors, -1))) FROM chunks"))

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self.begin() as db:
            db.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITING})
            yield

    @cached_property
    def _engine(self) -> Engine:
        if self._url:
            options = {"options": f"-csearch_path={SCHEMA}"}
            return create_engine(self._url, pool_pre_ping=True, connect_args=options)
        engine = create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 30})
        event.listen(engine, "connect", _configure)
        return engine


def _configure(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
