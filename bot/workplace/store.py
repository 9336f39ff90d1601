"""State in SQLite: one connection, used from the server's event loop only."""

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = """
create table if not exists facts (key text primary key, value text not null);
create table if not exists people (
    id text primary key, name text not null unique, real_name text not null, title text not null,
    color text not null, token text not null unique);
create table if not exists apps (
    id text primary key, name text not null unique,
    bot_user_id text not null unique, bot_id text not null unique, bot_token text not null unique,
    app_token text not null unique, manifest text not null);
create table if not exists conversations (
    id text primary key, kind text not null, name text not null, topic text not null, purpose text not null,
    creator text not null, created integer not null, archived integer not null default 0);
create unique index if not exists conversation_names on conversations (name)
    where kind in ('channel', 'group');
create table if not exists members (
    channel text not null, user text not null, last_read text not null default '0000000000.000000',
    primary key (channel, user)) without rowid;
create index if not exists members_by_user on members (user);
create table if not exists messages (
    channel text not null, ts text not null, root text not null, top integer not null,
    user text not null, app text not null default '', ephemeral_to text not null default '',
    data text not null, primary key (channel, ts)) without rowid;
create index if not exists messages_by_thread on messages (channel, root, ts);
create index if not exists messages_on_top on messages (channel, top, ts);
create table if not exists reactions (
    channel text not null, ts text not null, name text not null, user text not null, at real not null,
    primary key (channel, ts, name, user)) without rowid;
create table if not exists pins (
    channel text not null, ts text not null, user text not null, created integer not null,
    primary key (channel, ts)) without rowid;
create table if not exists files (
    id text primary key, user text not null, app text not null default '', name text not null,
    size integer not null, created integer not null, ticket text not null, done integer not null default 0,
    data text not null default '{}', content blob);
create table if not exists bookmarks (id text primary key, channel text not null, data text not null);
create table if not exists scheduled (
    id text primary key, channel text not null, app text not null, user text not null,
    post_at integer not null, created integer not null, args text not null);
create table if not exists homes (
    app text not null, user text not null, data text not null, primary key (app, user)) without rowid;
create table if not exists hooks (
    id text primary key, app text not null, channel text not null, user text not null, ts text not null,
    thread_ts text not null, uses integer not null default 0, expires real not null);
create table if not exists outbox (
    seq integer primary key autoincrement, app text not null, payload text not null,
    attempt integer not null default 0, due real not null);
create index if not exists outbox_due on outbox (app, due, seq);
"""


class Store:
    """Rows in, rows out. `transaction` nests; what `after_commit` was given runs once it all is committed."""

    def __init__(self, path: Path | str) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).touch(mode=0o600)  # there are tokens in it
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._depth = 0
        self._callbacks: list[Callable[[], None]] = []
        self._db.execute("pragma journal_mode=wal")
        # Under WAL this loses nothing when the process is killed, only a little when the power fails.
        self._db.execute("pragma synchronous=normal")
        self._db.execute("pragma busy_timeout=5000")
        self._db.executescript(SCHEMA)
        newest = self.one("select max(ts) as ts from messages")
        self._last_micro = _micro(newest["ts"]) if newest and newest["ts"] else 0

    def close(self) -> None:
        self._db.close()

    def one(self, sql: str, *values: object) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, *values: object) -> list[sqlite3.Row]:
        return self._db.execute(sql, values).fetchall()

    def run(self, sql: str, *values: object) -> int:
        """Executes one statement; returns how many rows it changed."""
        return self._db.execute(sql, values).rowcount

    @contextmanager
    def transaction(self) -> Iterator[None]:
        if self._depth:
            yield
            return
        self._db.execute("begin immediate")
        self._depth = 1
        try:
            yield
        except BaseException:
            self._db.execute("rollback")
            self._callbacks.clear()
            raise
        else:
            self._db.execute("commit")
        finally:
            self._depth = 0
        callbacks, self._callbacks = self._callbacks, []
        for callback in callbacks:
            callback()

    def after_commit(self, callback: Callable[[], None]) -> None:
        if self._depth:
            self._callbacks.append(callback)
        else:
            callback()

    def fact(self, key: str) -> Any:
        """A single remembered value (JSON), None where there is none."""
        row = self.one("select value from facts where key = ?", key)
        return json.loads(row["value"]) if row else None

    def remember(self, key: str, value: Any) -> None:
        self.run("insert or replace into facts (key, value) values (?, ?)", key, json.dumps(value))

    def next_ts(self) -> str:
        """A message timestamp as Slack gives them: seconds and microseconds, never twice the same."""
        self._last_micro = max(time.time_ns() // 1000, self._last_micro + 1)
        return f"{self._last_micro // 1_000_000}.{self._last_micro % 1_000_000:06d}"


def _micro(ts: str) -> int:
    seconds, micro = ts.split(".")
    return int(seconds) * 1_000_000 + int(micro)
