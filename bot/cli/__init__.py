"""The command `reisplan`."""

from __future__ import annotations

import sys

import typer

from bot.cli import agenda, ask, coaching, doctor, ingestion, library, serving
from bot.cli.common import say
from bot.settings import SettingsError
from prompts import TextsError

app = typer.Typer(
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
app.add_typer(library.app, name="knowledge")
app.add_typer(agenda.app, name="agenda")


def main() -> None:
    """Run the command; settings that are wrong end it with exit code 2 and one message."""
    try:
        app()
    except (SettingsError, TextsError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
