"""The whole index anew, with another embedding model."""

from collections.abc import Callable
from pathlib import Path

from ingest.sync import alone
from knowledge import rebuilding
from knowledge.servers import HERE, Servers


def rebuild(
    folder: Path,
    *,
    model: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    servers: Servers = HERE,
) -> int:
    """Embed all that is in the knowledge base again; see `knowledge.rebuilding`. Raises IngestRunning too."""
    with alone(folder):
        return rebuilding.rebuild(folder, model=model, progress=progress, servers=servers)
