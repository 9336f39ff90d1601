"""The bot on PostgreSQL, which several workers can share: kills in between lose and double nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator

import pgserver
import pytest

from bot.store import Incoming, Store
from bot.store.agendas import Contribution
from tests.conftest import Launch
from tests.faults.test_delivery import once_each
from tests.product import Product, wait_for

SAID = {
    "karin": "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden.",
    "joost": "Vorige week telden we er twaalf, allemaal naasten die niet wisten waar ze moesten zijn.",
    "meral": "De folder noemt een loket dat al twee jaar geleden is opgeheven.",
}


@pytest.fixture
def database_url() -> Iterator[str]:
    folder = tempfile.mkdtemp()  # short: PostgreSQL's socket lies in it, and its path has a limit
    server = pgserver.get_server(folder)
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def test_an_agenda_on_postgresql_survives_kills(launch: Launch, database_url: str) -> None:
    product = launch(knowledge=False, DATABASE_URL=database_url)
    store = Store(database_url)
    driver, channel = product.driver, product.driver.channels["innovatie"]
    thread = driver.start_agenda("karin", channel, "gemeente Waterlinde")
    for name, text in SAID.items():
        driver.post(name, channel, text, thread)
        product.kill()
        product.start()
    wait_for(lambda: _done(product, store), "everything is handled")
    with store.session() as session:
        assert {row.text for row in session.query(Contribution)} == set(SAID.values())
        assert session.query(Contribution).count() == len(SAID)
    store.close()
    assert once_each(product, channel, thread)
    assert not (product.folder / "reisplan.db").exists() and not (product.folder / "dbos.db").exists()


def _done(product: Product, store: Store) -> bool:
    with store.session() as session:
        messages = session.query(Incoming).filter(Incoming.kind == "message")
        handled = messages.filter(Incoming.done_at.is_not(None)).count()
        return messages.count() == handled == len(SAID) and not product.count(
            "workplace.db", "select count(*) from outbox"
        )
