"""Running it: in this process, or in a thread beside whatever else runs."""

import asyncio
import socket
import threading
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import uvicorn

from bot.workplace.rate_limits import RateLimits
from bot.workplace.server import DEFAULT_MANIFEST, create_app
from bot.workplace.workspace import Timing, Workspace

HOST = "127.0.0.1"
DEFAULT_PORT = 8765


class Workplace:
    """The workplace in a thread: `with Workplace(database) as workplace: … workplace.url`.

    Port 0 takes a free one. Raises `OSError` where the port is taken, `ManifestError` for a wrong manifest.
    """

    def __init__(
        self,
        database: Path | str,
        manifest: Mapping[str, Any] | Path = DEFAULT_MANIFEST,
        *,
        port: int = 0,
        timing: Timing | None = None,
        limits: RateLimits | None = None,
        canvases: bool = False,
    ) -> None:
        self._listener = _listen(port)
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        try:
            self.app = create_app(
                database, manifest, base_url=self.url, timing=timing, limits=limits, canvases=canvases
            )
        except BaseException:
            self._listener.close()
            raise
        self._server = _server(self.app)
        self._thread = threading.Thread(target=self._run, name="workplace", daemon=True)

    @property
    def workspace(self) -> Workspace:
        """The state inside, for tests that look behind the wire."""
        workspace: Workspace = self.app.state.workspace
        return workspace

    def start(self) -> "Workplace":
        """Starts the thread; requests are answered from here on."""
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise RuntimeError("The workplace did not start")
            self._thread.join(0.01)
        return self

    def stop(self) -> None:
        """Stops it; everything that was answered is on disk."""
        self._server.should_exit = True
        self._thread.join(10)

    def __enter__(self) -> "Workplace":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._server.serve(sockets=[self._listener]))


def serve(
    database: Path | str, manifest: Mapping[str, Any] | Path = DEFAULT_MANIFEST, *, port: int = DEFAULT_PORT
) -> None:
    """Runs the workplace in this process until it is interrupted."""
    listener = _listen(port)
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    asyncio.run(_server(create_app(database, manifest, base_url=url)).serve(sockets=[listener]))


def _listen(port: int) -> socket.socket:
    # Named by its protocol, or asyncio leaves Nagle's algorithm on and every answer waits 40 ms.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError:
        listener.close()
        raise
    return listener


class _Server(uvicorn.Server):
    """Ends the open event streams first: uvicorn waits for them otherwise."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        app: Any = self.config.app
        workspace: Workspace = app.state.workspace
        workspace.bus.close()
        await super().shutdown(sockets)


def _server(app: Any) -> _Server:
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=2,
        ws_max_size=2**24,
        # A bot that loads a model may hold its interpreter for a while: that is no dead socket.
        ws_ping_timeout=60,
    )
    return _Server(config)
