"""`reisplan ingest`: documents into the knowledge base, with progress."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from bot.cli.common import Data, Json, fail, knowledge_base, print_json, say, settings_for

if TYPE_CHECKING:
    import ingest as ingesting


def register(app: typer.Typer) -> None:
    app.command("ingest", help=say("cli.ingest.help"))(ingest)


def ingest(
    paths: Annotated[list[str], typer.Argument(help=say("cli.ingest.paths"), show_default=False)],
    json_: Json = False,
    data: Data = None,
) -> None:
    import ingest as ingesting

    missing = [path for path in paths if not (_is_web(path) or Path(path).exists())]
    if missing:
        fail(say("cli.no_file", file=missing[0]), 2)
    with knowledge_base(settings_for(data)) as base, _progress() as show:
        report = ingesting.ingest(paths, base, progress=show)
    _tell(report, json_)
    if report.failed:
        raise typer.Exit(1)


def _is_web(path: str) -> bool:
    return path.startswith(("http://", "https://"))


@contextmanager
def _progress() -> Iterator[Callable[[ingesting.Progress], None]]:
    """Show a bar with the rate and the time left on stderr."""
    columns = (
        TextColumn(say("cli.ingest.busy")),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate=0.0)
        begun = time.monotonic()

        def show(progress: ingesting.Progress) -> None:
            rate = progress.done / max(time.monotonic() - begun, 0.001)
            bar.update(task, total=progress.total, completed=progress.done, rate=rate)

        yield show


def _tell(report: ingesting.Report, json_: bool) -> None:
    counts = ("added", "changed", "unchanged", "removed", "chunks")
    if json_:
        values = {name: getattr(report, name) for name in counts}
        print_json(
            {**values, "seconds": round(report.seconds, 2), "failed": [asdict(f) for f in report.failed]}
        )
        return
    values = {name: getattr(report, name) for name in counts}
    typer.echo(say("cli.ingest.done", **values, failed=len(report.failed), seconds=f"{report.seconds:.1f}"))
    for failure in report.failed:
        reason = say(f"ingest.{failure.code}", detail=failure.detail)
        typer.echo(f"  {failure.document}: {reason}", err=True)
