"""`reisplan rehearse` and `reisplan review`: how well the coach judges."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import Json, language, say


def _files(command: str) -> Any:
    return typer.Argument(help=say(f"cli.{command}.files"), show_default=False)


def register(app: typer.Typer) -> None:
    app.command("rehearse", help=say("cli.rehearse.help"))(rehearse)
    app.command("review", help=say("cli.review.help"))(review)


def rehearse(
    files: Annotated[list[Path] | None, _files("rehearse")] = None,
    json_: Json = False,
) -> None:
    from bot.coach import rehearsal

    rehearsal.rehearse(files or [], json_, language())


def review(
    files: Annotated[list[Path] | None, _files("review")] = None,
    json_: Json = False,
) -> None:
    from bot.coach import rehearsal

    rehearsal.review(files or [], json_, language())
