"""Slack's rate limits: tiers per app and method, and one message a second per channel, with bursts."""

import time
from dataclasses import dataclass, field

# Calls a minute, as Slack's tiers promise at least. Posting has its own limit, per channel.
TIERS = {1: 1.0, 2: 20.0, 3: 50.0, 4: 100.0, 0: 600.0}
POSTING_PER_MINUTE = 60.0


@dataclass(slots=True)
class RateLimits:
    """Token buckets. `burst` is how many minutes' worth may come at once, `enforced` False lifts them all."""

    burst: float = 10.0
    enforced: bool = True
    _buckets: dict[tuple[str, ...], tuple[float, float]] = field(default_factory=dict)

    def wait_for_call(self, app: str, method: str, tier: int) -> int:
        """Seconds until `app` may call `method` again, 0 now."""
        return self._take((app, method), TIERS[tier])

    def wait_for_post(self, app: str, channel: str) -> int:
        return self._take((app, "post", channel), POSTING_PER_MINUTE)

    def _take(self, key: tuple[str, ...], per_minute: float) -> int:
        if not self.enforced:
            return 0
        now, full = time.monotonic(), max(1.0, per_minute * self.burst)
        level, at = self._buckets.get(key, (full, now))
        level = min(full, level + (now - at) * per_minute / 60)
        if level < 1:
            self._buckets[key] = (level, now)
            return max(1, round((1 - level) * 60 / per_minute + 0.5))
        self._buckets[key] = (level - 1, now)
        return 0
