"""Saying what was wrong with an answer, and putting the question to a colleague."""

from __future__ import annotations

import json
import os
import subprocess
from typing import Any

import pytest

from prompts import texts
from tests.product import COMMAND, ROOT, Driver, Message, Product, wait_for

NOWHERE = {"nl": "Hoe laat gaat het zwembad in Tiel open?", "en": "How late does the pool in Tiel open?"}
KNOWN = {"nl": "Wat is Common Ground?", "en": "How do you find out what users need?"}


def feedback(product: Product) -> list[dict[str, Any]]:
    done = subprocess.run(
        [COMMAND, "knowledge", "feedback", "--json", "--data", product.folder],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def ephemeral(driver: Driver, channel: str, thread: str, text: str) -> Message:
    def there() -> list[Message]:
        return [message for message in driver.thread(channel, thread) if text in message["text"]]

    return wait_for(there, text)[0]


@pytest.mark.parametrize(("language", "reason"), [("nl", "outdated"), ("en", "wrong")])
def test_what_was_wrong_reaches_the_maintainer(office: Product, language: str, reason: str) -> None:
    driver, channel, say = office.driver, office.driver.channels["innovatie"], texts(language)
    answer = driver.ask("karin", channel, KNOWN[language])
    thread = answer["thread_ts"]
    driver.act(
        "action",
        "karin",
        channel=channel,
        ts=answer["ts"],
        action_id="answer_feedback",
        value=answer["blocks"][-1]["elements"][0]["negative_button"]["value"],
    )
    asked = ephemeral(driver, channel, thread, say("answers.why.asked"))
    assert driver.press("karin", channel, asked, f"answer_why_{reason}")["ok"]
    wait_for(lambda: any(one["reason"] == reason for one in feedback(office)), "the complaint")
    [told] = [one for one in feedback(office) if one["reason"] == reason]
    assert told["question"] == KNOWN[language]
    assert told["documents"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_question_without_an_answer_is_put_to_a_colleague(office: Product, language: str) -> None:
    driver, channel, say = office.driver, office.driver.channels["innovatie"], texts(language)
    answer = driver.ask("karin", channel, NOWHERE[language])
    assert say("answers.person.button") in str(answer["blocks"])
    assert driver.press("karin", channel, answer, "answer_person")["ok"]
    view = driver.wait_for_view("karin")
    before = len(driver.messages(channel))
    assert driver.submit("karin", view, channel=channel, question=NOWHERE[language])["ok"]
    wait_for(lambda: len(driver.messages(channel)) > before, "the question in the channel")
    posted = driver.messages(channel)[-1]["text"]
    assert posted.startswith(f"<@{driver.id('karin')}>")
    assert NOWHERE[language] in posted
