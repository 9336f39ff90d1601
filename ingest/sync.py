"""The knowledge base in line with files and folders: only what changed is read, split and embedded."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout
from more_itertools import constrained_batches

from ingest.declared import keep, taken_out
from ingest.discovery import Discovery, Source
from ingest.document import Document, Failure, UnreadableError
from ingest.errors import IngestRunning
from ingest.gathering import gather
from ingest.loaders import LARGEST, LOADER_VERSION, read
from ingest.reading import Reader
from ingest.report import Preview, Progress, Report
from ingest.splitter import SPLITTER_VERSION, split
from knowledge.base import TOGETHER, KnowledgeBase
from knowledge.language import detect
from knowledge.models import Chunk, DocumentInfo

_VERSION = f"-{LOADER_VERSION}.{SPLITTER_VERSION}"
_ENOUGH_TO_TELL_LANGUAGE = 3000


@dataclass(frozen=True, slots=True)
class _Work:
    source: Source
    size: int
    fingerprint: str
    known: bool


@dataclass(frozen=True, slots=True)
class _Ready:
    """A document that was read and split; `info` is None for one that can't be read."""

    work: _Work
    info: DocumentInfo | None
    chunks: Sequence[Chunk] = ()


def ingest(
    paths: Sequence[str | Path],
    base: KnowledgeBase,
    *,
    progress: Callable[[Progress], None] | None = None,
    largest: int = LARGEST,
) -> Report:
    """Bring `base` in line with files, folders, web addresses and files of sources (`sources.yaml`).

    A document is written as a whole, so a run that is broken off keeps what it did and the next one goes on
    from there. What can't be read is reported and skipped; an older version of it keeps answering.
    Raises IngestRunning while another run is busy with the same knowledge base, and SourcesInvalid.
    """
    with alone(base.folder):
        report = _Run(base, progress, largest).run(_found(paths, base))
        keep(base.folder, paths)
    return report


def preview(paths: Sequence[str | Path], base: KnowledgeBase, *, largest: int = LARGEST) -> Preview:
    """Say what `ingest` would do; nothing is written but copies of web pages. Raises SourcesInvalid."""
    return _Run(base, None, largest).preview(_found(paths, base))


def _found(paths: Sequence[str | Path], base: KnowledgeBase) -> Discovery:
    found = gather(paths, base.folder / "pages")
    lost = taken_out(base.folder, paths, [info.document for info in base.documents()])
    return replace(found, gone=(*found.gone, *lost))


def outdated(base: KnowledgeBase) -> int:
    """Count the documents that an earlier version read and split; ingesting them again does those anew."""
    return sum(not info.content_hash.endswith(_VERSION) for info in base.documents())


