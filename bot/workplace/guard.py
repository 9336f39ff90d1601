"""Keeps other web pages out: only loopback names as Host, only ourselves as Origin."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
        b"form-action 'self'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """ASGI middleware over everything, WebSocket handshakes included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not is_allowed(Headers(scope=scope), _port(scope) or 80):
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        response = JSONResponse({"ok": False, "error": "invalid_origin"}, status_code=403)
        await response(scope, receive, send)


def is_allowed(headers: Headers, port: int) -> bool:
    """Whether Host names this machine, and Origin (where there is one) the same place.

    Host may lack its port: slack_sdk's own socket client leaves it out, and then `port` is what counts.
    """
    host = _address(f"//{headers.get('host', '')}")
    if host is None or host[0] not in _LOOPBACK:
        return False
    if "origin" not in headers:
        return True
    origin = _address(headers["origin"])
    return origin is not None and origin[0] == host[0] and (origin[1] or 80) == (host[1] or port)


def _address(text: str) -> tuple[str, int | None] | None:
    try:
        parts = urlsplit(text)
        return (parts.hostname or "", parts.port) if parts.hostname else None
    except ValueError:
        return None


def _port(scope: Scope) -> int | None:
    server = scope.get("server")
    return server[1] if server else None


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            present = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"], *(item for item in _HEADERS if item[0] not in present)]
        await send(message)

    return sending
