"""PDFs are checked as a reader with a screen reader meets them: tags, language, title, order, descriptions.

Typst refuses to write a PDF/UA-1 that breaks a rule it can check; these tests look at what came out.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from bot.coach.documents import pdf
from bot.coach.plan import Plan
from prompts import texts
from tests.coach.sample_plan import STEP, empty_plan, full_plan, sample_plan, section

NL, EN = texts("nl"), texts("en")


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content))


def tags(content: bytes) -> list[tuple[str, str]]:
    """(tag, description) of every structure element, in reading order."""

    def below(element: Any) -> Iterator[tuple[str, str]]:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                yield from below(kid)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield str(element.S), str(element.get("/Alt", ""))
            if "/K" in element:
                yield from below(element.K)

    with opened(content) as document:
        return list(below(document.Root.StructTreeRoot.K))


def text_of(content: bytes) -> str:
    document = PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize("make", [pdf.full, pdf.one_page])
def test_a_pdf_says_what_it_is_and_in_which_language(make: Any) -> None:
    document = opened(make(sample_plan(), NL))
    assert document.Root.MarkInfo.Marked
    assert str(document.Root.Lang) == "nl"
    assert str(document.docinfo["/Title"]) == "Reisplan van gemeente Lommerdam"
    assert document.Root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("make", [pdf.full, pdf.one_page])
def test_headings_go_down_one_step_at_a_time(make: Any) -> None:
    found = [tag for tag, _ in tags(make(sample_plan(), NL))]
    levels = [int(tag[2:]) for tag in found if tag[:2] == "/H" and tag[2:].isdigit()]
    assert levels[0] == 1 and len(levels) >= 4
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("make", [pdf.full, pdf.one_page])
def test_the_road_map_is_described(make: Any) -> None:
    figures = [alt for tag, alt in tags(make(sample_plan(), NL)) if tag == "/Figure"]
    assert len(figures) == 1
    assert "7 december: Eerste stap (Meral)" in figures[0] and "1 december" in figures[0]


def test_it_reads_in_the_order_of_the_plan() -> None:
    text = " ".join(text_of(pdf.full(sample_plan(), NL)).split())
    heads = ["Waar staan we nu?", "Waar we nu staan", "Welke richting?", "Routekaart", "Wat nog open is"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)


def test_every_font_is_embedded() -> None:
    document = opened(pdf.full(sample_plan(), NL))
    fonts = [o for o in document.objects if isinstance(o, pikepdf.Dictionary) and "/FontDescriptor" in o]
    assert fonts
    for font in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())


@pytest.mark.parametrize("plan", [sample_plan(), full_plan(), empty_plan()], ids=["usual", "full", "empty"])
def test_one_page_is_one_page(plan: Plan) -> None:
    made = pdf.one_page(plan, NL)
    assert pdf.pages(made) == 1
    with opened(made) as document:
        width, height = document.pages[0].mediabox[2:]
    assert (round(width), round(height)) == (595, 842)


def test_one_page_keeps_the_first_step_whole() -> None:
    shown = " ".join(text_of(pdf.one_page(sample_plan(), NL)).split())
    assert STEP.text in shown and "Wie: Meral" in shown


def test_peoples_words_are_never_read_as_markup() -> None:
    words = "#panic[x] *ster* _streep_ $1+1$ <label> @ref \\ // zo"
    plan = sample_plan(sections=[section("stand", "now", "Kop #1", [words])], first_step=None)
    assert "#panic[x] *ster* _streep_ $1+1$ <label> @ref \\ // zo" in text_of(pdf.full(plan, NL))


@pytest.mark.parametrize("words", ["Blij 😅 hoor", "中文 и русский", "العربية", "\x00\x0b\ud7ff"])
def test_a_character_without_a_letter_shape_never_stops_the_pdf(words: str) -> None:
    plan = sample_plan(sections=[section("stand", "now", "Waar we staan", [f"Eerst {words} dan"])])
    shown = text_of(pdf.full(plan, NL))
    assert "Eerst" in shown and "dan" in shown


def test_english_is_english() -> None:
    plan = sample_plan(language="en", title="Reisplan of Lommerdam")
    document = opened(pdf.full(plan, EN))
    assert str(document.Root.Lang) == "en"
    assert "23 November 2026" in text_of(pdf.full(plan, EN))


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert pdf.one_page(sample_plan(), NL) == pdf.one_page(sample_plan(), NL)


def test_without_the_typesetter_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(pdf.PdfError, match="make install"):
        pdf.full(sample_plan(), NL)