class _Run:
    def __init__(
        self, base: KnowledgeBase, progress: Callable[[Progress], None] | None, largest: int
    ) -> None:
        self._base = base
        self._progress = progress
        self._largest = largest
        self._begun = time.monotonic()
        self._failed: list[Failure] = []
        self._chunks = 0
        self._written = {True: 0, False: 0}

    def run(self, found: Discovery) -> Report:
        self._failed += found.failed
        known = {info.document: info.content_hash for info in self._base.documents()}
        work = list(self._to_do(found.sources, known))
        self._write_all(work)
        removed = self._remove_gone(found, known)
        unchanged = len(found.sources) + len(found.failed) - len(self._failed) - sum(self._written.values())
        return Report(
            added=self._written[False],
            changed=self._written[True],
            unchanged=unchanged,
            removed=removed,
            failed=tuple(self._failed),
            chunks=self._chunks,
            seconds=time.monotonic() - self._begun,
            others=found.others,
        )

    def preview(self, found: Discovery) -> Preview:
        known = {info.document: info.content_hash for info in self._base.documents()}
        work = list(self._to_do(found.sources, known))
        failed = (*found.failed, *self._failed)
        touched = {item.source.document for item in work} | {failure.document for failure in failed}
        return Preview(
            added=tuple(item.source.document for item in work if not item.known),
            changed=tuple(item.source.document for item in work if item.known),
            unchanged=tuple(s.document for s in found.sources if s.document not in touched),
            removed=tuple(gone_from(found, known)),
            failed=failed,
        )

    def _to_do(self, sources: Sequence[Source], known: dict[str, str]) -> Iterator[_Work]:
        for source in sources:
            try:
                data = read(source.path, largest=self._largest)
            except UnreadableError as error:
                self._failed.append(Failure(source.document, error.code, error.detail))
                continue
            fingerprint = _fingerprint(data, source)
            if known.get(source.document) != fingerprint:
                yield _Work(source, len(data), fingerprint, source.document in known)

    def _write_all(self, work: list[_Work]) -> None:
        total, done, done_size = sum(item.size for item in work) or 1, 0, 0
        self._tell(0, len(work), "", 0.0)
        with Reader() as reader:
            documents = (self._read(item, reader) for item in work)
            for group in constrained_batches(documents, TOGETHER, get_len=_size, strict=False):
                self._write(group)
                done += len(group)
                done_size += sum(ready.work.size for ready in group)
                self._tell(done, len(work), group[-1].work.source.document, done_size / total)

    def _read(self, item: _Work, reader: Reader) -> _Ready:
        source = item.source
        try:
            document = reader.read(source.path, source.document, largest=self._largest)
        except UnreadableError as error:
            self._failed.append(Failure(source.document, error.code, error.detail))
            return _Ready(item, None)
        document = _completed(document, source)
        info = DocumentInfo(
            document=document.document,
            title=document.title,
            language=document.language,
            content_hash=item.fingerprint,
            collection=document.collection,
            date=document.date,
            audience=source.audience,
            owner=source.owner,
        )
        return _Ready(item, info, split(document))

    def _write(self, group: Sequence[_Ready]) -> None:
        read = [(ready.info, ready.chunks) for ready in group if ready.info]
        if read:
            self._base.write_all(read)
        for ready in group:
            self._chunks += len(ready.chunks)
            self._written[ready.work.known] += ready.info is not None

    def _remove_gone(self, found: Discovery, known: dict[str, str]) -> int:
        gone = gone_from(found, known)
        for name in gone:
            self._base.remove(name)
        return len(gone)

    def _tell(self, done: int, total: int, document: str, fraction: float) -> None:
        if self._progress:
            seconds = time.monotonic() - self._begun
            self._progress(Progress(done, total, self._chunks, document, fraction, seconds))


def _size(document: _Ready) -> int:
    return len(document.chunks)


def gone_from(found: Discovery, known: dict[str, str]) -> list[str]:
    """Name what was ingested from these folders and isn't there any more."""
    there = {source.document for source in found.sources}
    missing = [name for name in known if name not in there and not name.startswith(found.closed)]
    return [name for name in missing if name.startswith(found.folders) or name in found.gone]


def _completed(document: Document, source: Source) -> Document:
    """Fill in what the document itself doesn't say."""
    text = "\n".join([document.title, *(block.text for block in document.blocks if block.kind != "code")])
    return replace(
        document,
        language=document.language or source.language or detect(text[:_ENOUGH_TO_TELL_LANGUAGE]),
        collection=document.collection or source.collection,
    )


def _fingerprint(data: bytes, source: Source) -> str:
    """Return a hash that changes with the content and its labels, ending in how it is read and split."""
    digest = hashlib.blake2b(data, digest_size=16)
    labels = (source.collection, source.language, source.audience, source.owner)
    digest.update("\n".join(("", *labels)).encode())
    return f"{digest.hexdigest()}{_VERSION}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other runs away from the knowledge base in `folder`. Raises IngestRunning."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / "ingest.lock", timeout=0):
            yield
    except Timeout as error:
        raise IngestRunning(folder) from error
