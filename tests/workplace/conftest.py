import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.workplace import Workplace
from tests.workplace.support import QUICK, Office, manifest


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with Workplace(tmp_path / "workplace.db", manifest(), timing=QUICK) as workplace:
        office = Office(workplace)
        yield office
        office.close()


@pytest.fixture
def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
