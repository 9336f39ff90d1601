"""The reisplan as documents, the pinned overview and the modals."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document

from bot.coach import Move
from bot.coach.conversation import blocks
from bot.coach.conversation.views import adjust_view, from_whom_view, read_adjust, read_start, start_view
from bot.coach.documents.export import export
from bot.coach.drafts.draft import Statement
from bot.store.agendas import DraftVersion
from bot.store.base import Store, utc_now
from prompts import texts
from tests.coach.conftest import Thread, text_of

STORY = "Maandag belde een vrouw die haar vader wilde afmelden, ze werd drie keer doorverbonden."


def exported(thread: Thread, format: str) -> bytes:
    with thread.store.session() as session:
        return export(session, thread._agenda(session), format)


def test_word_has_real_headings_a_language_and_a_title(thread: Thread) -> None:
    thread.say("Karin", STORY)
    thread.say("Karin", "verder")
    document = Document(io.BytesIO(exported(thread, "docx")))
    styles = [(p.style.name, p.text) for p in document.paragraphs if p.style is not None]
    assert ("Title", "Reisplan van gemeente Lommerdam") in styles
    assert ("Heading 1", "Waar staan we nu?") in styles and ("Heading 2", "Waar we nu staan") in styles
    assert document.core_properties.language == "nl-NL"
    assert document.core_properties.title == "Reisplan van gemeente Lommerdam"
    assert any(STORY in text for _, text in styles)


def test_markdown_says_software_helped_and_keeps_words_from_becoming_markup(thread: Thread) -> None:
    thread.say("Karin", "# Kop <script> en [link](http://x) zijn gewoon 3 rare woorden")
    thread.say("Karin", "verder")
    text = exported(thread, "md").decode()
    assert texts("nl")("agenda.plan.note") in text
    assert "<script>" not in text and "[link](" not in text and "\n# Kop" not in text


def test_a_control_character_never_breaks_a_document(thread: Thread) -> None:
    thread.say("Karin", "Vorige week \x00\x0b belde een man van 83 jaar oud.")
    thread.say("Karin", "verder")
    assert Document(io.BytesIO(exported(thread, "docx"))).paragraphs


def test_the_overview_shows_how_far_the_team_is(thread: Thread, store: Store) -> None:
    thread.say("Karin", STORY)
    thread.say("Karin", "verder")
    thread.say("Karin", "klopt")
    with store.session() as session:
        text = thread.coach().overview(session, thread._agenda(session)).text
    assert "1 van 9" in text and "Publieke waarde" in text and "drie keer doorverbonden" in text


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_start_form_works_untouched(language: str) -> None:
    view = start_view(language, channel="C1", user="U1")
    assert view["callback_id"] == "agenda_start" and len(view["title"]["text"]) <= 24
    assert read_start(view | {"state": {"values": _untouched(view)}}) == {
        "text": "",
        "scope": texts(language)("agenda.modal.scope_whole"),
        "minutes": 90,
        "language": language,
        "quoting": "names",
        "members": ["U1"],
        "channel": "C1",
    }


def test_a_department_or_theme_has_a_name() -> None:
    view = start_view("nl", channel="C1", user="U1")
    values = _untouched(view)
    theme = {"selected_option": {"value": "theme"}}
    values["scope"] = {"value": theme}
    values["about"] = {"value": {"value": " wachten op hulp "}}
    assert read_start(view | {"state": {"values": values}})["scope"] == "Eén thema: wachten op hulp"
    del values["scope"]  # left as it was: the whole organisation, about something
    assert read_start(view | {"state": {"values": values}})["scope"] == "wachten op hulp"


def test_the_welcome_says_what_was_set(store: Store) -> None:
    thread = Thread(store)
    assert "Bereik: Eén thema: wachten &lt;op&gt; hulp." in text_of(
        thread.start(scope="Eén thema: wachten <op> hulp")
    )
    assert thread.plan().scope == "Eén thema: wachten <op> hulp"


def test_without_a_channel_the_form_asks_for_one() -> None:
    view = start_view("nl", channel="", user="U1")
    assert view["blocks"][-1]["element"]["type"] == "conversations_select"


def test_the_form_for_a_draft_shows_its_versions() -> None:
    versions = [
        DraftVersion(number=n, author=a, created_at=utc_now(), statements=[Statement(text, (1,)).as_json()])
        for n, a, text in ((1, "coach", "Oud."), (2, "U1", "Anders."))
    ]
    view = adjust_view("a1", "De tekst.", "nl", versions)
    assert view["blocks"][0]["element"]["initial_value"] == "De tekst."
    shown = view["blocks"][2]["text"]["text"]
    assert "Versie 2" in shown and "- Oud.\n+ Anders." in shown
    state = {"values": {"text": {"value": {"value": "Nieuw."}}}}
    assert read_adjust(view | {"state": state}) == ("a1", "Nieuw.")


def test_a_long_draft_is_edited_in_several_fields_and_loses_nothing() -> None:
    lines = [f"Dit is zin {number} van een lang concept. " + "Woord " * 60 + "." for number in range(20)]
    view = adjust_view("a1", "\n".join(lines), "nl", [])
    fields = {b["block_id"]: b["element"] for b in view["blocks"] if b["type"] == "input"}
    assert len(fields) > 2 and all(len(f["initial_value"]) <= 3000 for f in fields.values())
    state = {"values": {id: {"value": {"value": f["initial_value"]}} for id, f in fields.items()}}
    assert read_adjust(view | {"state": state}) == ("a1", "\n".join(lines))


def test_from_whom_fits_in_a_modal() -> None:
    view = from_whom_view("¹ Karin: “x”\n" * 400, "nl")
    assert all(len(block["text"]["text"]) <= 3000 for block in view["blocks"])


def test_long_messages_are_cut_into_what_slack_takes() -> None:
    built = blocks.message("woord " * 5000, (Move.NEXT,), "a1", texts("nl"))
    assert len(built) <= 50 and all(len(b["text"]["text"]) <= 3000 for b in built if b["type"] == "section")
    assert sum(len(b["text"]["text"]) for b in built if b["type"] == "section") <= 13_200
    button = built[-1]["elements"][0]
    assert (button["action_id"], button["value"]) == ("agenda_next", "a1")


def _untouched(view: dict[str, Any]) -> dict[str, Any]:
    """The state Slack sends when nobody changes anything."""
    state = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            state[block["block_id"]] = {
                element["action_id"]: {
                    "type": element["type"],
                    "value": element.get("initial_value"),
                    "selected_option": element.get("initial_option"),
                    "selected_users": element.get("initial_users"),
                }
            }
    return state


def test_documents_hold_plain_characters_and_messages_escaped_ones(thread: Thread, store: Store) -> None:
    thread.say("Karin", "geen idee")
    thread.say("A&B", "ik tel de 3 gevallen van R&amp;D en &lt;5 van Z voor vrijdag")
    thread.say("Karin", "verder")
    assert "A&B: “ik tel de 3 gevallen van R&D en \\<5 van Z voor vrijdag”" in exported(thread, "md").decode()
    with store.session() as session:
        shown = thread.coach().overview(session, thread._agenda(session)).text
    assert "A&amp;B: “ik tel de 3 gevallen van R&amp;D en &lt;5 van Z voor vrijdag”" in shown
