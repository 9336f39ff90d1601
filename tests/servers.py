"""Servers that tests start on this machine: Chroma and PostgreSQL."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pgserver

from tests.product import wait_for


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def chroma_server(folder: Path, port: int | None = None) -> Iterator[str]:
    """Run `chroma run` on `folder`; gives its URL."""
    port = port or free_port()
    command = Path(sys.executable).with_name("chroma")
    given = ["run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)]
    with subprocess.Popen([command, *given], stdout=subprocess.DEVNULL, cwd=folder.parent) as process:
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(lambda: _answers(f"{url}/api/v2/heartbeat"), "a Chroma server")
            yield url
        finally:
            process.terminate()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).is_success
    except httpx.HTTPError:
        return False


@contextmanager
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL of its own; gives SQLAlchemy's URL."""
    folder = tempfile.mkdtemp()  # short: PostgreSQL's socket lies in it, and its path has a limit
    server = pgserver.get_server(folder)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)
