"""`reisplan rehearse` and `reisplan review`: how well the coach judges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.common import Json, fail, language, say, settings_for

if TYPE_CHECKING:
    from bot.coach.writing.orders import Ask

Model = Annotated[bool, typer.Option("--model", help=say("cli.by_model.help"))]


def _files(command: str) -> Any:
    return typer.Argument(help=say(f"cli.{command}.files"), show_default=False)


def register(app: typer.Typer) -> None:
    app.command("rehearse", help=say("cli.rehearse.help"))(rehearse)
    app.command("review", help=say("cli.review.help"))(review)


def rehearse(
    files: Annotated[list[Path] | None, _files("rehearse")] = None,
    json_: Json = False,
    model: Model = False,
) -> None:
    from bot.coach import rehearsal

    rehearsal.rehearse(files or [], json_, language(), _model() if model else None)


def review(
    files: Annotated[list[Path] | None, _files("review")] = None,
    json_: Json = False,
    model: Model = False,
) -> None:
    from bot.coach import rehearsal

    rehearsal.review(files or [], json_, language(), _model() if model else None)


def _model() -> Ask:
    """The configured language model; without one, or with one that doesn't answer, the command ends."""
    from bot.language_model import LanguageModel, check

    settings = settings_for(None)
    if not settings.llm_model:
        fail(say("cli.by_model.none"))
    if problem := check(settings):
        fail(say("cli.by_model.fails", model=settings.llm_model, problem=problem))
    return LanguageModel(settings).ask
