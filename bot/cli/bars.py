"""Progress bars on stderr; where that is no terminal they print nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from bot.cli.common import say

if TYPE_CHECKING:
    import ingest as ingesting

_RATE, _LEFT = "{task.fields[rate]}", "{task.fields[left]}"


@contextmanager
def documents_bar() -> Iterator[Callable[[ingesting.Progress], None]]:
    """Show how far an ingest run is by size, passages a second and the time left."""
    with _bar(say("cli.ingest.busy")) as (bar, task):

        def show(progress: ingesting.Progress) -> None:
            begun = progress.total > 0
            rate = progress.chunks / progress.seconds if progress.seconds else 0.0
            bar.update(
                task,
                total=1.0 if begun else None,
                completed=progress.fraction,
                count=f"{progress.done}/{progress.total}",
                rate=say("cli.ingest.rate", rate=f"{rate:.0f}") if progress.done else "",
                left=_left(progress.seconds_left),
            )

        yield show


@contextmanager
def passages_bar() -> Iterator[Callable[[int, int], None]]:
    """Show how far a rebuild is, by passages."""
    begun = time.monotonic()
    with _bar(say("cli.ingest.rebuilding")) as (bar, task):

        def show(done: int, total: int) -> None:
            seconds = time.monotonic() - begun
            bar.update(
                task,
                total=total,
                completed=done,
                count=f"{done}/{total}",
                rate=say("cli.ingest.rate", rate=f"{done / seconds:.0f}") if seconds else "",
                left=_left(seconds * (total - done) / done if done else None),
            )

        yield show


@contextmanager
def _bar(title: str) -> Iterator[tuple[Progress, TaskID]]:
    columns = (
        TextColumn(title),
        BarColumn(),
        TextColumn("{task.fields[count]}"),
        TextColumn(_RATE),
        TextColumn(_LEFT),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar, bar.add_task("", total=None, count="", rate="", left="")


def _left(seconds: float | None) -> str:
    return "" if seconds is None else say("cli.ingest.left", time=timedelta(seconds=round(seconds)))
