"""The self-scan and the cost per unit: alone, then together."""

from __future__ import annotations

import pytest

from bot.coach import Move
from bot.coach.drafts.draft import from_json
from bot.coach.tools.cost import per_unit, read_range, read_share, unreadable
from bot.coach.tools.views import as_value, cost_view, read_cost, read_scan, scan_view
from bot.store.base import Store
from prompts.curriculum import load_curriculum
from tests.coach.conftest import Thread, text_of

ANSWERS = {"Karin": "3 4 1 5 1 3 3 2", "Joost": "3 4 5 5 1 3 3 2"}
SUM = {
    "unit": "één aanvraag",
    "number": "1.200",
    "hours": "2 tot 3",
    "rate": "60 tot 75",
    "other": "6.000 euro",
    "redo": "1 op de 5",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_scan_asks_in_the_thread_and_answers_in_private(store: Store, language: str) -> None:
    thread = Thread(store)
    thread.start(language=language)
    offered = text_of(thread.press(Move.SCAN))
    assert all(s.text in offered for s in load_curriculum(language).scan.statements)
    word = "zelfscan" if language == "nl" else "self-scan"
    assert [reply.to for reply in thread.say("Karin", f"{word} {ANSWERS['Karin']}").replies] == ["U-Karin"]
    assert thread.read(lambda agenda: len(agenda.scan)) == 8


def test_the_spread_is_a_table_a_picture_and_the_way_into_the_question(thread: Thread) -> None:
    for name, answers in ANSWERS.items():
        thread.press(Move.SCAN, answers.replace(" ", ","), name=name)
    (reply,) = thread.press(Move.SCAN_RESULT).replies
    axis = load_curriculum("nl").scan.statements[2]
    assert axis.text in reply.text and "1-5" in reply.text and "3,0" in reply.text
    assert "Karin" not in reply.text and "Joost" not in reply.text
    assert thread.read(lambda agenda: agenda.stage) == "stand"
    (file,) = reply.files
    assert file.content.startswith(b"\x89PNG") and len(file.content) > 10_000
    assert f"{axis.axis} 1-5 (3,0)" in file.alt
    assert reply.formats == ("radar",)


def test_answers_can_be_changed_and_wrong_ones_are_refused(thread: Thread) -> None:
    thread.say("Karin", "zelfscan 1 1 1 1 1 1 1 1")
    thread.say("Karin", "zelfscan 5 1 1 1 1 1 1 1")
    thread.say("Karin", "zelfscan 5 1 1")
    thread.say("Karin", "zelfscan 9 9 9 9 9 9 9 9")
    levels = thread.read(lambda agenda: [a.level for a in agenda.scan])
    assert levels == [5, 1, 1, 1, 1, 1, 1, 1]


def test_the_form_of_the_scan_gives_what_was_chosen() -> None:
    curriculum = load_curriculum("nl")
    ids = [statement.id for statement in curriculum.scan.statements]
    view = scan_view("a1", curriculum, {ids[0]: 4})
    assert view["blocks"][1]["element"]["initial_option"]["value"] == "4"
    chosen = {id: {"value": {"selected_option": {"value": str(n % 5 + 1)}}} for n, id in enumerate(ids)}
    assert read_scan({**view, "state": {"values": chosen}}) == ("a1", "1,2,3,4,5,1,2,3")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("2 tot 3", 2, 3),
        ("60-75 euro", 60, 75),
        ("1.200", 1200, 1200),
        ("1,200", 1200, 1200),
        ("1,5 uur", 1.5, 1.5),
        ("30 minuten", 0.5, 0.5),
        ("1.000,50", 1000.5, 1000.5),
        ("1,000.50", 1000.5, 1000.5),
        ("1.250.000", 1_250_000, 1_250_000),
        ("€ 1.250,- per maand", 1250, 1250),
        ("5 tot 2", 2, 5),
    ],
)
def test_numbers_as_people_write_them(text: str, low: float, high: float) -> None:
    assert read_range(text) == (low, high)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("number", "-5"),
        ("hours", "-2 tot -1"),
        ("rate", "€ -60"),
        ("hours", "0"),
        ("number", "0"),
        ("redo", "nee"),
    ],
)
def test_the_form_refuses_what_makes_no_sum(field: str, text: str) -> None:
    assert unreadable(load_curriculum("nl").unit_cost, {**SUM, field: text}) == [field]


