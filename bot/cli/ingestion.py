"""`reisplan ingest`: documents into the knowledge base, with progress."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.bars import documents_bar, passages_bar
from bot.cli.common import Data, Json, fail, knowledge_base, knowledge_message, print_json, say, settings_for
from bot.settings import Settings

if TYPE_CHECKING:
    import ingest as ingesting
    from knowledge.base import KnowledgeBase

Given = dict[str, list[str]]
"""What to ingest, by the folder that the paths go from."""
_COUNTS = ("added", "changed", "unchanged", "removed", "chunks")
_KINDS = 8  # of files that are passed over, named at most


def register(app: typer.Typer) -> None:
    app.command("ingest", help=say("cli.ingest.help"))(ingest)


def ingest(
    paths: Annotated[list[str] | None, typer.Argument(help=say("cli.ingest.paths"))] = None,
    json_: Json = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.ingest.dry_run"))] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help=say("cli.ingest.rebuild"))] = False,
    follow: Annotated[bool, typer.Option("--follow", help=say("cli.ingest.follow"))] = False,
    data: Data = None,
) -> None:
    settings = settings_for(data)
    settings = settings.model_copy(update={"reisplan_data": settings.reisplan_data.absolute()})
    given = _given(paths or [], settings)
    if not given and not rebuild:
        fail(say("cli.ingest.nothing", file=settings.sources_file), 2)
    try:
        if dry_run:
            failed = _preview(given, settings, json_)
        else:
            if rebuild:
                _rebuild(settings)
            failed = bool(given) and _ingest(given, settings, json_, follow)
    except KeyboardInterrupt:
        fail(say("cli.ingest.stopped"))
    raise typer.Exit(1 if failed else 0)


def _given(paths: list[str], settings: Settings) -> Given:
    """Return what was named, or else what was declared in DATA/sources.yaml and named before."""
    from ingest import namesake, remembered

    missing = [path for path in paths if not (_is_web(path) or Path(path).exists())]
    if missing:
        fail(say("cli.no_file", file=missing[0]), 2)
    for path in paths:
        other = namesake(settings.knowledge_folder, path, place=Path.cwd())
        if other:
            fail(say("cli.ingest.namesake", path=path, other=other, whole=Path(path).absolute()), 2)
    if paths:
        return {str(Path.cwd()): paths}
    given = remembered(settings.knowledge_folder)
    declared = str(settings.sources_file)
    if settings.sources_file.is_file() and not any(declared in known for known in given.values()):
        here = str(Path.cwd())
        given = {**given, here: [declared, *given.get(here, ())]}
    return given


def _is_web(path: str) -> bool:
    return path.lower().startswith(("http://", "https://"))


def _ingest(given: Given, settings: Settings, json_: bool, follow: bool) -> bool:
    import ingest as ingesting

    report = ingesting.Report()
    with knowledge_base(settings) as base, _wrong_sources():
        for place, paths in _each(given):
            with _lines() if follow else documents_bar() as show:
                part = ingesting.ingest(paths, base, progress=show)
            ingesting.remember(settings.knowledge_folder, paths, place=place, useless=_useless(part, base))
            report += part
    _tell(report, json_)
    return bool(report.failed)


def _useless(report: ingesting.Report, base: KnowledgeBase) -> list[str]:
    """Name what can't be read and never was; a page that can't be had now may be there the next time."""
    import ingest as ingesting

    held = [info.document for info in base.documents()]
    return [
        failure.document
        for failure in report.failed
        if failure.code != "fetch_failed"
        and not any(ingesting.is_under(name, failure.document) for name in held)
    ]


def _preview(given: Given, settings: Settings, json_: bool) -> bool:
    import ingest as ingesting

    found: dict[str, list[str]] = {"added": [], "changed": [], "unchanged": [], "removed": []}
    failed: list[ingesting.Failure] = []
    with knowledge_base(settings) as base, _wrong_sources():
        for _, paths in _each(given):
            part = ingesting.preview(paths, base)
            failed += part.failed
            for name, documents in found.items():
                documents += getattr(part, name)
    if json_:
        print_json({**found, "failed": [asdict(failure) for failure in failed]})
        return bool(failed)
    for name in ("added", "changed", "removed"):
        for document in found[name]:
            typer.echo(say(f"cli.ingest.would.{name}", document=document))
    counts = {name: len(documents) for name, documents in found.items()}
    typer.echo(say("cli.ingest.would.summary", **counts, failed=len(failed)))
    _tell_failures(failed)
    return bool(failed)


def _rebuild(settings: Settings) -> None:
    import ingest as ingesting
    from knowledge.errors import KnowledgeError

    try:
        with passages_bar() as show:
            model, servers = settings.embedding_model or None, settings.knowledge_servers
            folder = settings.knowledge_folder
            chunks = ingesting.rebuild(folder, model=model, progress=show, servers=servers)
    except KnowledgeError as error:
        fail(knowledge_message(error))
    typer.echo(say("cli.ingest.rebuilt", chunks=chunks), err=True)


def _each(given: Given) -> Iterator[tuple[Path, list[str]]]:
    """Go to each folder in turn, so that paths name what they named when they were given."""
    here = Path.cwd()
    try:
        for place, paths in given.items():
            if Path(place).is_dir():
                os.chdir(place)
            yield Path(place), paths
    finally:
        os.chdir(here)


@contextmanager
def _wrong_sources() -> Iterator[None]:
    from ingest import SourcesInvalid

    try:
        yield
    except SourcesInvalid as error:
        fail(knowledge_message(error), 2)


@contextmanager
def _lines() -> Iterator[Callable[[ingesting.Progress], None]]:
    """Print progress for another program, one JSON object a line."""

    def show(progress: ingesting.Progress) -> None:
        left = progress.seconds_left
        values = {"done": progress.done, "total": progress.total, "fraction": round(progress.fraction, 4)}
        print_json({"progress": {**values, "seconds_left": None if left is None else round(left, 1)}})

    yield show


def _tell(report: ingesting.Report, json_: bool) -> None:
    values = {name: getattr(report, name) for name in _COUNTS}
    if json_:
        failed = [asdict(failure) for failure in report.failed]
        others = list(report.others)
        print_json({**values, "seconds": round(report.seconds, 2), "failed": failed, "others": others})
        return
    typer.echo(say("cli.ingest.done", **values, failed=len(report.failed), seconds=f"{report.seconds:.1f}"))
    _tell_failures(report.failed)
    if report.others:
        kinds = Counter(Path(name).suffix.lower() or Path(name).name for name in report.others)
        shown = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common(_KINDS))
        typer.echo(say("cli.ingest.others", count=len(report.others), kinds=shown), err=True)


def _tell_failures(failed: list[ingesting.Failure] | tuple[ingesting.Failure, ...]) -> None:
    for failure in failed:
        reason = say(f"ingest.{failure.code}", detail=failure.detail)
        typer.echo(f"  {failure.document}: {reason}", err=True)
