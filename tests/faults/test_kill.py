"""The bot is killed at any moment: after a restart every message is answered once and nothing is lost."""

from __future__ import annotations

import random
import time

import pytest

from bot.store import Store
from bot.store.agendas import Contribution
from tests.conftest import Launch
from tests.faults.test_delivery import answers, ask_around, once_each
from tests.product import Product, wait_for

# Seconds after the last message; the bot takes from a tenth of a second to a few seconds for an answer.
MOMENTS = [round(random.Random(2026).uniform(0, 0.8), 3) for _ in range(16)]


def test_every_message_is_answered_once_whenever_the_bot_is_killed(launch: Launch) -> None:
    product = launch(knowledge=False)
    asked = []
    for number, moment in enumerate(MOMENTS):
        # Every other time Slack is slow, so that calls are under way when the bot dies.
        product.driver.faults(delay_ms=250 if number % 2 else 0)
        asked += ask_around(product.driver, 3, seed=number)
        time.sleep(moment)
        product.kill()
        product.start()
    product.driver.faults(clear=True)
    wait_for(lambda: all(answers(product.driver, asked)), "everything is answered")
    product.quiet()
    assert answers(product.driver, asked) == [1] * len(asked)


@pytest.mark.parametrize("state", ["new", "sending"])
def test_a_kill_while_an_answer_goes_out(launch: Launch, state: str) -> None:
    product = launch(knowledge=False)
    product.driver.faults(delay_ms=400, method="chat.postMessage")
    asked = ask_around(product.driver, 1)
    query = f"select count(*) from deliveries where state = '{state}'"
    wait_for(lambda: product.count("reisplan.db", query) or any(answers(product.driver, asked)), "a delivery")
    product.kill()
    product.start()
    product.driver.faults(clear=True)
    wait_for(lambda: all(answers(product.driver, asked)), "it is answered")
    product.quiet()
    assert answers(product.driver, asked) == [1]


SAID = [
    ("karin", "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."),
    ("joost", "Vorige week telden we er twaalf, allemaal naasten die niet wisten waar ze moesten zijn."),
    ("meral", "Het echte probleem is dat we te weinig mensen aan de balie hebben."),
    ("karin", "verder"),
    ("joost", "De folder noemt een loket dat al twee jaar geleden is opgeheven."),
    ("karin", "klopt"),
    ("meral", "Inwoners merken dat ze hun verhaal maar één keer hoeven te vertellen."),
    ("joost", "Nu duurt een afmelding gemiddeld 25 minuten, dat moet naar tien."),
]  # fmt: skip


def test_nothing_said_in_an_agenda_is_lost_or_doubled(launch: Launch) -> None:
    product = launch(knowledge=False)
    driver, channel = product.driver, product.driver.channels["innovatie"]
    thread = driver.start_agenda("karin", channel, "gemeente Waterlinde")
    moments = random.Random(5)
    said = {}
    for name, text in SAID:
        said[driver.post(name, channel, text, thread)] = text
        time.sleep(moments.uniform(0, 0.5))
        product.kill()
        product.start()
        product.quiet()
    kept = contributions(product)
    expected = {ts: text for ts, text in said.items() if text not in ("verder", "klopt")}
    assert kept == expected
    assert once_each(product, channel, thread)
    texts = [message["text"] for message in driver.replies(channel, thread)]
    assert len(texts) == len(set(texts))


def contributions(product: Product) -> dict[str, str]:
    """Return what the agenda heard, by the ts of the message."""
    store = Store.in_folder(product.folder)
    with store.session() as session:
        found = {row.ts: row.text for row in session.query(Contribution)}
    store.close()
    return found
