"""The workspace: everything that lives between two requests, in one place."""

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.workplace import ids
from bot.workplace.faults import Faults
from bot.workplace.modal_stacks import Views
from bot.workplace.people import App, Directory, Person
from bot.workplace.rate_limits import RateLimits
from bot.workplace.socket_mode import SocketHub
from bot.workplace.sse import Bus
from bot.workplace.store import Json, Store
from bot.workplace.triggers import Triggers

if TYPE_CHECKING:
    from bot.workplace.statuses import Status

TEAM_NAME = "Werkplaats"


@dataclass(frozen=True, slots=True)
class Timing:
    """Slack's time limits in seconds; tests shorten them."""

    ack: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0
    status: float = 120.0
    stream: float = 300.0
    response_url: float = 1800.0


class Workspace:
    """State of the team. All methods run in the server's event loop."""

    def __init__(
        self,
        database: Path | str,
        base_url: str,
        timing: Timing,
        limits: RateLimits,
        *,
        canvases: bool = False,
    ) -> None:
        self.store = Store(database)
        self.base_url = base_url.rstrip("/")
        self.timing = timing
        self.limits = limits
        self.clock: Callable[[], float] = time.time
        self.faults = Faults()
        self.bus = Bus()
        self.directory = Directory(self.store)
        self.sockets = SocketHub(self.store, self.faults, timing.ack, timing.retries)
        self.sockets.on_change = self._tell_connection
        self.triggers = Triggers(timing.trigger)
        self.views = Views()
        self.wake = asyncio.Event()
        self.statuses: dict[tuple[str, str], Status] = {}
        self.message_states: dict[tuple[str, str, str], Json] = {}
        self.canvases_allowed = canvases
        self.team_id: str = self.store.fact("team_id") or ids.new_id("T")
        self.team_name = TEAM_NAME
        self.store.remember("team_id", self.team_id)
        self.store.run("delete from hooks where expires < ?", self.clock() - timing.response_url)

    @property
    def people(self) -> dict[str, Person]:
        return self.directory.people

    @property
    def apps(self) -> dict[str, App]:
        return self.directory.apps

    def now(self) -> int:
        return int(self.clock())

    def tell(self, event: str, data: Json, users: Iterable[str] | None = None) -> None:
        """Tells the pages of `users` once what happens now is committed."""
        audience = None if users is None else list(users)
        self.store.after_commit(lambda: self.bus.tell(event, data, audience))

    def _tell_connection(self) -> None:
        self.bus.tell("app", {"connected": any(self.sockets.connected(app) for app in self.apps)})
