"""The knowledge base: documents in, passages out."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from knowledge import confidence, context, lexicon, reader, reranker, retrieval, snapshot, spelling
from knowledge.catalogue import Catalogue, Entry, State
from knowledge.confidence import Evidence
from knowledge.embeddings import Embedder
from knowledge.engine import Kind, Vectors
from knowledge.errors import IndexMissing, KnowledgeError, ModelMismatch, VectorsMissing
from knowledge.language import detect
from knowledge.models import Chunk, DocumentInfo, Filters, Hit
from knowledge.reranker import Reranker
from knowledge.retrieval import STAGES, Question, Scored, Stages
from knowledge.servers import HERE, Servers
from knowledge.tokens import tokens
from knowledge.windows import whole, windows

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever

TOGETHER = 64
"""Chunks worth writing at once: enough to fill batches, little to lose when a run is broken off."""
FILTERED = 10  # a filter leaves few of the candidates, so as many times more are taken


class KnowledgeBase:
    """Reads and writes the index in one folder; safe to use from several threads and processes."""

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        servers: Servers = HERE,
        reranker: Reranker | None = None,
    ) -> None:
        self._embedder = embedder
        self._reranker = reranker
        self._folder = folder
        self._catalogue = Catalogue(folder, servers.database)
        self._store = servers.vectors(folder, self._catalogue)
        self._snapshot: snapshot.Snapshot | None = None
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        model: str | None = None,
        servers: Servers = HERE,
        reranker: str | None = None,
    ) -> "KnowledgeBase":
        """`model` None means the packaged multilingual-e5-small, `reranker` None that English is read again.

        Raises ModelMismatch, IndexCorrupt.
        """
        rereads = Reranker(reranker) if reranker else None
        base = cls(folder, Embedder(folder.parent / "models", model), servers, rereads)
        if base._catalogue.exists():
            base._catalogue.upgrade()
            base._check_model()
        return base

    def search(
        self,
        question: str,
        *,
        language: str | None = None,
        limit: int = 10,
        filters: Filters | None = None,
        distinct: bool = False,
        mend: bool = True,
        stages: Stages = STAGES,
    ) -> list[Hit]:
        """Best first; empty for an empty question.

        `distinct` leaves out a chunk that stands in the context of a better one; without `mend` words are
        looked for as they were typed.

        Raises IndexMissing, IndexCorrupt, ModelMissing, RerankerMissing.
        """
        current = self._current()
        if not question.strip():
            return []
        asked, reach = language or detect(question), FILTERED if filters else 1
        if mend:
            question = spelling.mended(question, asked, current)
        try:
            found = self._scored(question, asked, current, reach, stages)
        except (KnowledgeError, ValueError):
            if self._catalogue.state.identity == current.identity:
                raise
        if self._catalogue.state.identity != current.identity:  # rebuilt while we searched
            found = self._scored(question, asked, self._current(), reach, stages)
        wanted = filters or Filters()
        depth = reranker.DEPTH if self._reranker else reader.DEPTH
        hits = self._hits(found, max(limit, depth), wanted, distinct)
        if self._reranker:
            hits = self._reranker.order(question, hits)
        elif stages.reading:
            hits = reader.order(question, asked, hits)
        return hits[:limit]

    def confidence(self, question: str, hits: Sequence[Hit], *, language: str | None = None) -> float:
        """The probability, 0–1, that these hits answer the question; refuse below 0.5."""
        evidence = self._evidence(question, language or detect(question), hits)
        return confidence.probability(evidence) if evidence else 0.0

    def errors(self, question: str, *, language: str) -> dict[str, str]:
        """Words that `search` takes for typing errors, and what it reads them as."""
        return spelling.errors(question, language, self._current())

    def evidence(self, question: str, hits: Sequence[Hit] | None = None) -> Evidence | None:
        """What `confidence` rests on, in hits or in what a search finds; None if that is nothing."""
        if hits is None:  # which order they are read in is no evidence
            hits = self.search(question, stages=replace(STAGES, reading=False))
        return self._evidence(question, detect(question), hits)

    def embed(self, texts: Sequence[str], *, kind: Kind) -> Vectors:
        """Unit vectors, shape (n, d)."""
        return self._embedder.embed(texts, kind=kind)

    def load(self) -> None:
        """Reads in the catalogue, and the model for many or long texts, so that nobody waits for them later.

        Raises IndexCorrupt, ModelMissing.
        """
        if self._catalogue.exists():
            self._catalogue.read_ahead()
        self._embedder.load()
        if self._reranker is None:
            reader.load()

    def centred(self, vectors: Vectors, languages: Sequence[str]) -> Vectors:
        """The vectors less what their languages have in common, so that texts in both languages compare."""
        current = self._current()
        means = [current.mean(language) for language in languages]
        return retrieval.centred(vectors, [0.0 if mean is None else mean for mean in means])

    def get(self, chunk_id: str) -> Chunk | None:
        return self._catalogue.chunks([chunk_id]).get(chunk_id)

    def around(self, chunk_id: str, *, before: int = 1, after: int = 1) -> list[Chunk]:
        """The passage in its context, in document order; empty when the id is unknown."""
        return self._catalogue.neighbours(chunk_id, before, after)

    def chunks(self, document: str) -> list[Chunk]:
        """The passages of a document, in its order; empty when it isn't known."""
        return self._catalogue.passages(document) if self._catalogue.exists() else []

    def vectors(self, chunk_ids: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of passages by id, shape (1 + windows, d): first that of the passage as a whole."""
        return self._catalogue.vectors(chunk_ids, self._embedder.dimension)

    def write(self, document: DocumentInfo, chunks: Sequence[Chunk]) -> None:
        """Replaces the document in one step: until it is done, the old version answers."""
        self.write_all([(document, chunks)])

    def write_all(self, documents: Sequence[tuple[DocumentInfo, Sequence[Chunk]]]) -> None:
        """Replaces each document in one step; what is embedded together is embedded sooner."""
        self.prepare()
        entries = self._entries([chunk for _, chunks in documents for chunk in chunks])
        now = datetime.now(UTC).isoformat(timespec="seconds")
        start = 0
        with self._writing():
            self._catalogue.mark_stale([entry.vector_id for entry in entries])
            self._add(entries)
            for document, chunks in documents:
                info = replace(document, chunks=len(chunks), indexed_at=now)
                self._catalogue.replace(info, entries[start : start + len(chunks)])
                start += len(chunks)
            self._sweep()

    def remove(self, document: str) -> None:
        with self._writing():
            self._catalogue.remove(document)
            self._sweep()

    def documents(self) -> list[DocumentInfo]:
        return self._catalogue.documents() if self._catalogue.exists() else []

    def retriever(self, *, limit: int = 10, filters: Filters | None = None) -> "BaseRetriever":
        """The same search for LangChain."""
        from knowledge.langchain import KnowledgeRetriever

        return KnowledgeRetriever(base=self, limit=limit, filters=filters)

    @property
    def folder(self) -> Path:
        """Where the index is kept."""
        return self._folder

    def close(self) -> None:
        with self._lock:
            self._store.close()
            self._catalogue.close()

    def prepare(self) -> None:
        """Makes the index if there is none. Raises ModelMismatch when another model made it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._catalogue.alone():
            self._catalogue.create()
            if self._catalogue.state.model is None:
                self._catalogue.set_meta("model", self._embedder.name)
        self._check_model()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Alone with the index as it is now."""
        with self._lock, self._catalogue.alone():
            state = self._measured()
            self._store.use(state)
            self._store.refresh(state.generation)
            yield

    def _check_model(self) -> None:
        indexed = self._catalogue.state.model
        if indexed is not None and indexed != self._embedder.name:
            raise ModelMismatch(self._folder, indexed=indexed, configured=self._embedder.name)

    def _follow(self, state: State) -> None:
        """A rebuild may have put other vectors in place, made with another model."""
        self._store.use(state)
        if state.model not in (None, self._embedder.name):
            self._embedder = Embedder(self._folder.parent / "models", state.model)

    def _measured(self) -> State:
        """The state of the index, which notes the length of its vectors if it didn't yet."""
        state = self._catalogue.state
        if state.dimension is None:
            self._catalogue.measure(self._embedder.dimension)
        return state

    def _taken(self, before: snapshot.Snapshot | None) -> snapshot.Snapshot:
        return snapshot.take(self._catalogue, self._folder / "lexical", before)

    def _evidence(self, question: str, language: str, hits: Sequence[Hit]) -> Evidence | None:
        if not hits:
            return None
        current = self._current()
        return confidence.gather(spelling.mended(question, language, current), language, hits, current)

    def _scored(
        self, question: str, language: str, current: snapshot.Snapshot, reach: int, stages: Stages
    ) -> list[Scored]:
        crosses = language == "nl" and "en" in current.shelves
        put_over = [lexicon.gloss(question, "nl", "en")] if crosses else []
        vectors = self.embed([question, *put_over], kind="query")
        adapted = self._embedder.adapted(question) if crosses else None
        asked = Question(question, language, vectors[0], vectors[1] if put_over else None, adapted)
        with self._lock:
            return retrieval.search(asked, current, self._catalogue, self._store, reach=reach, stages=stages)

    def _current(self) -> snapshot.Snapshot:
        if not self._catalogue.exists():
            raise IndexMissing(self._folder)
        with self._lock:
            state = self._catalogue.state
            current = self._snapshot
            if current is None or (current.identity, current.generation) != (
                state.identity,
                state.generation,
            ):
                self._follow(state)
                self._measured()
                first, current = current is None, self._taken(current)
                if first and current.shelves and not self._store.there(generation=current.generation):
                    raise VectorsMissing(self._store.place)
                self._snapshot = current
            return current

    def _hits(self, found: Sequence[Scored], limit: int, filters: Filters, distinct: bool) -> list[Hit]:
        hits: list[Hit] = []
        seen: set[str] = set()
        rest = list(found)
        while rest and len(hits) < limit:
            count = (limit - len(hits)) * (FILTERED if filters != Filters() else 1)
            batch, rest = rest[:count], rest[count:]
            for scored, chunk, around in self._read(batch, filters):
                if len(hits) == limit:
                    break
                if distinct and chunk.id in seen:
                    continue
                passage = context.grow(chunk, around)
                seen.update(part.id for part in passage)
                text = context.text(passage)
                hits.append(Hit(chunk, scored.score, scored.dense, scored.lexical, text, scored.score))
        return hits

    def _read(self, found: Sequence[Scored], filters: Filters) -> Iterator[tuple[Scored, Chunk, list[Chunk]]]:
        """Those that are there and pass, each with what stands around it."""
        chunks = self._catalogue.chunks([scored.chunk_id for scored in found])
        passed = {name: chunk for name, chunk in chunks.items() if filters.accept(chunk)}
        around = self._catalogue.surroundings(list(passed), context.REACH)
        for scored in found:
            if scored.chunk_id in around:
                yield scored, passed[scored.chunk_id], around[scored.chunk_id]

    def _entries(self, chunks: Sequence[Chunk]) -> list[Entry]:
        texts = [whole(chunk) for chunk in chunks]
        parts = [windows(chunk) for chunk in chunks]
        vectors = self.embed([*texts, *(part for group in parts for part in group)], kind="passage")
        version, entries, start = uuid4().hex[:12], [], len(chunks)
        for index, (chunk, group) in enumerate(zip(chunks, parts, strict=True)):
            rows = [index, *range(start, start + len(group))]
            start += len(group)
            words = tokens(whole(chunk), chunk.language)
            entries.append(Entry(chunk, f"{chunk.id}-{version}", words, vectors[rows]))
        return entries

    def _add(self, entries: Sequence[Entry]) -> None:
        for language in {entry.chunk.language for entry in entries}:
            part = [entry for entry in entries if entry.chunk.language == language]
            vectors = self._matrix(part)
            self._store.add(
                language,
                [entry.vector_id for entry in part],
                vectors,
                [entry.chunk.text for entry in part],
                [_metadata(entry.chunk) for entry in part],
            )

    @staticmethod
    def _matrix(entries: Sequence[Entry]) -> Vectors:
        import numpy as np

        return np.stack([entry.vectors[0] for entry in entries])

    def _sweep(self) -> None:
        """Deletes the vectors that no version uses any more."""
        stale = self._catalogue.stale()
        if stale:
            self._store.delete(stale)
            self._catalogue.forget_stale(stale)
        self._store.written(self._catalogue.state.generation)


def _metadata(chunk: Chunk) -> dict[str, str | int]:
    return {
        "chunk": chunk.id,
        "document": chunk.document,
        "title": chunk.title,
        "section": chunk.section,
        "language": chunk.language,
        "position": chunk.position,
        "collection": chunk.collection,
        "date": chunk.date,
    }
