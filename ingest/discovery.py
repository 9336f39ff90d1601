"""Which files there are to ingest, without reading them."""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from stat import S_ISDIR

from ingest.document import Failure
from ingest.loaders import FORMATS

_SKIPPED_FOLDERS = {"node_modules", "__pycache__", "site-packages", "venv"}
_SKIPPED_FILES = re.compile(r"(?:LICEN[CS]ES?(?:[-._].*)?|COPYING(?:[-._].*)?|~\$.*|\..*)", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_CORPUS_MARK = "SOURCE.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to ingest.

    `document` is its name in the knowledge base: the path as given, with forward slashes. `collection` is the
    name of the folder around it that has a SOURCE.json.
    """

    path: Path
    document: str
    collection: str = ""
    language: str = ""
    audience: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found. `folders` are the names of the folders searched through, each ending in "/".

    `gone` are documents that are known to exist no longer; what `closed` names, or is in a folder that it
    names, may still.
    `others` are files in those folders of a kind that no loader reads.
    """

    sources: tuple[Source, ...]
    folders: tuple[str, ...]
    failed: tuple[Failure, ...]
    gone: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def discover(paths: Sequence[str | Path]) -> Discovery:
    """Find the documents under files and folders, each once; links to folders are followed, loops are not."""
    sources: dict[str, Source] = {}
    folders: list[str] = []
    failed: list[Failure] = []
    others: list[str] = []
    for given in paths:
        path, name = Path(given), named(given)
        try:
            is_folder = S_ISDIR(path.stat().st_mode)
        except OSError as error:
            failed.append(_unseen(error, name))
            continue
        if is_folder:
            folders.append(f"{name}/")
            refused: list[OSError] = []
            for source in _in_folder(path, name, refused.append):
                if source.path.suffix.lower() in FORMATS:
                    sources[source.document] = source
                else:
                    others.append(source.document)
            failed += [_refusal(error, path, name) for error in refused]
        elif path.suffix.lower() not in FORMATS:
            failed.append(Failure(name, "unsupported", path.suffix))
        else:
            sources.setdefault(name, Source(path, name, _corpus_of(path.resolve().parent)))
    closed = tuple(f"{failure.document}/" for failure in failed if failure.code == "unreadable")
    found = tuple(sources[name] for name in sorted(sources))
    return Discovery(found, tuple(folders), tuple(failed), closed=closed, others=tuple(others))


def named(path: str | Path) -> str:
    """Return the name for a path: as given, with forward slashes, without "./" before and "/" after it.

    Linux lets names be any bytes; what can't be stored or shown becomes a question mark in a diamond.
    """
    text = os.fsencode(str(path)).decode("utf-8", errors="replace")
    return _UNSEEN.sub("\ufffd", str(PurePosixPath(text.replace("\\", "/"))))


def is_under(document: str, name: str) -> bool:
    """Tell whether a document goes by a name, or is in the folder that does."""
    return document == name or document.startswith(f"{name.rstrip('/')}/")


def _in_folder(root: Path, name: str, refuse: Callable[[OSError], None]) -> Iterator[Source]:
    """Every file, also of a kind that can't be read."""
    seen: set[tuple[int, int]] = set()
    _is_new(root, seen)
    collections = {str(root): _corpus_of(root.resolve())}
    for folder, subfolders, files in os.walk(root, onerror=refuse, followlinks=True):
        subfolders[:] = sorted(sub for sub in subfolders if _is_new(Path(folder, sub), seen))
        inherited = collections.get(folder) or collections.get(str(Path(folder).parent), "")
        collection = Path(folder).resolve().name if _CORPUS_MARK in files else inherited
        collections[folder] = collection
        relative = Path(folder).relative_to(root).as_posix()
        for file in sorted(files):
            if file != _CORPUS_MARK and not _SKIPPED_FILES.fullmatch(file):
                yield Source(Path(folder, file), _inside(name, relative, file), collection)


def _inside(name: str, *parts: str) -> str:
    return f"{name.rstrip('/')}/{named(Path(*parts))}"


def _unseen(error: OSError, name: str) -> Failure:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Failure(name, "missing")
    return Failure(name, "unreadable", error.strerror or "")


def _refusal(error: OSError, root: Path, name: str) -> Failure:
    """Name a folder that couldn't be listed as its documents are named."""
    inner = Path(str(error.filename)).relative_to(root).as_posix()
    return Failure(name if inner == "." else _inside(name, inner), "unreadable", error.strerror or "")


def _corpus_of(folder: Path) -> str:
    """Return the name of the nearest folder from here up that says where its documents come from, or ""."""
    return next((place.name for place in (folder, *folder.parents) if (place / _CORPUS_MARK).is_file()), "")


def _is_new(folder: Path, seen: set[tuple[int, int]]) -> bool:
    if folder.name.startswith(".") or folder.name in _SKIPPED_FOLDERS:
        return False
    try:
        status = folder.stat()
    except OSError:
        return False
    key = (status.st_dev, status.st_ino)
    new = key not in seen
    seen.add(key)
    return new
