"""The command `reisplan`."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from bot.cli import agenda, ask, coaching, doctor, evaluation, ingestion, library, serving
from bot.cli.common import say
from bot.cli.wording import Commands
from bot.settings import SettingsError
from prompts import TextsError
from prompts.yaml_files import PromptError

app = typer.Typer(
    cls=Commands,
    help=say("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
serving.register(app)
ask.register(app)
ingestion.register(app)
coaching.register(app)
doctor.register(app)
evaluation.register(app)
app.add_typer(library.app, name="knowledge")
app.add_typer(agenda.app, name="agenda")


def main() -> None:
    """Run the command; wrong settings or a disk that refuses end it with one message and exit code 2."""
    try:
        app()
    except (SettingsError, TextsError, PromptError) as error:
        _end(str(error))
    except OSError as error:
        _end(say("cli.disk", file=error.filename or "", reason=error.strerror or error))


def _end(message: str) -> NoReturn:
    print(message, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    main()
