"""Socket Mode: sockets, envelopes and acks; events wait in the outbox until an app acks them."""

import asyncio
import contextlib
import json
import logging
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workplace import ids
from bot.workplace.faults import Faults
from bot.workplace.store import Json, Store

_BATCH = 100
_IDLE_SECONDS = 30.0
# What a closed socket left unacked goes to the next one at once, even where it was the last attempt.
_DUE_AGAIN = "update outbox set due = 0, attempt = min(attempt, ?)"
_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Socket:
    app: str
    link: WebSocket
    sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def send(self, message: Json) -> None:
        async with self.sending:
            await self.link.send_text(json.dumps(message))


class AckError(Exception):
    """An interaction got no answer: `app_not_connected` or `dispatch_failed`."""


class SocketHub:
    """Delivers at least once, in order of the outbox, each envelope to one of the app's sockets."""

    def __init__(self, store: Store, faults: Faults, ack_seconds: float, retries: tuple[float, ...]) -> None:
        self._store = store
        self._faults = faults
        self._ack_seconds = ack_seconds
        self._retries = retries
        self._tickets: dict[str, str] = {}
        self._sockets: dict[str, list[Socket]] = {}
        self._waiting: dict[str, tuple[Socket, asyncio.Future[Any]]] = {}
        self._sent: dict[str, tuple[Socket, int]] = {}
        self._work = asyncio.Event()
        self._joined = asyncio.Event()
        self.on_change: Callable[[], None] = lambda: None

    def connected(self, app: str) -> bool:
        return bool(self._sockets.get(app))

    def ticket(self, app: str) -> str:
        """Leave to connect once, as `apps.connections.open` gives it."""
        ticket = str(uuid.uuid4())
        self._tickets[ticket] = app
        return ticket

    def enqueue(self, app: str, payload: Json) -> None:
        """Puts an event in the outbox, in the transaction of what caused it."""
        # What comes while nobody listens counts as a failed first attempt: it goes out as a retry.
        self._store.run(
            "insert into outbox (app, payload, attempt, due) values (?, ?, ?, ?)",
            app, json.dumps(payload), 0 if self.connected(app) else 1, time.time(),
        )  # fmt: skip
        self._store.after_commit(self._work.set)

    async def serve(self, link: WebSocket) -> None:
        """Runs one app's WebSocket until it closes."""
        app = self._tickets.pop(link.query_params.get("ticket", ""), None)
        if app is None:
            await link.close(4001)
            return
        await link.accept()
        socket = Socket(app, link)
        try:
            await socket.send(self._hello(app))
            self._join(socket)
            while True:
                self._receive(await link.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._leave(socket)

    async def ask(self, app: str, kind: str, payload: Json, *, accepts_response: bool = True) -> Json:
        """Sends an interaction and returns what the app answered in its ack; raises `AckError`."""
        socket = await self._pick_or_wait(app)
        envelope_id = str(uuid.uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": accepts_response,
        }
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (socket, answer)
        try:
            await socket.send(envelope)
            return await asyncio.wait_for(answer, self._ack_seconds) or {}
        except (TimeoutError, RuntimeError, WebSocketDisconnect) as error:
            raise AckError("dispatch_failed") from error
        finally:
            self._waiting.pop(envelope_id, None)

    async def drop(self, *, refresh: bool) -> int:
        """Closes every socket: as Slack refreshes one, or without a word. Returns how many there were."""
        sockets = [socket for sockets in self._sockets.values() for socket in sockets]
        for socket in sockets:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                if refresh:
                    await socket.send(
                        {"type": "disconnect", "reason": "refresh_requested", "debug_info": _debug_info()}
                    )
                await socket.link.close(1000 if refresh else 1011)
            self._leave(socket)
        return len(sockets)

    async def deliver(self) -> None:
        """Sends what is due, for as long as the server runs."""
        while True:
            self._work.clear()
            try:
                pause = await self._deliver_due()
            except Exception:
                _log.exception("Delivery failed; it is tried again")
                pause = 1.0
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._work.wait(), pause)

    async def _deliver_due(self) -> float:
        pause = _IDLE_SECONDS
        for app in [app for app, sockets in self._sockets.items() if sockets]:
            rows = self._store.all(
                "select seq, payload, attempt from outbox where app = ? and due <= ?"
                " order by due, seq limit ?",
                app, time.time(), _BATCH,
            )  # fmt: skip
            for row in rows:
                await self._deliver_one(app, row["seq"], row["payload"], row["attempt"])
            following = self._store.one("select min(due) as due from outbox where app = ?", app)
            if following and following["due"] is not None:
                pause = min(pause, max(0.0, following["due"] - time.time()))
        return pause

    async def _deliver_one(self, app: str, seq: int, payload: str, attempt: int) -> None:
        if attempt > len(self._retries):
            self._store.run("delete from outbox where seq = ?", seq)
            return
        if not self.connected(app):
            return
        pause = self._retries[attempt] if attempt < len(self._retries) else 0.0
        self._store.run(
            "update outbox set attempt = ?, due = ? where seq = ?",
            attempt + 1, time.time() + self._ack_seconds + pause, seq,
        )  # fmt: skip
        await self._send_event(app, seq, payload, attempt)
        if self._faults.take_redelivery():
            await self._send_event(app, seq, payload, attempt + 1)

    async def _send_event(self, app: str, seq: int, payload: str, attempt: int) -> None:
        if not self.connected(app):
            return
        socket = self._pick(app)
        envelope_id = str(uuid.uuid4())
        envelope = {
            "envelope_id": envelope_id,
            "payload": json.loads(payload),
            "type": "events_api",
            "accepts_response_payload": False,
            "retry_attempt": attempt,
            "retry_reason": "timeout" if attempt else "",
        }
        self._sent[envelope_id] = (socket, seq)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await socket.send(envelope)

    def _receive(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        envelope_id = message.get("envelope_id", "") if isinstance(message, dict) else ""
        if envelope_id in self._waiting:
            _, answer = self._waiting[envelope_id]
            if not answer.done():
                answer.set_result(message.get("payload"))
        elif envelope_id in self._sent:
            _, seq = self._sent.pop(envelope_id)
            self._store.run("delete from outbox where seq = ?", seq)

    def _join(self, socket: Socket) -> None:
        sockets = self._sockets.setdefault(socket.app, [])
        if not sockets:
            self._store.run(f"{_DUE_AGAIN} where app = ?", len(self._retries), socket.app)
        sockets.append(socket)
        self._joined.set()
        self._work.set()
        self.on_change()

    def _leave(self, socket: Socket) -> None:
        sockets = self._sockets.get(socket.app, [])
        if socket not in sockets:
            return
        sockets.remove(socket)
        for envelope_id, (used, seq) in list(self._sent.items()):
            if used is socket:
                del self._sent[envelope_id]
                self._store.run(f"{_DUE_AGAIN} where seq = ?", len(self._retries), seq)
        for used, answer in list(self._waiting.values()):
            if used is socket and not answer.done():
                answer.set_exception(AckError("dispatch_failed"))
        self._work.set()
        self.on_change()

    async def _pick_or_wait(self, app: str) -> Socket:
        deadline = time.monotonic() + self._ack_seconds
        while not self.connected(app):
            self._joined.clear()
            try:
                await asyncio.wait_for(self._joined.wait(), deadline - time.monotonic())
            except TimeoutError as error:
                raise AckError("app_not_connected") from error
        return self._pick(app)

    def _pick(self, app: str) -> Socket:
        sockets = self._sockets[app]
        sockets.append(sockets.pop(0))
        return sockets[-1]

    def _hello(self, app: str) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets.get(app, [])) + 1,
            "debug_info": _debug_info() | {"build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": app},
        }


def _debug_info() -> Json:
    return {"host": f"applink-{ids.secret(8).lower()}"}
