"""The reisplan as a Word document: real styles, its language set, a description with the picture."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

from bot.coach.documents import pdf, roadmap
from bot.coach.documents.one_page import page
from bot.coach.documents.wording import LOCALES, facts, note, open_list, step
from bot.coach.plan import Plan, Section
from prompts import Texts

_ACCENT = (0x0B, 0x55, 0x63)
_FONT = "Cambria"


def full(plan: Plan, t: Texts) -> bytes:
    """The whole plan."""
    document = _document(plan, t, margin=28, size=11)
    for fact in facts(plan, t):
        _labelled(document, fact)
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        if sections:
            _heading(document, title, 1)
        for section in sections:
            _heading(document, section.title, 2)
            _body(document, section, t)
    _first_step(document, plan, t)
    _heading(document, t("handover.roadmap.title"), 1)
    _roadmap(document, plan, t)
    _bullets(document, t("agenda.plan.open"), open_list(plan))
    return _finished(document, plan, t)


def one_page(plan: Plan, t: Texts) -> bytes:
    """The plan on one A4, as condensed as a printed page needs it whatever the fonts at hand."""
    shown = page(plan, t, level=2)
    document = _document(plan, t, margin=18, size=9.5)
    _labelled(document, *facts(plan, t))
    for title, sections in shown.parts:
        _heading(document, title, 1)
        for head, text in sections:
            _labelled(document, (head, text), mark=". ")
    _first_step(document, plan, t)
    _roadmap(document, plan, t)
    _bullets(document, t("handover.page.open"), shown.open)
    return _finished(document, plan, t)


def _document(plan: Plan, t: Texts, *, margin: float, size: float) -> Any:
    """An A4 document with its properties, styles and title; `margin` in mm, `size` in points."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    sheet = document.sections[0]
    sheet.page_width, sheet.page_height = Mm(210), Mm(297)
    sheet.left_margin = sheet.right_margin = Mm(margin)
    sheet.top_margin = sheet.bottom_margin = Mm(margin - 3)
    _describe(document, plan, t)
    _style(document, size)
    _heading(document, plan.title, 0)
    return document


def _describe(document: Any, plan: Plan, t: Texts) -> None:
    from docx.oxml.ns import qn

    core, language = document.core_properties, LOCALES[plan.language]
    core.title, core.author = _xml(plan.title), _xml(", ".join(plan.people))
    core.language, core.comments = language, _xml(note(plan, t))
    core.created = core.modified = datetime.combine(plan.day, time(), UTC)
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if fonts is not None:
        fonts.set(qn("w:val"), language)


def _style(document: Any, size: float) -> None:
    """One typeface, calm sizes; Word's own headings keep their place in the outline."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    looks = {
        "Normal": (size, 0.0, size * 0.4),
        "Title": (size * 2.2, 0.0, size * 0.6),
        "Heading 1": (size * 1.5, size, size * 0.3),
        "Heading 2": (size * 1.1, size * 0.7, size * 0.2),
        "List Bullet": (size, 0.0, size * 0.3),
        "Intense Quote": (size * 0.85, size * 0.8, 0.0),
    }
    for name, (points, before, after) in looks.items():
        style = document.styles[name]
        style.font.name, style.font.size = _FONT, Pt(round(points * 2) / 2)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        if name in ("Title", "Heading 1", "Intense Quote"):
            style.font.bold, style.font.color.rgb = False, RGBColor(*_ACCENT)
        if name == "Heading 2":
            style.font.bold, style.font.color.rgb = True, RGBColor(0x1D, 0x2B, 0x33)


def _heading(document: Any, text: str, level: int) -> None:
    document.add_heading(_xml(text), level=level)


def _body(document: Any, section: Section, t: Texts) -> None:
    lines = list(section.lines) or ([] if section.open or section.decided else [t("agenda.plan.parked")])
    for number, line in enumerate(section.decided):
        document.add_paragraph(_xml(line), style="List Bullet").runs[0].bold = not number
    if section.form == "list":
        for line in lines:
            document.add_paragraph(_xml(line), style="List Bullet")
    elif lines:
        document.add_paragraph(_xml(" ".join(lines)))
    if section.open:
        text = t("agenda.stage.open", points=" ".join(section.open)).replace("_", "")
        document.add_paragraph(_xml(text)).runs[0].italic = True


def _first_step(document: Any, plan: Plan, t: Texts) -> None:
    if plan.first_step is None:
        return
    _heading(document, t("agenda.plan.first_step"), 1)
    for pair in step(plan, t):
        _labelled(document, pair)


def _roadmap(document: Any, plan: Plan, t: Texts) -> None:
    """The picture with its description; the description alone when no picture can be made here."""
    text = roadmap.alt(roadmap.roadmap(plan, t), t)
    try:
        picture = pdf.picture(plan, t)
    except pdf.PdfError:
        document.add_paragraph(_xml(text))
        return
    sheet = document.sections[0]
    width = sheet.page_width - sheet.left_margin - sheet.right_margin
    shape = document.add_picture(io.BytesIO(picture), width=width)
    described = shape._inline.docPr
    described.set("descr", _xml(text))
    described.set("title", t("handover.roadmap.title"))


def _bullets(document: Any, title: str, points: Sequence[str]) -> None:
    if points:
        _heading(document, title, 1)
    for point in points:
        document.add_paragraph(_xml(point), style="List Bullet")


def _labelled(document: Any, *pairs: tuple[str, str], mark: str = ": ") -> None:
    """A line with each label in bold before its value."""
    paragraph = document.add_paragraph()
    for number, (label, value) in enumerate(pairs):
        paragraph.add_run(f"{' · ' if number else ''}{_xml(label)}{mark}").bold = True
        paragraph.add_run(_xml(value))


def _finished(document: Any, plan: Plan, t: Texts) -> bytes:
    document.add_paragraph(_xml(note(plan, t)), style="Intense Quote")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _xml(text: str) -> str:
    """Without the control characters that a Word document can't hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")
