"""What files of sources declared at their last run, so that what is taken out of one leaves the index."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from ingest.discovery import named
from ingest.given import remembered
from ingest.sources import is_file_of_sources, read_sources

_FILE = "declared.json"


def taken_out(folder: Path, paths: Sequence[str | Path], documents: Iterable[str]) -> list[str]:
    """Return those of `documents` that came from what the files of sources in `paths` no longer declare.

    What was also named by hand stays.
    """
    before = _kept(folder)
    lost = [name for path in _files(paths) for name in set(before.get(str(path), ())) - set(_names(path))]
    by_hand = [named(path) for given in remembered(folder).values() for path in given]
    return [name for name in documents if _is_under(name, lost) and not _is_under(name, by_hand)]


def keep(folder: Path, paths: Sequence[str | Path]) -> None:
    """Write down what the files of sources in `paths` declare now."""
    now = {str(path): _names(path) for path in _files(paths)}
    if now:
        kept = json.dumps({**_kept(folder), **now}, ensure_ascii=False, indent=1)
        unfinished = folder / f"{_FILE}.part"
        unfinished.write_text(kept, encoding="utf-8")
        unfinished.replace(folder / _FILE)


def _kept(folder: Path) -> dict[str, list[str]]:
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


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


def _is_under(document: str, names: Iterable[str]) -> bool:
    return any(document == name or document.startswith(f"{name.rstrip('/')}/") for name in names)
