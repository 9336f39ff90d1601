"""Two machines that read in the same documents at the same time, over one Chroma and one PostgreSQL."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from chromadb import HttpClient

from ingest import Progress, ingest
from knowledge import KnowledgeBase
from knowledge.embeddings import Embedder
from knowledge.servers import Servers
from tests.servers import chroma_server, postgres_server


@pytest.mark.slow
def test_every_document_is_there_once(folder: Callable[[dict[str, str]], Path], tmp_path: Path) -> None:
    root = folder(
        {
            f"{number}.md": f"# Loket {number}\n\nLoket {number} gaat om {number} uur open."
            for number in range(1, 9)
        }
    )
    with chroma_server(tmp_path / "vectors") as chroma, postgres_server() as database:
        servers, begun = Servers(chroma, database), Barrier(2)
        machines = [
            KnowledgeBase(tmp_path / name / "knowledge", Embedder(tmp_path / "models"), servers)
            for name in ("here", "there")
        ]

        def together(progress: Progress) -> None:
            if progress.done == 0:
                begun.wait(60)  # both know by now what is to be done

        with ThreadPoolExecutor() as pool:
            runs = list(pool.map(lambda base: ingest([root], base, progress=together), machines))

        assert [run.added for run in runs] == [8, 8]
        for base in machines:
            names = [Path(info.document).name for info in base.documents()]
            assert sorted(names) == sorted(path.name for path in root.iterdir())
            found = Counter(Path(hit.chunk.document).name for hit in base.search("om vijf uur", limit=20))
            assert set(found.values()) == {1} and len(found) == 8
        client = HttpClient(host="127.0.0.1", port=int(chroma.rsplit(":", 1)[1]))
        assert sum(collection.count() for collection in client.list_collections()) == 8
        (root / "1.md").unlink()
        assert [run.removed for run in (ingest([root], base) for base in machines)] == [1, 0]
        for base in machines:
            base.close()
