"""Tagged PDF (PDF/UA-1) and pictures of a reisplan, set by Typst from the templates beside this file."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Literal

from bot.coach.documents import roadmap
from bot.coach.documents.one_page import LEVELS, page
from bot.coach.documents.wording import facts, note, open_list, step
from bot.coach.plan import Plan, Section
from prompts import Texts

_TEMPLATES = Path(__file__).parent / "typst"
_SCALES = (1.0, 0.92, 0.84)
_RESOLUTION = 200  # dots per inch


class PdfError(Exception):
    """No PDF could be made; the message says so to whoever asked for it."""


def full(plan: Plan, t: Texts) -> bytes:
    """The whole reisplan as PDF/UA-1; raises PdfError."""
    data = _common(plan, t) | {
        "parts": [
            {"title": title, "sections": [_section(s, t) for s in plan.sections if s.part == key]}
            for key, title in plan.parts
            if any(section.part == key for section in plan.sections)
        ],
        "open": open_list(plan),
        "open_title": t("agenda.plan.open"),
        "open_label": t("handover.page.open") + ":",
        "roadmap_title": t("handover.roadmap.title"),
    }
    return _typeset("reisplan.typ", data, plan, t)


def one_page(plan: Plan, t: Texts) -> bytes:
    """The reisplan on one A4 as PDF/UA-1: the most of it that fits; raises PdfError."""
    made = b""
    for level in range(LEVELS):
        for scale in _SCALES:
            made = _typeset("page.typ", _page(plan, t, level, scale), plan, t)
            if pages(made) == 1:
                return made
    return made


def picture(plan: Plan, t: Texts) -> bytes:
    """The road map as PNG; raises PdfError."""
    data = _common(plan, t) | {"title": t("handover.roadmap.title")}
    return _typeset("picture.typ", data, plan, t, format="png")


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _common(plan: Plan, t: Texts) -> dict[str, Any]:
    road = roadmap.roadmap(plan, t)
    return {
        "title": plan.title,
        "lang": plan.language,
        "people": list(plan.people),
        "note": note(plan, t),
        "facts": _labelled(facts(plan, t)),
        "step": _labelled(step(plan, t)),
        "step_title": t("agenda.plan.first_step"),
        "roadmap": roadmap.as_data(road, t),
        "roadmap_alt": roadmap.alt(road, t),
    }


def _page(plan: Plan, t: Texts, level: int, scale: float) -> dict[str, Any]:
    shown = page(plan, t, level)
    return _common(plan, t) | {
        "scale": scale,
        "parts": [
            {"title": title, "sections": [{"title": head, "text": text} for head, text in sections]}
            for title, sections in shown.parts
        ],
        "open": list(shown.open),
        "open_title": t("handover.page.open"),
    }


def _section(section: Section, t: Texts) -> dict[str, Any]:
    unsaid = [] if section.open or section.decided else [t("agenda.plan.parked")]
    return {
        "title": section.title,
        "form": section.form,
        "decided": list(section.decided),
        "lines": list(section.lines) or unsaid,
        "open": list(section.open),
    }


def _labelled(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in pairs]


def _typeset(
    template: str, data: dict[str, Any], plan: Plan, t: Texts, format: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Set the data. PDF/UA allows no empty boxes: what no font here can show gives way, the rest stays."""
    try:
        import typst
    except ImportError:
        raise PdfError(t("handover.pdf.missing")) from None
    for own_fonts, showable in _ATTEMPTS:
        try:
            made = typst.compile(
                str(_TEMPLATES / template),
                format=format,
                ppi=_RESOLUTION if format == "png" else None,
                sys_inputs={"data": json.dumps(_only(showable, data), ensure_ascii=False)},
                ignore_system_fonts=own_fonts,
                pdf_standards=["ua-1"] if format == "pdf" else [],
                timestamp=int(datetime.combine(plan.day, time(), UTC).timestamp()),
            )
        except typst.TypstError:
            continue
        return bytes(made) if isinstance(made, bytes) else b""
    raise PdfError(t("handover.pdf.failed"))


def _only(showable: Callable[[str], bool], value: Any) -> Any:
    """The data with other characters out of its texts: a letter becomes a white square, a symbol goes."""
    if isinstance(value, dict):
        return {key: _only(showable, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_only(showable, item) for item in value]
    if not isinstance(value, str):
        return value
    return "".join(c if showable(c) else "□" if unicodedata.category(c)[0] == "L" else "" for c in value)


def _is_well_known(character: str) -> bool:
    """In the typeface that comes with Typst."""
    return character.isprintable() and (ord(character) < 0x180 or character in "“”‘’„…–—•€□")


def _is_no_symbol(character: str) -> bool:
    category = unicodedata.category(character)
    return _is_well_known(character) or (character.isprintable() and category not in ("So", "Sk", "Mn"))


# (only Typst's own fonts, what may stay), from how it should be to what always works.
_ATTEMPTS: tuple[tuple[bool, Callable[[str], bool]], ...] = (
    (True, str.isprintable),
    (False, str.isprintable),
    (False, _is_no_symbol),
    (True, _is_well_known),
)