@pytest.mark.parametrize(("field", "text"), [("rate", "60-75"), ("rate", "60 - 75 euro"), ("other", "0")])
def test_the_form_takes_a_range_with_a_dash_and_zero(field: str, text: str) -> None:
    assert unreadable(load_curriculum("nl").unit_cost, {**SUM, field: text}) == []


def test_shares_as_people_write_them() -> None:
    assert read_share("1 op de 5") == (0.2, 0.2)
    assert read_share("20%") == read_share("20 procent") == (0.2, 0.2)
    assert read_share("0") == (0, 0)


def test_the_sum_is_low_with_low_and_high_with_high() -> None:
    low, high = per_unit(SUM)
    assert low == pytest.approx(2 * 60 * 1.2 + 5) and high == pytest.approx(3 * 75 * 1.2 + 5)


def at_cost(store: Store) -> Thread:
    thread = Thread(store)
    thread.start()
    while thread.read(lambda agenda: agenda.stage) != "quality-cost":
        thread.say("Karin", "overslaan")
    return thread


@pytest.mark.parametrize("way", ["words", "form"])
def test_the_outcome_leads_back_to_who_filled_it_in(store: Store, way: str) -> None:
    thread = at_cost(store)
    if way == "form":
        value = as_value(load_curriculum("nl").unit_cost, SUM)
        shown = text_of(thread.press(Move.COST, value, name="Joost"))
    else:
        assert "Wat tellen we?" in text_of(thread.say("Joost", "sommetje"))
        shown = [text_of(thread.say("Joost", text)) for text in SUM.values()][-1]
    assert "Eén aanvraag kost ongeveer 150 tot 280 euro." in shown and "uurprijs" in shown
    thread.say("Karin", "verder")
    (statement,) = thread.read(lambda a: from_json(a.versions[-1].statements))  # type: ignore[misc]
    source = thread.read(lambda a: next(c for c in a.contributions if c.id == statement.contributions[0]))
    assert source.user == "U-Joost" and "150 tot 280" in statement.text  # type: ignore[attr-defined]


def test_one_figure_is_no_range(store: Store) -> None:
    thread = at_cost(store)
    exact = {**SUM, "hours": "2", "rate": "60", "other": "0", "redo": "0"}
    shown = text_of(thread.press(Move.COST, as_value(load_curriculum("nl").unit_cost, exact)))
    assert "Eén aanvraag kost ongeveer 120 euro." in shown


def test_another_number_takes_the_draft_along(store: Store) -> None:
    thread = at_cost(store)
    thread.press(Move.COST, as_value(load_curriculum("nl").unit_cost, SUM))
    thread.say("Karin", "verder")
    thread.press(Move.COST, as_value(load_curriculum("nl").unit_cost, {**SUM, "hours": "1"}))
    (statement,) = thread.read(lambda a: from_json(a.versions[-1].statements))  # type: ignore[misc]
    assert "77 tot 95 euro" in statement.text


def test_talk_about_something_else_is_heard_as_that(store: Store) -> None:
    thread = at_cost(store)
    thread.say("Joost", "sommetje")
    thread.say("Joost", "één aanvraag")
    thread.say("Meral", "Het is pas goed als iemand niet meer terug hoeft te komen voor hetzelfde.")
    assert thread.read(lambda a: [c.kind for c in a.contributions]) == ["answer"]
    assert thread.read(lambda a: [given.field for given in a.cost]) == ["unit"]


def test_the_form_of_the_sum_keeps_what_was_filled_in() -> None:
    view = cost_view("a1", load_curriculum("nl"), {"number": "900"})
    first = {block["block_id"]: block["element"].get("initial_value") for block in view["blocks"][1:]}
    assert first["number"] == "900" and first["redo"] == "0" and first["unit"] is None
    values = {id: {"value": {"value": text}} for id, text in SUM.items()}
    assert read_cost({**view, "state": {"values": values}}) == ("a1", SUM)
