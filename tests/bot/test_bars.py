"""What a maintainer sees while documents are read in."""

import io

import pytest
from rich.console import Console

from bot.cli import bars
from bot.cli.common import say
from ingest import Progress


def test_a_bar_shows_how_far_how_fast_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    terminal = Console(file=shown, force_terminal=True, width=120)
    monkeypatch.setattr(bars, "Console", lambda **_: terminal)
    with bars.documents_bar() as show:
        show(Progress(done=3, total=4, chunks=60, document="a.md", fraction=0.75, seconds=30))
        terminal.print()  # draws the bar above it
    for part in ("3/4", say("cli.ingest.rate", rate="2"), say("cli.ingest.left", time="0:00:10")):
        assert part in shown.getvalue()


def test_without_a_terminal_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(bars, "Console", lambda **_: Console(file=shown, force_terminal=False))
    with bars.documents_bar() as show:
        show(Progress(done=3, total=4, chunks=60, document="a.md", fraction=0.75, seconds=30))
    assert not shown.getvalue().strip()
