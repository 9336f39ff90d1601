"""Loaders: one module a format, each with `load(data, document) -> Document`."""

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from ingest.document import Document, UnreadableError
from ingest.loaders.clauses import structured
from ingest.loaders.tidy import tidied

Loader = Callable[[bytes, str], Document]

LOADER_VERSION = 4
LARGEST = 50_000_000
FORMATS = {
    ".md": "markdown",
    ".mdx": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".docx": "docx",
    ".pptx": "pptx",
    ".xlsx": "xlsx",
    ".odt": "odt",
    ".pdf": "pdf",
    ".eml": "eml",
}
_CONTAINERS = {".pdf": "pdf", ".docx": "zip", ".pptx": "zip", ".xlsx": "zip", ".odt": "zip"}
_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0": "doc/xls/ppt",
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF8": "gif",
    b"\x1f\x8b": "gz",
    b"\x7fELF": "exe",
    b"MZ\x90": "exe",
    b"{\\rtf": "rtf",
}


def load(data: bytes, document: str, *, suffix: str = "") -> Document:
    """Read a document by `suffix`, else by its name's. Raises UnreadableError for what can't be read."""
    suffix = (suffix or PurePosixPath(document).suffix).lower()
    if suffix not in FORMATS:
        raise UnreadableError("unsupported", suffix)
    if not data.strip(b"\0 \t\r\n"):
        raise UnreadableError("empty")
    _check_content(data, suffix)
    loader: Loader = import_module(f"ingest.loaders.{FORMATS[suffix]}").load
    try:
        found = loader(data, document)
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # one odd document must not end a run, however its parser fails
        raise UnreadableError("broken", type(error).__name__) from error
    found = tidied(found)
    found = replace(found, blocks=structured(found.blocks))
    if not any(block.text.strip() for block in found.blocks):
        raise UnreadableError("empty")
    return found


def _check_content(data: bytes, suffix: str) -> None:
    """Hold the first bytes against the name; office files with a password are kept in an OLE container."""
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), "")
    expected = _CONTAINERS.get(suffix, "")
    if kind == "doc/xls/ppt" and expected == "zip":
        raise UnreadableError("encrypted")
    if kind and kind != expected:
        raise UnreadableError("mislabelled", kind)
    if expected and not kind and not (expected == "pdf" and b"%PDF-" in data[:1024]):
        raise UnreadableError("broken")


def read(path: Path, *, largest: int = LARGEST) -> bytes:
    """Return a file's bytes. Raises UnreadableError `missing`, `unsupported`, `too_large` or `unreadable`."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):  # reading a pipe or a device may never end
            raise UnreadableError("unsupported", "pipe/device")
        if status.st_size > largest:
            raise UnreadableError("too_large", f"{status.st_size / 1e6:.0f} MB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableError("missing") from error
    except OSError as error:
        raise UnreadableError("unreadable", error.strerror or "") from error
