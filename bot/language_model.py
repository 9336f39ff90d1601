"""A language model, called through LangChain: what it is asked, and what can go wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from bot.settings import Settings
from prompts import answers, texts

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_RETRIES = 1
_MAX_TOKENS = 600
_CHECK_SECONDS = 10.0

T = TypeVar("T")


class ModelFailure(Exception):
    """The model gave no usable answer; `code` is a key under `answers.model`."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class LanguageModel:
    """The model that the settings name; nothing of it is imported before the first question."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: BaseChatModel | None = None

    def try_out(self) -> None:
        """Ask the shortest question there is. Raises ModelFailure."""
        prompt = answers.instructions(self._settings.reisplan_language)
        self.ask(prompt["check"], prompt["check"])

    def ask(self, system: str, human: str) -> str:
        """Return what the model says to a system prompt and a message. Raises ModelFailure."""
        return "".join(self.stream(system, human)).strip()

    def stream(self, system: str, human: str) -> Iterator[str]:
        """Return the same, piece by piece. Raises ModelFailure, also when nothing is said."""
        silent = True
        try:
            if self._model is None:
                self._model = _connect(self._settings)
            said = self._model.stream([("system", system), ("human", human)])
            for chunk in _within(self._settings.llm_timeout, said):
                silent = silent and not chunk.text.strip()
                yield str(chunk.text)
        except ModelFailure:
            raise
        except Exception as error:  # every provider raises its own kinds
            raise ModelFailure(_code(error)) from error
        if silent:
            raise ModelFailure("empty")


def check(settings: Settings) -> str | None:
    """Return what is wrong with the configured model, for a person to read; None when it answers."""
    timeout = min(settings.llm_timeout, _CHECK_SECONDS)
    try:
        LanguageModel(settings.model_copy(update={"llm_timeout": timeout})).try_out()
    except ModelFailure as failure:
        return texts(settings.reisplan_language)(f"answers.model.{failure.code}")
    return None


def _within(seconds: float, pieces: Iterator[T]) -> Iterator[T]:
    """Return the pieces while they are waited for no longer than this in all.

    The client's own time-out starts anew with each piece.
    """
    waited, since = 0.0, time.monotonic()
    for piece in pieces:
        waited += time.monotonic() - since
        if waited > seconds:
            raise ModelFailure("timeout")
        yield piece
        since = time.monotonic()


def _connect(settings: Settings) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {
        "timeout": settings.llm_timeout,
        "max_retries": _RETRIES,
        "max_tokens": _MAX_TOKENS,
        "temperature": 0,
    }
    if settings.llm_base_url:
        options["base_url"] = str(settings.llm_base_url)
        options["api_key"] = "-"  # a server of one's own often wants none, but the client insists
    if settings.llm_api_key:
        options["api_key"] = settings.llm_api_key.get_secret_value()
    if settings.llm_base_url and ":" not in settings.llm_model:
        options["model_provider"] = "openai"
    model: BaseChatModel = init_chat_model(settings.llm_model, **options)
    return model


def _code(error: Exception) -> str:
    """Tell by the error's name and status what went wrong, as the providers share no base class."""
    status = getattr(error, "status_code", None)
    name = type(error).__name__
    if "Timeout" in name:
        return "timeout"
    if status == 429:
        return "busy"
    if status in (401, 403):
        return "denied"
    if status == 404:
        return "unknown"
    if isinstance(error, ImportError | ValueError) and status is None:
        return "settings"
    return "unreachable" if "Connect" in name else "failed"
