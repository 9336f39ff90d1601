"""A language model that is slow or fails: the agenda's thread goes on, nothing is lost or doubled."""

from __future__ import annotations

from tests.answers.conftest import FakeModel, fake_model, server
from tests.conftest import Launch
from tests.faults.test_delivery import once_each
from tests.faults.test_kill import contributions
from tests.product import Product, wait_for

__all__ = ["fake_model", "server"]

VAGUE = "de website is onduidelijk"
WORDED = "“Onduidelijk”, de website dus. Bij wie merkte je dat het laatst?"


def with_model(launch: Launch, fake: FakeModel, **settings: str) -> Product:
    told = {"LLM_MODEL": "openai:fake", "LLM_BASE_URL": fake.url, "LLM_API_KEY": "key"}
    return launch(knowledge=False, **told, **settings)


def begin(product: Product) -> tuple[str, str]:
    channel = product.driver.channels["innovatie"]
    return channel, product.driver.start_agenda("karin", channel, "gemeente Waterlinde")


def said_by_bot(product: Product, channel: str, thread: str) -> list[str]:
    return [message["text"] for message in product.driver.replies(channel, thread)]


def follow_up(product: Product, channel: str, thread: str, text: str = VAGUE) -> str:
    """Say something vague and return what the coach asks."""
    before = len(said_by_bot(product, channel, thread))
    product.driver.post("karin", channel, text, thread)
    return str(product.driver.wait_for_replies(channel, thread, before + 1)[-1]["text"])


def test_the_follow_up_is_the_models(launch: Launch, fake_model: FakeModel) -> None:
    product = with_model(launch, fake_model)
    channel, thread = begin(product)
    fake_model.text = WORDED
    assert follow_up(product, channel, thread) == WORDED
    human = fake_model.asked[0]["messages"][1]["content"]
    assert f"Karin: {VAGUE}" in human


def test_the_thread_goes_on_in_its_own_words(launch: Launch, fake_model: FakeModel) -> None:
    """The model is slow, and is then left alone for a while; every other trouble is in tests/coach."""
    product = with_model(launch, fake_model, LLM_TIMEOUT="0.5")
    channel, thread = begin(product)
    fake_model.text, fake_model.delay = WORDED, 2.0
    asked = follow_up(product, channel, thread)
    assert asked.count("?") >= 1 and asked != WORDED
    times = len(fake_model.asked)
    assert times >= 1
    follow_up(product, channel, thread, "het is gewoon te traag")
    assert len(fake_model.asked) == times
    product.quiet()
    assert list(contributions(product).values()) == [VAGUE, "het is gewoon te traag"]
    assert once_each(product, channel, thread)


def test_a_kill_while_the_model_writes(launch: Launch, fake_model: FakeModel) -> None:
    product = with_model(launch, fake_model)
    channel, thread = begin(product)
    fake_model.text, fake_model.delay = WORDED, 3.0
    before = len(said_by_bot(product, channel, thread))
    product.driver.post("karin", channel, VAGUE, thread)
    wait_for(lambda: fake_model.asked, "the model is asked")
    product.kill()
    fake_model.delay = 0.0
    product.start()
    product.driver.wait_for_replies(channel, thread, before + 1)
    product.quiet()
    assert said_by_bot(product, channel, thread)[before:] == [WORDED]
    assert list(contributions(product).values()) == [VAGUE]


def test_a_kill_after_the_model_wrote_asks_nobody_again(launch: Launch, fake_model: FakeModel) -> None:
    product = with_model(launch, fake_model)
    channel, thread = begin(product)
    product.driver.faults(delay_ms=1500, method="chat.postMessage")
    fake_model.text = WORDED
    before = len(said_by_bot(product, channel, thread))
    product.driver.post("karin", channel, VAGUE, thread)
    wait_for(lambda: product.count("reisplan.db", "select count(*) from agenda_asked"), "the turn is kept")
    fake_model.text = "En de website, wie vindt die het meest onduidelijk?"
    product.kill()
    product.driver.faults(clear=True)
    product.start()
    product.driver.wait_for_replies(channel, thread, before + 1)
    product.quiet()
    assert said_by_bot(product, channel, thread)[before:] == [WORDED]
    assert len(fake_model.asked) == 1


def test_others_write_while_the_model_thinks(launch: Launch, fake_model: FakeModel) -> None:
    product = with_model(launch, fake_model)
    channel, thread = begin(product)
    fake_model.text, fake_model.delay = WORDED, 15.0
    product.driver.post("karin", channel, VAGUE, thread)
    wait_for(lambda: fake_model.asked, "the model is asked")
    elsewhere = product.driver.channels.get("algemeen", channel)
    product.driver.ask("joost", elsewhere, "hoi")
    assert WORDED not in said_by_bot(product, channel, thread)
