"""`reisplan doctor`: what is configured, what is reachable, what to do."""

from __future__ import annotations

from collections.abc import Callable

import typer

from bot.cli.common import Data, knowledge_message, say, settings_for
from bot.settings import Settings, SettingsError, require_slack


def register(app: typer.Typer) -> None:
    app.command("doctor", help=say("cli.doctor.help"))(doctor)


def doctor(data: Data = None) -> None:
    settings = settings_for(data)
    checks: list[Callable[[Settings], tuple[bool, str]]] = [
        _data,
        _store,
        _vectors,
        _knowledge,
        _slack,
        _model,
    ]
    results = [check(settings) for check in checks]
    for fine, message in results:
        typer.echo(f"{'✓' if fine else '✗'} {message}")
    if not all(fine for fine, _ in results):
        raise typer.Exit(1)


def _data(settings: Settings) -> tuple[bool, str]:
    folder = settings.reisplan_data.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return False, say("cli.doctor.data_bad", folder=folder, reason=error.strerror)
    return True, say("cli.doctor.data", folder=folder)


def _store(settings: Settings) -> tuple[bool, str]:
    from bot.app import open_store

    try:
        open_store(settings).close()
    except SettingsError as error:
        return False, str(error)
    return True, say("cli.doctor.store")


def _vectors(settings: Settings) -> tuple[bool, str]:
    if settings.chroma_url is None:
        return True, say("cli.doctor.vectors_here")
    from knowledge.errors import KnowledgeError
    from knowledge.vectors import check

    url = str(settings.chroma_url)
    try:
        version = check(url)
    except KnowledgeError as error:
        return False, knowledge_message(error)
    if not settings.knowledge_servers.database:
        return True, say("cli.doctor.vectors_one_machine", url=url, version=version)
    return True, say("cli.doctor.vectors", url=url, version=version)


def _knowledge(settings: Settings) -> tuple[bool, str]:
    from bot.services import open_knowledge
    from ingest import outdated
    from knowledge.errors import KnowledgeError

    try:
        base = open_knowledge(settings)
        documents, old = base.documents(), outdated(base)
    except KnowledgeError as error:
        return False, knowledge_message(error)
    if not documents:
        return False, say("cli.doctor.knowledge_empty")
    counts = say("cli.doctor.knowledge", documents=len(documents), chunks=sum(d.chunks for d in documents))
    return True, f"{counts} {say('cli.doctor.knowledge_outdated', count=old)}" if old else counts


def _slack(settings: Settings) -> tuple[bool, str]:
    from bot.app import identify, slack_client

    try:
        bot_token, _ = require_slack(settings)
        identity = identify(settings, slack_client(settings, bot_token))
    except SettingsError as error:
        return False, str(error)
    return True, say("cli.doctor.slack", team=identity.get("team", ""), user=identity.get("user", ""))


def _model(settings: Settings) -> tuple[bool, str]:
    if not settings.llm_model:
        return True, say("cli.doctor.no_model")
    from bot.language_model import check

    problem = check(settings)
    if problem:
        return False, say("cli.doctor.model_bad", model=settings.llm_model, reason=problem)
    return True, say("cli.doctor.model", model=settings.llm_model)
