"""The index anew, with another embedding model, beside the one that answers."""

import shutil
from collections.abc import Callable
from pathlib import Path

from more_itertools import constrained_batches

from knowledge.base import TOGETHER, KnowledgeBase
from knowledge.catalogue import Catalogue
from knowledge.embeddings import Embedder
from knowledge.errors import IndexCorrupt, IndexMissing, ModelMismatch
from knowledge.servers import HERE, Servers
from knowledge.vectors import DEFAULT

Progress = Callable[[int, int], None]


def rebuild(
    folder: Path, *, model: str | None = None, progress: Progress | None = None, servers: Servers = HERE
) -> int:
    """Embed every passage again with `model` and put that index in the place of the one in `folder`.

    Returns the number of passages; `progress` hears how many of how many are done. Until the last step the
    old index answers, and a process that has it open sees the new one after it. A rebuild that was broken off
    is gone on with. Nobody else may write meanwhile. Raises IndexMissing, IndexCorrupt, ModelMissing.
    """
    catalogue = Catalogue(folder, servers.database)
    if not catalogue.exists():
        raise IndexMissing(folder)
    catalogue.upgrade()
    beside = folder / _next(catalogue.state.vectors or "")
    # Its catalogue is a file beside the old one until it takes over, also where that is on a server.
    new = _begun(beside, Embedder(folder.parent / "models", model), Servers(chroma=servers.chroma))
    total = _fill(new, catalogue, progress)
    new.close()
    _swap(folder, catalogue, beside, servers)
    return total


def _next(vectors: str) -> str:
    number = int(vectors.partition("/")[0].removeprefix("build-")) if vectors else 0
    return f"build-{number + 1}"


def _begun(folder: Path, embedder: Embedder, servers: Servers) -> KnowledgeBase:
    """Open what an earlier attempt left, unless it can't be used; then begin anew."""
    try:
        base = KnowledgeBase(folder, embedder, servers)
        base.prepare()
    except (ModelMismatch, IndexCorrupt):
        shutil.rmtree(folder)
        base = KnowledgeBase(folder, embedder, servers)
        base.prepare()
    return base


def _fill(new: KnowledgeBase, old: Catalogue, progress: Progress | None) -> int:
    earlier = {info.document: info.content_hash for info in new.documents()}
    documents = old.documents()
    to_do = [info for info in documents if earlier.pop(info.document, None) != info.content_hash]
    total = sum(info.chunks for info in documents)
    done = total - sum(info.chunks for info in to_do)
    for group in constrained_batches(to_do, TOGETHER, get_len=lambda info: info.chunks, strict=False):
        new.write_all([(info, old.passages(info.document)) for info in group])
        done += sum(info.chunks for info in group)
        if progress:
            progress(done, total)
    for document in earlier:  # removed since the earlier attempt
        new.remove(document)
    return total


def _swap(folder: Path, catalogue: Catalogue, beside: Path, servers: Servers) -> None:
    """The one step that counts is the catalogue's transaction; what is left over goes after it."""
    old, new = catalogue.state, Catalogue(beside)
    with catalogue.alone():
        catalogue.adopt(new, f"{beside.name}/{DEFAULT}")
        new.close()
        servers.vectors(folder, catalogue).drop(old)
        for rest in beside.iterdir():
            if rest.name != DEFAULT:
                shutil.rmtree(rest) if rest.is_dir() else rest.unlink()
