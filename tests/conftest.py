"""A small real knowledge base, made once, and the product running on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path

import pytest

from bot.workplace import Workplace
from bot.workplace.rate_limits import RateLimits
from tests.product import MANIFEST, ROOT, Driver, Product, share_knowledge

DOCUMENTS = (
    "nl/common-ground.md",
    "nl/woo.md",
    "nl/experimenteren.md",
    "nl/algoritmeregister-en-iama.md",
    "en/user-needs.md",
)
Launch = Callable[..., Product]
# What starts processes, sockets and browsers, whose timing a busy machine decides.
LIVE_FOLDERS = {"e2e", "faults", "workplace"}
LIVE_FIXTURES = {"chroma", "launch", "office"}


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """A live test that fails runs once more, which the report lists (-rR); failing twice fails the run."""
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if folder in LIVE_FOLDERS or LIVE_FIXTURES & set(item.fixturenames):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a few documents of the starter library, indexed with the packaged model."""
    from ingest import ingest
    from knowledge.base import KnowledgeBase

    folder = tmp_path_factory.mktemp("library")
    base = KnowledgeBase.open(folder / "knowledge")
    with chdir(ROOT):  # so that a source is named as in `make demo`
        report = ingest([Path("knowledge/library", document) for document in DOCUMENTS], base)
    assert report.added == len(DOCUMENTS)
    return folder


def open_workplace(folder: Path) -> Workplace:
    """Start a workplace without rate limits of its own: a bot that starts often would run into them."""
    limits = RateLimits(enforced=False)
    return Workplace(folder / "workplace.db", MANIFEST, limits=limits).start()


@pytest.fixture
def launch(library: Path, tmp_path: Path) -> Iterator[Launch]:
    """Starts the product in a fresh data folder; keywords are settings of the bot in capitals."""
    running: list[Product] = []

    def start(*, knowledge: bool = True, **settings: str) -> Product:
        folder = tmp_path / f"data{len(running)}"
        if knowledge:
            share_knowledge(library, folder)
        folder.mkdir(exist_ok=True)
        product = Product(open_workplace(folder), folder, **settings)
        running.append(product)
        return product.start()

    yield start
    for product in running:
        product.close()
        product.workplace.stop()


@pytest.fixture(scope="session")
def office(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product that tests share which leave no trace in each other's conversations."""
    folder = share_knowledge(library, tmp_path_factory.mktemp("office"))
    workplace = open_workplace(folder)
    product = Product(workplace, folder).start()
    yield product
    product.close()
    workplace.stop()


@pytest.fixture
def driver(office: Product) -> Driver:
    return office.driver
