"""`reisplan agenda`: list, export and delete agendas."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.orm import Session

from bot.cli.common import Data, Json, fail, print_json, say, settings_for

app = typer.Typer(help=say("cli.agenda.help"), no_args_is_help=True, rich_markup_mode=None)

_FIELDS = ("id", "channel", "thread_ts", "organisation", "stage", "status")


@app.command("list", help=say("cli.agenda.list"))
def list_(json_: Json = False, data: Data = None) -> None:
    from bot import agendas

    with _session(data) as session:
        rows = [{field: getattr(agenda, field) for field in _FIELDS} for agenda in agendas.every(session)]
    if json_:
        for row in rows:
            print_json(row)
        return
    if not rows:
        typer.echo(say("cli.agenda.none"), err=True)
        return
    table = Table(*_FIELDS)
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)


@app.command(help=say("cli.agenda.export"))
def export(
    id_: Annotated[str, typer.Argument(metavar="ID", show_default=False)] = "",
    person: Annotated[str, typer.Option(help=say("cli.agenda.person"), show_default=False)] = "",
    format_: Annotated[str, typer.Option("--format", help=say("cli.agenda.format"))] = "md",
    output: Annotated[Path | None, typer.Option(help=say("cli.agenda.output"), show_default=False)] = None,
    data: Data = None,
) -> None:
    from bot import privacy
    from bot.coach.documents import export as exporting
    from bot.store.agendas import Agenda

    if format_ not in ("md", "docx", "json"):
        raise typer.BadParameter(say("cli.agenda.format"), param_hint="--format")
    if format_ == "docx" and output is None and sys.stdout.isatty():
        fail(say("cli.agenda.docx_output"), 2)
    if bool(id_) == bool(person):
        fail(say("cli.agenda.what"), 2)
    with _session(data) as session:
        if person:
            content = json.dumps(
                privacy.export_person(session, person), ensure_ascii=False, indent=2
            ).encode()
        else:
            agenda = session.get(Agenda, id_)
            if agenda is None:
                fail(say("cli.agenda.unknown", id=id_), 2)
            content = exporting.export(session, agenda, format_)
    if output:
        output.write_bytes(content)
    else:
        typer.echo(content, nl=not content.endswith(b"\n") and format_ != "docx")


@app.command(help=say("cli.agenda.delete"))
def delete(
    id_: Annotated[str, typer.Argument(metavar="ID", show_default=False)] = "",
    person: Annotated[str, typer.Option(help=say("cli.agenda.person"), show_default=False)] = "",
    data: Data = None,
) -> None:
    from bot import privacy
    from bot.store.agendas import Agenda

    if bool(id_) == bool(person):
        fail(say("cli.agenda.what"), 2)
    with _session(data) as session:
        if person:
            privacy.forget_person(session, person)
        else:
            agenda = session.get(Agenda, id_)
            if agenda is None:
                fail(say("cli.agenda.unknown", id=id_), 2)
            privacy.forget_agenda(session, agenda)
    typer.echo(say("cli.agenda.deleted"))


@contextmanager
def _session(data: Path | None) -> Iterator[Session]:
    from bot.app import open_store

    store = open_store(settings_for(data))
    with store.session() as session:
        yield session
    store.close()
