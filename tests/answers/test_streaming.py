"""A model's answer over the real protocols: it grows, and a bot that is killed finishes it once."""

from __future__ import annotations

from tests.answers.conftest import FakeModel
from tests.conftest import Launch
from tests.product import Message, wait_for

QUESTION = "Hoe lang mag een organisatie doen over een Woo-verzoek?"
FIRST = "Een organisatie beslist in beginsel binnen vier weken op een Woo-verzoek."
SECOND = "Die termijn mag één keer met twee weken worden verlengd."


def finished(message: Message) -> bool:
    return any(block["type"] == "context_actions" for block in message["blocks"])


def test_an_answer_is_read_before_the_model_is_done_and_finished_after_a_kill(
    launch: Launch, fake_model: FakeModel
) -> None:
    fake_model.text = f"{FIRST} [1] {SECOND} [1]"
    fake_model.pause = 0.3
    product = launch(LLM_MODEL="openai:fake", LLM_BASE_URL=fake_model.url, LLM_API_KEY="key")
    driver, channel = product.driver, product.driver.channels["innovatie"]
    ts = driver.post("karin", channel, driver.mention(QUESTION))
    [growing] = driver.wait_for_replies(channel, ts)
    assert FIRST in str(growing["blocks"])
    assert not finished(growing)
    product.kill()
    fake_model.pause = 0
    product.start()
    wait_for(lambda: finished(driver.replies(channel, ts)[0]), "the answer is finished")
    product.quiet()
    [message] = driver.replies(channel, ts)
    assert str(message["blocks"]).count(FIRST) == 1
    assert str(message["blocks"]).count(SECOND) == 1
