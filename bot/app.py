"""The bot in one workspace: Bolt app, listeners and workflows, over Socket Mode."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress

import structlog
from slack_bolt import App, BoltResponse
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot import listeners, workflows
from bot.coach.engine import Coach
from bot.coach.judging.judge import judge
from bot.coach.lookups import Librarian
from bot.coach.writing.scribe import Scribe
from bot.coach.writing.support import Embed, Support
from bot.guidance import Guide
from bot.handlers import HANDLERS
from bot.language_model import LanguageModel
from bot.services import Library, Services
from bot.settings import Settings, SettingsError, require_slack
from bot.store import Store
from prompts import LANGUAGES, texts
from prompts.curriculum import load_curriculum
from prompts.writing import load_writing

_PATIENCE = 20.0  # seconds that a thread is kept waiting for a language model, twice at most
_REST = 5.0  # seconds before the model is loaded, which would slow down the answer to who asks right away

log = structlog.get_logger()


class Bot:
    """A running bot."""

    def __init__(self, settings: Settings) -> None:
        """Connect the parts; raises SettingsError when Slack can't be reached with these settings."""
        bot_token, self._app_token = require_slack(settings)
        client = slack_client(settings, bot_token)
        identity = identify(settings, client)
        library = Library(settings)
        self.services = Services(
            settings=settings,
            store=open_store(settings),
            client=client,
            team=identity["team_id"],
            bot_user=identity["user_id"],
            library=library,
            coach=_coach(settings),
            librarian=Librarian(Guide(library), _embedding(library)),
            scribe=_scribe(library, settings),
        )
        # Listeners finish before Slack is told "received": what was acknowledged is on disk.
        self._app = App(client=client, process_before_response=True, logger=_quiet())
        listeners.register(self._app, self.services)
        self._app.error(_log_failure)
        self._socket: SocketModeHandler | None = None

    def start(self) -> None:
        """Begin to work: first what an earlier run left, then what comes in. Returns at once.

        Raises SettingsError when Slack refuses the app token.
        """
        workflows.configure(self.services.settings.workflows_url)
        workflows.register(self.services, HANDLERS)
        workflows.launch(self.services)
        self._socket = SocketModeHandler(self._app, self._app_token, concurrency=10)
        logger = self._socket.client.logger
        try:
            logger.setLevel(logging.CRITICAL)  # what is wrong with the token is said below
            self._socket.connect()  # type: ignore[no-untyped-call]
            logger.setLevel(logging.ERROR)
        except SlackApiError as error:
            self.stop()
            say = texts(self.services.settings.reisplan_language)
            raise SettingsError(
                say("settings.app_token_refused", error=error.response.get("error"))
            ) from None
        threading.Thread(target=_warm, args=(self.services.library,), name="warm-up", daemon=True).start()

    def stop(self) -> None:
        """Stop listening, then working."""
        if self._socket:
            # Its reader may find the socket gone in the middle of reading, and calls that an error.
            self._socket.client.logger.setLevel(logging.CRITICAL)
            self._socket.close()  # type: ignore[no-untyped-call]
        workflows.stop()
        self.services.store.close()


def slack_client(settings: Settings, token: str) -> WebClient:
    """Return a Web API client that waits out rate limits and short failures."""
    base_url = str(settings.slack_api_url) if settings.slack_api_url else WebClient.BASE_URL
    client = WebClient(token=token, base_url=base_url, timeout=30)
    client.retry_handlers = [
        ConnectionErrorRetryHandler(max_retry_count=2),
        RateLimitErrorRetryHandler(max_retry_count=10),
        ServerErrorRetryHandler(max_retry_count=2),
    ]
    return client


def open_store(settings: Settings) -> Store:
    """Open the bot's database; raises SettingsError for one that can't be reached, read or written."""
    folder = settings.reisplan_data
    try:
        return Store(settings.database_url) if settings.database_url else Store.in_folder(folder)
    except DatabaseError as error:
        if "locked" in str(error):
            raise
        raise SettingsError(_why_no_store(settings, error)) from None
    except (ArgumentError, ImportError):
        raise SettingsError(_unknown_database(settings)) from None


def _why_no_store(settings: Settings, error: DatabaseError) -> str:
    say = texts(settings.reisplan_language)
    url = make_url(settings.database_url or f"sqlite:///{settings.reisplan_data / 'reisplan.db'}")
    reason = " ".join(str(error.orig).split())
    if url.get_backend_name() != "sqlite":
        return say("settings.database_unreachable", url=url.render_as_string(), reason=reason)
    if isinstance(error, OperationalError):  # a full disk, or no right to write there
        return say("cli.disk", file=url.database, reason=reason)
    return say("settings.store_bad", file=url.database)


def _unknown_database(settings: Settings) -> str:
    scheme, _, _ = settings.database_url.partition(":")  # what follows may hold a password
    return texts(settings.reisplan_language)("settings.database_unknown", url=f"{scheme}:…")


def identify(settings: Settings, client: WebClient) -> dict[str, str]:
    say = texts(settings.reisplan_language)
    try:
        return client.auth_test().data  # type: ignore[return-value]
    except SlackApiError as error:
        raise SettingsError(say("settings.slack_refused", error=error.response.get("error"))) from None
    except OSError:
        raise SettingsError(say("settings.slack_unreachable", url=client.base_url)) from None


def _quiet() -> logging.Logger:
    """Return a logger for Bolt, whose warnings about a request may quote what people wrote."""
    logger = logging.getLogger("bot.bolt")
    logger.setLevel(logging.ERROR)
    return logger


def _log_failure(error: Exception) -> BoltResponse:
    """Log which error it was, without what people wrote. Unacknowledged, an event is delivered again."""
    log.error("listener failed", error=type(error).__name__)
    return BoltResponse(status=500)


def _coach(settings: Settings) -> Coach:
    curricula = {language: load_curriculum(language) for language in LANGUAGES}
    adviser = bool(settings.adviser_email or settings.adviser_url)
    return Coach(curricula, judge, adviser=adviser)


def _scribe(library: Library, settings: Settings) -> Scribe | None:
    """Whoever takes the coach's orders to the language model; None without one."""
    for language in LANGUAGES:
        load_writing(language)
    if not settings.llm_model:
        return None
    patience = min(settings.llm_timeout, _PATIENCE)
    model = LanguageModel(settings.model_copy(update={"llm_timeout": patience}))
    return Scribe(model.ask, Support(_embedding(library)))


def _embedding(library: Library) -> Embed:
    """What tells how near texts are in meaning; the library is only opened when it is first asked."""
    return lambda said: library.open().embed(said, kind="passage")


def _warm(library: Library) -> None:
    """Read in what the first question needs, then the model that makes the later ones faster."""
    from knowledge import IndexMissing

    try:
        base = library.open()
        with suppress(IndexMissing):  # documents may still be on their way
            base.search("Waar begin je?")
        time.sleep(_REST)
        base.load()
    except Exception as error:  # the first question will tell the asker what is wrong
        log.info("knowledge base not ready", reason=type(error).__name__)
