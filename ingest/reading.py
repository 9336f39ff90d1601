"""Documents read in a process of their own, so that none can hold up a run or take the machine's memory."""

import multiprocessing
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from ingest.document import Document, UnreadableError
from ingest.loaders import load, read

SECONDS = 600.0  # for one document; a report of a thousand pages may take minutes
_MEMORY = 6_000_000_000  # bytes of addresses; what a reader really takes is far less
_AT_ONCE = 300_000  # bytes of text that are read here: that is safe, and a process costs a second to start
_SAFE = (".md", ".mdx", ".markdown", ".txt", ".text")


class Reader:
    """Reads documents, one at a time; use it as a context manager."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._worker: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, path: Path, document: str, *, largest: int) -> Document:
        """Read a file. Raises UnreadableError, `too_heavy` for one that takes too long or too much memory."""
        data = read(path, largest=largest)
        if path.suffix.lower() in _SAFE and len(data) <= _AT_ONCE:
            return load(data, document, suffix=path.suffix)
        return self._read_apart(data, document, path.suffix)

    def _read_apart(self, data: bytes, document: str, suffix: str) -> Document:
        line = self._line or self._start()
        try:
            line.send((data, document, suffix))
            found = line.recv() if line.poll(self._seconds) else UnreadableError("too_heavy")
        except (EOFError, OSError):  # the system ended it, most likely for its memory
            found = UnreadableError("too_heavy")
        if isinstance(found, Document):
            return found
        if found.code == "too_heavy":
            self._stop()
        raise found

    def _start(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._worker = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._worker.start()
        theirs.close()
        return self._line

    def _stop(self) -> None:
        if self._worker and self._line:
            self._line.close()
            self._worker.kill()
            self._worker.join()
        self._worker = self._line = None


def _serve(line: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the run, which then ends this
    with suppress(ValueError, OSError):  # not every system lets itself be limited
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with suppress(EOFError, OSError):
        while True:
            line.send(_loaded(*line.recv()))


def _loaded(data: bytes, document: str, suffix: str) -> Document | UnreadableError:
    try:
        return load(data, document, suffix=suffix)
    except UnreadableError as error:
        return UnreadableError(error.code, error.detail)
    except MemoryError:
        return UnreadableError("too_heavy")
