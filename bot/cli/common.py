"""What the commands share: options, settings, errors, output."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import structlog
import typer
from dotenv import dotenv_values

from bot.settings import Settings, SettingsError, load_settings
from prompts import Texts, texts

if TYPE_CHECKING:
    from knowledge.base import KnowledgeBase


def language() -> str:
    """Return the language of the command line: "nl" or "en"."""
    return os.environ.get("REISPLAN_LANGUAGE") or dotenv_values(".env").get("REISPLAN_LANGUAGE") or "nl"


say: Texts = texts(language())

Data = Annotated[Path | None, typer.Option("--data", help=say("cli.data"), show_default=False)]
Questions = Annotated[list[Path] | None, typer.Option(help=say("cli.questions"), show_default=False)]
Json = Annotated[bool, typer.Option("--json", help=say("cli.json"))]


def settings_for(data: Path | None) -> Settings:
    """Return the settings, with the data folder of `--data` when it is given; sets logging up."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    settings = load_settings()
    if data:
        settings = settings.model_copy(update={"reisplan_data": data})
    _check_folder(settings.reisplan_data.absolute())
    return settings


def _check_folder(folder: Path) -> None:
    """Raise SettingsError unless the data folder is there or can be made."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        raise SettingsError(say("cli.folder_bad", folder=folder))


@contextmanager
def knowledge_base(settings: Settings) -> Iterator[KnowledgeBase]:
    """Open the knowledge base; what is wrong with it ends the command with exit code 1 and what to do."""
    from knowledge.base import KnowledgeBase
    from knowledge.errors import KnowledgeError

    try:
        yield KnowledgeBase.open(
            settings.knowledge_folder,
            model=settings.embedding_model or None,
            reranker=settings.reranker_model or None,
        )
    except KnowledgeError as error:
        fail(knowledge_message(error))


def knowledge_message(error: Any) -> str:
    """Return what is wrong with the knowledge base, in the user's language."""
    from ingest.errors import IngestError

    area = "ingest" if isinstance(error, IngestError) else "knowledge"
    return say(f"{area}.{error.code}", **error.values)


def fail(message: str, code: int = 1) -> NoReturn:
    """End the command with a message on stderr."""
    typer.echo(message, err=True)
    raise typer.Exit(code)


def print_json(value: Any) -> None:
    """Print one JSON object on a line of its own."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def read_questions(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Read question files (JSON Lines); exit code 2 names the file and line that is wrong."""
    questions = []
    for file in files:
        if not file.is_file():
            fail(say("cli.no_file", file=file), 2)
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                questions.append(_question(file, number, line))
    return questions


def _question(file: Path, number: int, line: str) -> dict[str, Any]:
    try:
        question = json.loads(line)
    except ValueError:
        question = None
    if not isinstance(question, dict) or not {"id", "question"} <= question.keys():
        fail(say("cli.bad_question", file=file, line=number), 2)
    return dict(question or {})
