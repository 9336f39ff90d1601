"""Faults on demand, for tests: off unless someone asks for them at `POST /workplace/faults`."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Faults:
    """`rate_limit` and `redeliver` count down, `delay_ms` stays; `method` "" is every method."""

    rate_limit: int = 0
    retry_after: int = 1
    redeliver: int = 0
    delay_ms: int = 0
    method: str = ""
    dropped: int = field(default=0)

    def clear(self) -> None:
        self.rate_limit = self.redeliver = self.delay_ms = 0
        self.retry_after, self.method = 1, ""

    def hits(self, method: str) -> bool:
        return self.method in ("", method)

    def take_rate_limit(self, method: str) -> bool:
        if self.rate_limit <= 0 or not self.hits(method):
            return False
        self.rate_limit -= 1
        return True

    def take_redelivery(self) -> bool:
        if self.redeliver <= 0:
            return False
        self.redeliver -= 1
        return True
