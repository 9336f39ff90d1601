"""The reisplan as files: in full and on one page, as Markdown, Word and PDF; the road map; and as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.coach.conversation.talk import reader
from bot.coach.documents import docx_file as export_docx
from bot.coach.documents import markdown as export_markdown
from bot.coach.documents import pdf, roadmap
from bot.coach.documents.wording import file_name, file_title, open_list
from bot.coach.outcome import File
from bot.coach.plan import Plan, Section, assemble
from bot.store.agendas import Agenda
from prompts import Texts, texts

_MAKE: dict[str, Callable[[Plan, Texts], bytes]] = {
    "md": lambda plan, t: export_markdown.full(plan, t).encode(),
    "docx": export_docx.full,
    "pdf": pdf.full,
    "page_md": lambda plan, t: export_markdown.one_page(plan, t).encode(),
    "page_docx": export_docx.one_page,
    "page_pdf": pdf.one_page,
    "roadmap": pdf.picture,
}
FORMATS = (*_MAKE, "json")


def export(session: Session, agenda: Agenda, format: str) -> bytes:
    """The agenda as it stands, in one of FORMATS; raises pdf.PdfError when a PDF can't be made here."""
    plan = assemble(reader(session, agenda))
    if format == "json":
        return (json.dumps(as_json(plan), ensure_ascii=False, indent=2) + "\n").encode()
    return _MAKE[format](plan, texts(agenda.language))


def files(plan: Plan, t: Texts, formats: Sequence[str] = ("md", "docx")) -> dict[str, File]:
    """The plan as files, by format. Raises pdf.PdfError when a PDF is asked for and can't be made here."""
    return {format: _file(plan, t, format) for format in formats}


def possible(plan: Plan, t: Texts, formats: Sequence[str]) -> tuple[dict[str, File], str]:
    """The files that can be made here, and what to tell about those that can't ("" when all can)."""
    made, problem = {}, ""
    for format in formats:
        try:
            made[format] = _file(plan, t, format)
        except pdf.PdfError as error:
            problem = str(error)
    return made, problem


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan as data: sections with `statements`, each with the contributions it comes from."""
    step = plan.first_step
    return {
        "id": plan.id,
        "title": plan.title,
        "organisation": plan.organisation,
        "scope": plan.scope,
        "language": plan.language,
        "status": plan.status,
        "stage": plan.stage,
        "date": plan.day.isoformat(),
        "people": list(plan.people),
        "signed_by": plan.signed_by,
        "sections": [_section_json(plan, section) for section in plan.sections],
        "open": open_list(plan),
        "first_step": {"text": step.text, "owner": step.owner, "due": step.due} if step else None,
    }


def _file(plan: Plan, t: Texts, format: str) -> File:
    content, title = _MAKE[format](plan, t), file_title(plan, t)
    if format == "roadmap":
        name = file_name(plan, t, t("handover.roadmap.file"), ending="png")
        alt = roadmap.alt(roadmap.roadmap(plan, t), t)
        return File(name, content, t("handover.roadmap.title"), alt)
    if format.startswith("page_"):
        name = file_name(plan, t, t("handover.page.file"), ending=format.removeprefix("page_"))
        return File(name, content, t("handover.file.page_title"), t("handover.file.page_alt"))
    return File(file_name(plan, t, ending=format), content, title, t("handover.file.full_alt"))


def _section_json(plan: Plan, section: Section) -> dict[str, Any]:
    return {
        "stage": section.stage,
        "part": section.part,
        "title": section.title,
        "state": section.state,
        "statements": [
            {
                "text": s.text,
                "by_model": s.by_model,
                "contributions": [_source(plan, id) for id in s.contributions if id in plan.contributions],
            }
            for s in section.statements
        ],
        "decided": list(section.decided),
        "open": list(section.open),
    }


def _source(plan: Plan, id: int) -> dict[str, str]:
    said = plan.contributions[id]
    return {"user": "" if plan.anonymous else said.user, "ts": said.ts, "text": said.text}
