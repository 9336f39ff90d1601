"""The server: routes, and what runs for as long as it does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot.workplace import acts, file_endpoints, page
from bot.workplace.api.endpoint import call_method
from bot.workplace.api.scheduled import post_due
from bot.workplace.guard import Guard
from bot.workplace.manifest import read_manifest
from bot.workplace.rate_limits import RateLimits
from bot.workplace.seed import seed
from bot.workplace.statuses import forget_statuses
from bot.workplace.workspace import Timing, Workspace

STATIC = Path(__file__).parent / "static"
DEFAULT_MANIFEST = Path(__file__).parents[2] / "manifest.yaml"


def create_app(
    database: Path | str,
    manifest: Mapping[str, Any] | Path = DEFAULT_MANIFEST,
    *,
    base_url: str = "http://127.0.0.1:8765",
    timing: Timing | None = None,
    limits: RateLimits | None = None,
    canvases: bool = False,
) -> Starlette:
    """The workplace over the SQLite file `database`, with the app that `manifest` describes installed.

    `base_url` is where it will listen: it is part of the addresses it gives out. Without `canvases` the team
    has none, as on a free plan. Raises `ManifestError`.
    """
    installed = read_manifest(manifest)
    workspace = Workspace(database, base_url, timing or Timing(), limits or RateLimits(), canvases=canvases)
    seed(workspace, installed)
    app = Starlette(routes=_routes(), middleware=[Middleware(Guard)], lifespan=_lifespan)
    app.state.workspace = workspace
    return app


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    ws: Workspace = app.state.workspace
    tasks = [asyncio.create_task(ws.sockets.deliver()), asyncio.create_task(_post_scheduled(ws))]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        forget_statuses(ws)
        ws.store.close()


async def _post_scheduled(ws: Workspace) -> None:
    while True:
        ws.wake.clear()
        pause = post_due(ws)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ws.wake.wait(), pause)


def _routes() -> list[Route | Mount | WebSocketRoute]:
    reads = {
        "people": page.read_people, "apps": page.read_apps, "state": page.read_state,
        "messages": page.read_messages, "views": page.read_views, "home_view": page.read_home,
        "prompts": page.read_prompts,
    }  # fmt: skip
    deeds = {
        "command": acts.do_command, "action": acts.do_action, "options": acts.do_options,
        "shortcut": acts.do_shortcut, "home": acts.do_home, "context": acts.do_context, "view": acts.do_view,
        "faults": acts.do_faults,
    }  # fmt: skip
    return [
        Route("/", _index),
        Route("/archives/{channel}/{message}", _archive),
        Route("/api/{method:path}", call_method, methods=["GET", "POST"]),
        WebSocketRoute("/link/", _link),
        Route("/workplace/events", page.stream_events),
        *(Route(f"/workplace/{name}", page.reading(read)) for name, read in reads.items()),
        *(Route(f"/workplace/{name}", acts.acting(act), methods=["POST"]) for name, act in deeds.items()),
        Route("/actions/{team}/{number}/{hook}", acts.use_response_url, methods=["POST"]),
        Route("/commands/{team}/{number}/{hook}", acts.use_response_url, methods=["POST"]),
        Route("/upload/v1/{ticket}", file_endpoints.receive_upload, methods=["POST"]),
        Route("/workplace/upload", file_endpoints.upload_as_person, methods=["POST"]),
        Route("/files/{file}/{name:path}", file_endpoints.download),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
    ]


async def _index(request: Request) -> Response:
    index = STATIC / "index.html"
    if not index.exists():
        return JSONResponse({"ok": False, "error": "page_not_found"}, status_code=404)
    return FileResponse(index, headers={"Cache-Control": "no-cache"})


async def _archive(request: Request) -> Response:
    """A permalink: the page opens the message, in its thread where it is a reply."""
    channel, message = request.path_params["channel"], request.path_params["message"]
    thread_ts = request.query_params.get("thread_ts", "").replace(".", "")
    thread = f"p{thread_ts}/" if thread_ts.isdigit() else ""
    return RedirectResponse(f"/#/archives/{channel}/{thread}{message}")


async def _link(websocket: WebSocket) -> None:
    await websocket.app.state.workspace.sockets.serve(websocket)
