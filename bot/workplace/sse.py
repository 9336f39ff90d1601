"""What changes, told to the open pages as Server-Sent Events."""

import asyncio
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from bot.workplace.store import Json

KEPT = 2_000
PING_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Notice:
    """One change: `users` is who may know of it, None is everyone."""

    id: int
    event: str
    data: Json
    users: frozenset[str] | None

    def encode(self) -> str:
        return f"id: {self.id}\nevent: {self.event}\ndata: {json.dumps(self.data, ensure_ascii=False)}\n\n"


class Bus:
    """Keeps the latest notices, so that a page that reconnects misses nothing."""

    def __init__(self) -> None:
        self._kept: deque[Notice] = deque(maxlen=KEPT)
        self._queues: dict[asyncio.Queue[Notice | None], str] = {}
        # Ids start at the clock: higher than any that a page got from an earlier run.
        self.last_id = time.time_ns() // 1_000_000

    def tell(self, event: str, data: Json, users: Iterable[str] | None = None) -> None:
        self.last_id += 1
        notice = Notice(self.last_id, event, data, None if users is None else frozenset(users))
        self._kept.append(notice)
        for queue, user in self._queues.items():
            if notice.users is None or user in notice.users:
                queue.put_nowait(notice)

    def close(self) -> None:
        """Ends every open stream, so that the server can stop."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def stream(self, user: str, after: int | None) -> AsyncIterator[str]:
        """The notices for `user`, from id `after` on or else from now, with a ping where it is quiet."""
        queue: asyncio.Queue[Notice | None] = asyncio.Queue()
        if after is not None:
            for notice in self._kept:
                if notice.id > after and (notice.users is None or user in notice.users):
                    queue.put_nowait(notice)
        self._queues[queue] = user
        try:
            yield f": open\nid: {self.last_id if after is None else after}\n\n"
            while True:
                try:
                    notice_or_end = await asyncio.wait_for(queue.get(), PING_SECONDS)
                except TimeoutError:
                    yield ": ping\n\n"
                    continue
                if notice_or_end is None:
                    return
                yield notice_or_end.encode()
        finally:
            del self._queues[queue]
