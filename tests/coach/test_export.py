"""The reisplan as Word and Markdown, in full and on one page."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from docx import Document

from bot.coach.documents import export
from prompts import texts
from tests.coach.conftest import Thread
from tests.coach.sample_plan import empty_plan, full_plan, sample_plan, section

NL = texts("nl")
FILES = ("md", "docx", "pdf", "page_md", "page_docx", "page_pdf", "roadmap")


def word(format: str, plan: Any = None) -> Any:
    return Document(io.BytesIO(export.files(plan or sample_plan(), NL, (format,))[format].content))


@pytest.mark.parametrize("format", ["docx", "page_docx"])
def test_word_describes_its_picture(format: str) -> None:
    shapes = word(format).inline_shapes
    assert len(shapes) == 1
    described = shapes[0]._inline.docPr.get("descr")
    assert described.startswith("Routekaart") and "7 december" in described


@pytest.mark.parametrize("format", ["docx", "page_docx"])
def test_word_is_a4_in_real_styles(format: str) -> None:
    document = word(format)
    sheet = document.sections[0]
    assert [round(side.mm) for side in (sheet.page_width, sheet.page_height)] == [210, 297]
    styles = {p.style.name for p in document.paragraphs}
    assert {"Title", "Heading 1", "List Bullet"} <= styles
    assert document.core_properties.language == "nl-NL"


def test_without_a_typesetter_word_tells_the_road_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    document = word("docx")
    assert not document.inline_shapes
    assert any(p.text.startswith("Routekaart van links naar rechts") for p in document.paragraphs)


def test_what_can_be_made_is_made_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    made, problem = export.possible(sample_plan(), NL, ("md", "pdf"))
    assert list(made) == ["md"] and "make install" in problem


def test_every_file_has_a_name_of_its_own_a_title_and_a_description() -> None:
    made = export.files(sample_plan(), NL, FILES)
    assert len({file.name for file in made.values()}) == len(FILES)
    assert all(file.title and file.alt and file.content for file in made.values())
    assert made["page_pdf"].name == "reisplan-gemeente-lommerdam-op-een-a4-2026-11-23.pdf"


def test_one_page_says_less_and_nothing_else() -> None:
    full = export.files(full_plan(), NL, ("md",))["md"].content.decode()
    page = export.files(full_plan(), NL, ("page_md",))["page_md"].content.decode()
    assert len(page) < len(full) / 2
    for line in page.splitlines():
        if line.startswith("**"):
            assert line.split("** ")[1].split("…")[0] in full


def test_markdown_shows_the_road() -> None:
    text = export.files(sample_plan(), NL, ("md",))["md"].content.decode()
    assert "## Routekaart" in text and "- **7 december** Eerste stap (Meral)" in text


def test_an_empty_plan_is_still_a_document() -> None:
    assert all(file.content for file in export.files(empty_plan(), NL, FILES).values())


def test_markup_in_peoples_words_stays_words() -> None:
    plan = sample_plan(sections=[section("stand", "now", "Stand", ["# Kop <b> [x](http://y)"])])
    text = export.files(plan, NL, ("page_md",))["page_md"].content.decode()
    assert "<b>" not in text and "[x](" not in text


def test_every_format_can_be_exported_from_the_store(thread: Thread) -> None:
    thread.say("Karin", "Maandag belde een vrouw die drie keer werd doorverbonden.")
    thread.say("Karin", "verder")
    with thread.store.session() as session:
        agenda = thread._agenda(session)
        assert all(export.export(session, agenda, format) for format in export.FORMATS)
