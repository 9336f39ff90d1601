"""What a maintainer reads in Slack while documents are read in."""

from types import SimpleNamespace
from typing import Any

import pytest

from bot.handlers import maintenance
from prompts import texts


def progress(done: int, left: float | None) -> dict[str, Any]:
    return {"done": done, "total": 8, "fraction": done / 8, "seconds_left": left}


def test_how_far_it_is_and_how_long_it_still_takes() -> None:
    assert "8" in maintenance._how_far(texts("nl"), progress(0, None))
    told = maintenance._how_far(texts("nl"), progress(6, 75))
    assert all(part in told for part in ("6", "8", "75%", "1:15"))


def test_the_message_changes_at_most_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now, shown = [100.0], []
    client = SimpleNamespace(chat_update=lambda **call: shown.append(call["text"]))
    monkeypatch.setattr(maintenance.time, "monotonic", lambda: now[0])
    services: Any = SimpleNamespace(client=client)
    hear = maintenance._Message(services, texts("nl"), "D1", "1.1")
    for done, later in ((1, 0.0), (2, 0.5), (3, 0.5)):
        now[0] += later
        hear(progress(done, 9))
    assert [text.split("%")[0][-2:] for text in shown] == ["12", "38"]
