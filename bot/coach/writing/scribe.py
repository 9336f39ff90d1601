"""Whoever carries the coach's orders to the model, and leaves a model alone that doesn't answer."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from bot.coach.writing.orders import Ask, Order, Supports, Written
from bot.language_model import ModelFailure

_REST = 60.0  # seconds; a thread isn't kept waiting again for a model that just failed

log = structlog.get_logger()


class Scribe:
    """Asks outside any turn or transaction; what it returns is kept by the caller."""

    def __init__(self, ask: Ask, supports: Supports, clock: Callable[[], float] = time.monotonic) -> None:
        self._ask = ask
        self._supports = supports
        self._clock = clock
        self._resting_until = 0.0

    def write(self, order: Order) -> Written:
        """What the model wrote and the checks let through; a failure is a result too."""
        if self._clock() < self._resting_until:
            return Written(failure="resting")
        try:
            return order.write(self._ask, self._supports)
        except ModelFailure as failure:
            log.warning("model failed", order=type(order).__name__, code=failure.code)
            self._resting_until = self._clock() + _REST
            return Written(failure=failure.code)
        except Exception as error:  # a check that can't run, for want of the embedding model say
            log.error("order not written", order=type(order).__name__, error=type(error).__name__)
            return Written(failure="failed")
