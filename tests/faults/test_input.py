"""Whatever people send gets a clear reply, and none of it ends up in a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from prompts import texts
from tests.conftest import Launch
from tests.product import Product

nl = texts("nl")
LONG = "waarom " * 5712  # just under the 40,000 characters that Slack takes


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "empty"),
        ("   ", "empty"),
        (LONG, "too_long"),
        (":tada: :rocket:", "no_words"),
        ("🎉🚀✨", "no_words"),
        ("?!?!", "no_words"),
        ("<https://www.example.org/artikel>", "only_link"),
        ("```for i in range(3):\n    print(i)```", "only_code"),
    ],
)
def test_what_is_no_question_gets_a_clear_reply(office: Product, text: str, key: str) -> None:
    driver = office.driver
    answer = driver.ask("karin", driver.channels["innovatie"], text)
    limit = {"limit": "\0"} if key == "too_long" else {}
    assert answer["text"].startswith(nl(f"answers.invalid.{key}", **limit).split("\0")[0])
    office.quiet()
    assert len(driver.replies(driver.channels["innovatie"], answer["thread_ts"])) == 1


def test_a_file_without_a_question_is_told_apart(office: Product, tmp_path: Path) -> None:
    driver = office.driver
    broken = tmp_path / "kapot.html"
    broken.write_bytes(b"<html><body><p>half \xff\xfe <table")
    channel, before = driver.direct("sam"), len(driver.messages(driver.direct("sam"), "sam"))
    with broken.open("rb") as file:
        sent = driver.http.post(
            "/workplace/upload", data={"user": driver.id("sam"), "channel": channel}, files={"file": file}
        )
    assert sent.json()["ok"]
    message = driver.messages(channel, "sam")[before]
    answer = driver.wait_for_replies(channel, message["ts"], name="sam")[0]
    assert answer["text"] == nl("slack.file_unread")


@pytest.mark.parametrize("text", ["", "vraag", "vraag   ", "help"])
def test_a_command_without_a_question_says_how(office: Product, text: str) -> None:
    driver, channel = office.driver, office.driver.channels["algemeen"]
    before = {message["ts"] for message in driver.messages(channel, "meral")}
    assert driver.command("meral", channel, text)["ok"]
    new = [message for message in driver.messages(channel, "meral") if message["ts"] not in before]
    assert len(new) == 1 and "/reisplan vraag" in new[0]["text"]


def test_an_empty_knowledge_base_is_said_plainly(launch: Launch) -> None:
    driver = launch(knowledge=False).driver
    answer = driver.ask("karin", driver.channels["innovatie"], "Wat is Common Ground?")
    assert "reisplan ingest" in answer["text"]


def test_a_damaged_knowledge_base_is_said_plainly(launch: Launch) -> None:
    product = launch()
    product.stop()
    for file in (product.folder / "knowledge").rglob("*"):
        if file.is_file():
            file.write_bytes(b"not an index")
    answer = product.start().driver.ask("karin", product.driver.channels["innovatie"], "Wat is de Woo?")
    assert "reisplan doctor" in answer["text"]
    assert "Traceback" not in answer["text"]


CANARY = "kanarie7391"


def test_what_people_write_is_in_no_log(launch: Launch) -> None:
    product = launch()
    driver, channel = product.driver, product.driver.channels["innovatie"]
    driver.faults(rate_limit=2, retry_after=1)
    driver.ask("karin", channel, f"Wat is Common Ground, {CANARY}?")
    thread = driver.start_agenda("karin", channel, f"gemeente {CANARY}")
    ts = driver.post("joost", channel, f"Maandag belde {CANARY} drie keer, dat was te veel.", thread)
    driver.post("karin", channel, f"{CANARY} vindt iets anders, het echte probleem is de folder.", thread)
    product.quiet()
    driver.client("joost").chat_update(channel=channel, ts=ts, text=f"Dinsdag belde {CANARY} vier keer.")
    driver.post("karin", channel, "verder", thread)
    driver.command("karin", channel, f"vraag Wie is {CANARY}?")
    driver.http.post(
        "/workplace/shortcut",
        json={"user": driver.id("karin"), "callback_id": "ask_about_message", "channel": channel, "ts": ts},
    )
    driver.http.post("/workplace/action", json={"user": driver.id("karin"), "channel": channel, "ts": ts,
                                                "action_id": "unknown", "value": CANARY})  # fmt: skip
    product.quiet()
    product.kill()
    product.start()
    product.stop()
    assert CANARY in kept_words(product)
    assert product.bot is not None
    assert CANARY not in product.bot.output()


def kept_words(product: Product) -> str:
    return (product.folder / "reisplan.db").read_bytes().decode("latin-1") + "".join(
        path.read_bytes().decode("latin-1") for path in product.folder.glob("reisplan.db-wal")
    )
