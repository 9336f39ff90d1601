"""A decision is on record wherever the plan is read, with its reason and who saw it otherwise."""

from __future__ import annotations

import io

import pytest
from docx import Document
from pypdfium2 import PdfDocument

from bot.coach.documents import docx_file, markdown, pdf
from bot.coach.documents.canvas import canvas
from bot.coach.documents.export import as_json
from bot.coach.documents.one_page import page
from bot.coach.plan import Plan
from prompts import texts
from tests.coach.conftest import Thread, text_of
from tests.coach.sample_plan import sample_plan, section

DECIDED = [
    "Besloten: “We zeggen binnen een week nee.”",
    "Want: Karin: “dan weten boeren waar ze aan toe zijn”",
    "Anders gezien: Joost: “dan krijgen we meer bezwaren”",
]
OTHER = "We bellen voordat we een brief sturen."
nl = texts("nl")


@pytest.fixture
def plan() -> Plan:
    return plan_of(["We zeggen binnen een week nee.", OTHER])


def plan_of(lines: list[str]) -> Plan:
    direction = section("direction", "where", "Waar we ons aan houden", lines, decided=DECIDED)
    step = section("first-step", "step", "Onze eerste stap", ["Meral belt drie nabestaanden."])
    return sample_plan(sections=[direction, step])


def test_markdown_word_canvas_and_json_have_the_decision(plan: Plan) -> None:
    word = "\n".join(p.text for p in Document(io.BytesIO(docx_file.full(plan, nl))).paragraphs)
    for text in (markdown.full(plan, nl), word, canvas(plan, nl).markdown):
        assert all(line in text for line in (*DECIDED, OTHER))
        assert text.index(DECIDED[0]) < text.index(OTHER)
    assert as_json(plan)["sections"][0]["decided"] == DECIDED


def test_the_pdf_has_the_decision(plan: Plan) -> None:
    text = " ".join(_words(pdf.full(plan, nl)))
    assert all(" ".join(line.split()) in text for line in DECIDED)


def test_one_page_leads_with_the_decision(plan: Plan) -> None:
    (_, ((_, roomy),)), *_ = page(plan, nl, level=0).parts
    (_, ((_, tight),)), *_ = page(plan, nl, level=1).parts
    assert (roomy, tight) == (f"{DECIDED[0]} {OTHER}", DECIDED[0])


def test_a_part_with_nothing_but_a_decision_was_discussed(plan: Plan) -> None:
    only = plan_of([])
    for text in (markdown.full(only, nl), canvas(only, nl).markdown):
        assert DECIDED[0] in text and nl("agenda.plan.parked") not in text
    assert DECIDED[0] in markdown.one_page(only, nl)


def test_the_draft_and_the_summary_show_the_decision(thread: Thread) -> None:
    thread.press_on("direction")
    thread.say("Karin", "Wij zeggen binnen een week nee als het toch nee wordt.")
    thread.say("Joost", "Wij bellen altijd eerst voordat we een brief sturen.")
    for name, text in (
        ("Karin", "stemmen"),
        ("Karin", "stip 1 1 2"),
        ("Karin", "besluit 1"),
        ("Karin", "dan weten boeren waar ze aan toe zijn"),
        ("Joost", "niemand"),
    ):
        thread.say(name, text)
    for said in ("verder", "samenvatting"):
        assert "Besloten: “Wij zeggen binnen een week nee" in text_of(thread.say("Karin", said))


def _words(file: bytes) -> list[str]:
    return " ".join(page.get_textpage().get_text_range() for page in PdfDocument(file)).split()
