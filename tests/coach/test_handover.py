"""Sharing a reisplan elsewhere, questions that come back, the canvas, and the buttons below a signed plan."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.coach.afterwards import handover, sharing
from bot.coach.afterwards.buttons import read_button
from bot.coach.afterwards.sharing import Place
from bot.coach.conversation.talk import Talk
from bot.coach.documents.canvas import canvas, instead
from bot.workplace.block_kit.check import check_message, check_view
from prompts import texts
from tests.coach.conftest import Thread
from tests.coach.sample_plan import empty_plan, full_plan, sample_plan, section

NL, EN = texts("nl"), texts("en")
PLACE = Place("a1", "C2", "500.1", "U9")


def submitted(view: dict[str, Any], **values: dict[str, Any]) -> dict[str, Any]:
    """The form as Slack sends it back."""
    return {**view, "state": {"values": {id: {"value": value} for id, value in values.items()}}}


@pytest.mark.parametrize("plan", [sample_plan(), full_plan(), empty_plan()], ids=["usual", "full", "empty"])
def test_the_summary_is_a_message_that_slack_takes(plan: Any) -> None:
    message = sharing.summary(plan, NL, by="U1", note="Kijk mee!\nGraag.")
    check_message(list(message.blocks))
    assert len(message.text) <= 150


def test_the_summary_tells_the_heart_and_who_does_what() -> None:
    text = json.dumps(sharing.summary(sample_plan(), NL, by="U1").blocks, ensure_ascii=False)
    assert "Waar staan we nu?" in text and "drie keer doorverbonden" in text
    assert "Meral belt op 7 december drie nabestaanden (Meral · 7 december)" in text
    assert "Stel een vraag" in text and "<@U1>" in text


def test_words_of_a_plan_never_call_anyone_elsewhere() -> None:
    plan = sample_plan(sections=[section("stand", "now", "Stand", ["<!channel> <@U2> <http://x|y>"])])
    text = json.dumps(sharing.summary(plan, NL, note="<!here>").blocks)
    assert "<!" not in text and "<@U2>" not in text and "<http" not in text


@pytest.mark.parametrize("plan", [sample_plan(), full_plan()], ids=["usual", "full"])
def test_the_form_shows_to_the_letter_what_will_be_seen(plan: Any) -> None:
    view = sharing.share_view(plan, NL)
    check_view(view, "modal")
    shown = [block for block in sharing.summary(plan, NL).blocks if block["type"] == "section"]
    assert view["blocks"][-len(shown) :] == shown
    back = submitted(view, channel={"selected_conversation": "C7"}, note={"value": None})
    assert sharing.read_share(back) == ("a1", "C7", "")


def test_a_question_from_elsewhere_comes_back_with_a_way_to_answer() -> None:
    view = sharing.ask_view(PLACE, "Reisplan van Lommerdam", NL)
    check_view(view, "modal")
    place, text = sharing.read_text(
        submitted(view, text={"value": "Doen jullie dit ook bij verhuizen?\n<!here>"})
    )
    assert place == PLACE
    message = sharing.question(place, text, NL)
    check_message(list(message.blocks))
    assert "<@U9> leest mee vanuit <#C2>" in message.text and "<!here>" not in message.text
    button = message.blocks[-1]["elements"][0]
    assert read_button(button)[:2] == ("answer", "a1")
    again, quoted = sharing.read_question(button["value"], {"blocks": list(message.blocks)})
    assert again == PLACE and quoted.startswith("Doen jullie dit ook bij verhuizen?")


def test_the_answer_goes_to_who_asked() -> None:
    view = sharing.answer_view(PLACE, "Ook bij verhuizen?", NL)
    check_view(view, "modal")
    place, text = sharing.read_text(submitted(view, text={"value": " Nog niet. "}))
    message = sharing.answer(place, text, "U1", NL)
    check_message(list(message.blocks))
    assert message.text == "<@U9>, <@U1> antwoordt namens het team:\n> Nog niet."


@pytest.mark.parametrize("t", [NL, EN])
def test_the_buttons_below_a_signed_plan(t: Any) -> None:
    rows = handover.rows("a1", t, adviser=True)
    check_message([{"type": "section", "text": {"type": "mrkdwn", "text": "x"}}, *rows])
    ids = [element["action_id"] for row in rows for element in row["elements"]]
    assert len(ids) == len(set(ids)) and "handover_appointment" in ids
    assert "handover_appointment" not in json.dumps(handover.rows("a1", t, adviser=False))


@pytest.mark.parametrize("format", handover.FILES)
def test_a_button_gives_its_file(thread: Thread, format: str) -> None:
    thread.say("Karin", "Vorige week werd een zoon van 40 drie keer doorverbonden door ons.")
    thread.say("Karin", "verder")
    with thread.store.session() as session:
        talk: Talk = thread.coach()._talk(session, thread._agenda(session), "U-Karin")
        handover.press(talk, f"file_{format}")
        assert len(talk.replies[0].files) == 1


def test_an_unknown_button_does_nothing(thread: Thread) -> None:
    with thread.store.session() as session:
        talk = thread.coach()._talk(session, thread._agenda(session), "U-Karin")
        handover.press(talk, "file_exe")
        handover.press(talk, "nonsense", "x")
        assert not talk.replies and not handover.waits(talk)


def test_a_canvas_is_markdown_with_boxes_to_tick() -> None:
    made = canvas(sample_plan(), NL)
    assert made.title == "Reisplan van gemeente Lommerdam"
    assert "\n# Waar staan we nu?\n\n## Waar we nu staan\n" in made.markdown
    assert "- [ ] Wie er iets anders gaat doen: Wie hierover beslist" in made.markdown
    arguments = made.arguments("C1")
    assert arguments["channel_id"] == "C1" and arguments["document_content"]["type"] == "markdown"  # type: ignore[index]


def test_words_in_a_canvas_stay_words() -> None:
    plan = sample_plan(sections=[section("stand", "now", "Stand", ["![](@U123) # kop [x](http://y) <b>"])])
    text = canvas(plan, NL).markdown
    assert "![](" not in text and "[x](" not in text and "<b>" not in text


def test_where_no_canvas_may_be_made_there_is_a_file() -> None:
    text, file = instead(sample_plan(), NL)
    assert "bestand" in text and file.name.endswith(".docx") and file.content
