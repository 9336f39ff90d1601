"""Asking through the page: in a channel, in private, by command; citations, follow-ups, refusals."""

from __future__ import annotations

import re

import pytest
from filelock import FileLock
from playwright.sync_api import expect

from prompts import texts
from tests.e2e.conftest import OpenDesk
from tests.e2e.desk import Desk
from tests.product import Product

nl = texts("nl")


def test_a_newcomer_tries_three_things_with_one_click_each(office: Product, open_desk: OpenDesk) -> None:
    desk = open_desk(office)
    page = desk.page
    page.get_by_test_id("try-channel").click()
    expect(desk.answers().first).to_contain_text("Common Ground")
    page.get_by_test_id("show-welcome").click()
    page.get_by_test_id("try-direct").click()
    expect(desk.answers().first).to_contain_text("algoritme")
    page.get_by_test_id("show-welcome").click()
    page.get_by_test_id("try-agenda").click()
    expect(desk.modal).to_contain_text(nl("agenda.modal.title"))
    page.get_by_test_id("modal-close").click()
    expect(desk.modal).to_have_count(0)


def test_an_answer_says_so_while_documents_are_still_read_in(office: Product) -> None:
    channel = office.driver.channels["innovatie"]
    with FileLock(office.folder / "knowledge" / "ingest.lock"):
        early = office.driver.ask("meral", channel, "Wat is Common Ground?")
    late = office.driver.ask("meral", channel, "Wat is Common Ground?")
    assert nl("slack.library_partial") in str(early["blocks"])
    assert nl("slack.library_partial") not in str(late["blocks"])


def test_a_citation_opens_the_passage_in_its_context(desk: Desk) -> None:
    answer = desk.ask("Wat is Common Ground?")
    expect(answer).to_contain_text("[1]")
    expect(answer).to_contain_text(nl("slack.sources"))
    quoted = answer.locator(".content").inner_text().split("[1]")[0].strip()
    answer.get_by_role("button", name=nl("slack.open_source", number=1)).click()
    expect(desk.modal).to_contain_text("common-ground.md")
    cited = desk.modal.locator("blockquote").first
    assert words(quoted) in words(desk.modal.inner_text())
    expect(cited).to_be_visible()
    desk.page.keyboard.press("Escape")
    expect(desk.modal).to_have_count(0)


def test_a_follow_up_keeps_its_context(desk: Desk) -> None:
    desk.ask("Wat is Common Ground?")
    expect(desk.answers()).to_have_count(1)
    desk.reply("en wat levert dat een kleine gemeente op?")
    expect(desk.answers()).to_have_count(2)
    expect(desk.answers().last).to_contain_text("Common Ground")


def test_a_direct_message_in_english_is_answered_in_english(desk: Desk) -> None:
    desk.go_to("Reisplan")
    desk.write("How do you find out what users need?")
    asked = desk.conversation.get_by_test_id("message").filter(has_text="what users need").last
    asked.get_by_test_id("reply-bar").click()
    expect(desk.answers().first).to_contain_text(texts("en")("slack.sources"))


def test_what_the_library_does_not_hold_is_refused_with_what_comes_nearest(desk: Desk) -> None:
    answer = desk.ask("Hoe laat vertrekt de trein naar Zwolle?")
    expect(answer).to_contain_text(re.compile(nl("answers.refusal.text", documents="\0").split("\0")[0]))
    expect(answer).to_contain_text(nl("slack.nearest"))


@pytest.mark.parametrize(("said", "kind"), [("hoi!", "greeting"), ("bedankt", "thanks")])
def test_small_talk_gets_a_human_reply(desk: Desk, said: str, kind: str) -> None:
    answer = desk.ask(said)
    replies = [re.escape(reply.split("`")[0]) for reply in nl.many(f"answers.small_talk.{kind}")]
    expect(answer).to_contain_text(re.compile("|".join(replies)))
    expect(answer).not_to_contain_text(nl("slack.sources"))


def test_a_command_answers_in_private_and_is_shared_on_request(office: Product, desk: Desk) -> None:
    desk.go_to("algemeen")
    desk.write("/reisplan vraag Wat is een algoritmeregister?")
    private = desk.conversation.locator(".message.ephemeral").filter(has_text=nl("slack.share"))
    expect(private).to_contain_text("algoritme")
    assert not shared(office)
    private.get_by_role("button", name=nl("slack.share")).click()
    public = desk.conversation.locator(".message:not(.ephemeral)").filter(has_text="algoritmeregister")
    expect(public).to_contain_text("Karin")
    office.quiet()
    assert len(shared(office)) == 1


def shared(office: Product) -> list[str]:
    """Return what Joost sees of the bot in #algemeen."""
    messages = office.driver.messages(office.driver.channels["algemeen"], "joost")
    return [message["text"] for message in messages if message.get("user") == office.driver.bot_user]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_a_question_in_a_thread_gets_a_reply_unless_people_are_talking(office: Product) -> None:
    driver, channel = office.driver, office.driver.channels["innovatie"]
    beside = "Wie won de Tour de France van 1987?"
    for others in ([], ["joost"]):
        thread = driver.post("karin", channel, driver.mention("Wat is Common Ground?"))
        driver.wait_for_replies(channel, thread)
        for name in others:
            driver.post(name, channel, "Dat zocht ik ook al een tijd.", thread)
        driver.post("karin", channel, beside, thread)
        office.quiet()
        said = [reply["text"] for reply in driver.replies(channel, thread)]
        assert len(said) == (1 if others else 2)
