"""Everything that a run is to ingest: files, folders, declared sources, and web pages as fetched copies."""

import hashlib
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ingest.discovery import Discovery, Source, discover
from ingest.document import Failure, UnreadableError
from ingest.sources import Declared, is_file_of_sources, read_sources
from ingest.web import Fetcher

_ADDRESS = re.compile(r"^(https?):/+(?=[^/])", re.IGNORECASE)  # a Path holds only one of the two slashes


def gather(
    paths: Sequence[str | Path], cache: Path, fetcher: Callable[[bool], Fetcher] | None = None
) -> Discovery:
    """Find what `paths` name: files, folders, addresses and files of sources (`.yaml`).

    Pages are kept under `cache`, so that what is fresh enough isn't fetched again and what can't be reached
    now stays as it was. Raises SourcesInvalid.
    """
    parts = [_found(source, cache, fetcher) for given in paths for source in _declared(given)]
    sources = {source.document: source for part in parts for source in part.sources}
    return Discovery(
        tuple(sources.values()),  # in the order given: what is named first answers first
        tuple(name for part in parts for name in part.folders),
        tuple(failure for part in parts for failure in part.failed),
        tuple(name for part in parts for name in part.gone),
        tuple(name for part in parts for name in part.closed),
        tuple(name for part in parts for name in part.others),
    )


def _declared(given: str | Path) -> list[Declared]:
    if _ADDRESS.match(str(given)):
        return [Declared.model_validate({"url": _ADDRESS.sub(r"\1://", str(given)), "refresh": "always"})]
    if is_file_of_sources(given):
        return read_sources(Path(given))
    return [Declared(path=str(given))]


def _found(declared: Declared, cache: Path, fetcher: Callable[[bool], Fetcher] | None) -> Discovery:
    if declared.path:
        found = discover([declared.path])
        return replace(found, sources=tuple(_labelled(source, declared) for source in found.sources))
    web = fetcher(declared.private) if fetcher else Fetcher(private=declared.private)
    try:
        return _pages(declared, cache, web)
    finally:
        web.close()


def _labelled(source: Source, declared: Declared) -> Source:
    return replace(
        source,
        collection=declared.collection or source.collection,
        language=declared.language or source.language,
        audience=declared.audience,
        owner=declared.owner,
    )


def _pages(declared: Declared, cache: Path, web: Fetcher) -> Discovery:
    folders: tuple[str, ...] = ()
    pages = declared.pages
    if declared.sitemap:
        try:
            pages = web.sitemap(str(declared.sitemap))
        except UnreadableError as error:
            return Discovery((), (), (Failure(str(declared.sitemap), error.code, error.detail),))
        folders = (str(declared.sitemap).rpartition("/")[0] + "/",) if pages else ()
    sources: list[Source] = []
    failed: list[Failure] = []
    gone: list[str] = []
    for url in pages:
        try:
            copy = _copy(url, cache, declared.period, web)
        except UnreadableError as error:
            failed.append(Failure(url, error.code, error.detail))
            kept = _kept(url, cache)
            if error.code == "gone":
                gone.append(url)
                _forget(url, cache)
            elif kept:
                sources.append(_labelled(Source(kept, url), declared))
        else:
            sources.append(_labelled(Source(copy, url), declared))
    # What couldn't be had now isn't gone, though there may be no copy of it.
    closed = tuple(failure.document for failure in failed if failure.code != "gone")
    return Discovery(tuple(sources), folders, tuple(failed), tuple(gone), closed)


def _copy(url: str, cache: Path, period: timedelta, web: Fetcher) -> Path:
    """Return the kept copy of a page, fetched again when it is older than `period`."""
    kept = _kept(url, cache)
    if kept and time.time() - kept.stat().st_mtime < period.total_seconds():
        return kept
    page = web.page(url)
    cache.mkdir(parents=True, exist_ok=True)
    target = cache / f"{_name(url)}{page.suffix}"
    if kept and kept != target:
        kept.unlink()
    unfinished = target.with_suffix(".part")
    unfinished.write_bytes(page.data)
    return unfinished.replace(target)


def _kept(url: str, cache: Path) -> Path | None:
    return next((path for path in cache.glob(f"{_name(url)}.*") if path.suffix != ".part"), None)


def _forget(url: str, cache: Path) -> None:
    if kept := _kept(url, cache):
        kept.unlink()


def _name(url: str) -> str:
    return hashlib.blake2b(url.encode(), digest_size=16).hexdigest()
