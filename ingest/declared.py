"""What files of sources declared at their last run, so that what is taken out of one leaves the index."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest import state
from ingest.discovery import is_under, named
from ingest.given import remembered
from ingest.sources import is_file_of_sources, read_sources

_FILE = "declared.json"


def taken_out(folder: Path, paths: Sequence[str | Path], documents: Iterable[str]) -> list[str]:
    """Return those of `documents` that came from what the files of sources in `paths` no longer declare.

    What was also named by hand stays.
    """
    before = state.read(folder / _FILE)
    lost = [name for path in _files(paths) for name in set(before.get(str(path), ())) - set(_names(path))]
    by_hand = [named(path) for given in remembered(folder).values() for path in given]
    return [name for name in documents if _is_under_any(name, lost) and not _is_under_any(name, by_hand)]


def keep(folder: Path, paths: Sequence[str | Path]) -> None:
    """Write down what the files of sources in `paths` declare now."""
    now = {str(path): _names(path) for path in _files(paths)}
    if now:
        state.write(folder / _FILE, {**state.read(folder / _FILE), **now})


def _files(paths: Sequence[str | Path]) -> list[Path]:
    return [Path(path).absolute() for path in paths if is_file_of_sources(path)]


def _names(file: Path) -> list[str]:
    """How the documents of each source begin."""
    sources = read_sources(file)
    sites = [str(source.sitemap).rpartition("/")[0] for source in sources if source.sitemap]
    return [
        *(named(source.path) for source in sources if source.path),
        *(page for source in sources for page in source.pages),
        *sites,
    ]


def _is_under_any(document: str, names: Iterable[str]) -> bool:
    return any(is_under(document, name) for name in names)
