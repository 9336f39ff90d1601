"""The migrations make exactly the tables that the models describe, and can be run again."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from bot.store import Base, Incoming, Store
from bot.store.base import migrate


def test_the_newest_revision_equals_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_table_of_the_models_is_there(store: Store) -> None:
    assert set(Base.metadata.tables) <= set(inspect(store.engine).get_table_names())


def test_opening_again_changes_nothing_and_keeps_what_is_there(store: Store, tmp_path: Path) -> None:
    with store.session() as session:
        row = {"kind": "message", "team": "T1", "channel": "C1", "thread_ts": "1.1", "user": "U1"}
        session.add(Incoming(key="k", payload={}, **row))
    migrate(store.engine)
    again = Store.in_folder(tmp_path)
    with again.session() as session:
        assert session.get_one(Incoming, "k").user == "U1"
    again.close()


def test_a_damaged_file_is_an_error_that_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "reisplan.db").write_bytes(b"this is not a database, and never was one" * 100)
    with pytest.raises(DatabaseError):
        Store.in_folder(tmp_path)
