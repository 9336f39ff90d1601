"""The reisplan as Markdown, as a Word document and as data."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from bot.coach.outcome import File
from bot.coach.plan import Plan, Section, assemble
from bot.coach.talk import reader
from bot.coach.words import normalise
from bot.store.agendas import Agenda
from prompts import Texts, texts

DOCX_LANGUAGE = {"nl": "nl-NL", "en": "en-GB"}


def export(session: Session, agenda: Agenda, format: str) -> bytes:
    """The agenda as it stands, as "md", "docx" or "json"."""
    plan, said = assemble(reader(session, agenda)), texts(agenda.language)
    if format == "json":
        return (json.dumps(as_json(plan), ensure_ascii=False, indent=2) + "\n").encode()
    return files(plan, said)[format].content


def files(plan: Plan, t: Texts) -> dict[str, File]:
    """The plan as files, by format: "md" and "docx"."""
    name = "-".join(filter(None, (t("agenda.plan.file"), _slug(plan.organisation), plan.day.isoformat())))
    title = t("agenda.plan.file_title", organisation=plan.organisation).strip()
    alt = t("agenda.plan.file_alt")
    return {
        "md": File(f"{name}.md", markdown(plan, t).encode(), title, alt),
        "docx": File(f"{name}.docx", docx(plan, t), title, alt),
    }


def markdown(plan: Plan, t: Texts) -> str:
    """The plan in Markdown: three questions, their sections, what is open, the first step, who took part."""
    lines = [f"# {_md(plan.title)}", ""]
    lines += [f"- {label}: {_md(value)}" for label, value in _facts(plan, t)]
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        if sections:
            lines += ["", f"## {_md(title)}"]
        for section in sections:
            lines += ["", f"### {_md(section.title)}", "", *_body_md(section, t)]
    if plan.first_step:
        lines += ["", f"## {t('agenda.plan.first_step')}", ""]
        lines += [f"- {label}: {_md(value)}" for label, value in _step(plan, t)]
    if points := open_list(plan):
        lines += ["", f"## {t('agenda.plan.open')}", "", *(f"- {_md(point)}" for point in points)]
    return "\n".join([*lines, "", "---", "", t("agenda.plan.note"), ""])


def docx(plan: Plan, t: Texts) -> bytes:
    """The plan as a Word document with real headings, its language set and its properties filled."""
    from docx import Document

    document = Document()
    _describe(document, plan, t)
    document.add_heading(plan.title, level=0)
    for label, value in _facts(plan, t):
        _labelled(document, label, value)
    for key, title in plan.parts:
        sections = [section for section in plan.sections if section.part == key]
        if sections:
            document.add_heading(title, level=1)
        for section in sections:
            document.add_heading(section.title, level=2)
            _body_docx(document, section, t)
    if plan.first_step:
        document.add_heading(t("agenda.plan.first_step"), level=1)
        for label, value in _step(plan, t):
            _labelled(document, label, value)
    if points := open_list(plan):
        document.add_heading(t("agenda.plan.open"), level=1)
        for point in points:
            document.add_paragraph(_xml(point), style="List Bullet")
    document.add_paragraph(t("agenda.plan.note"), style="Intense Quote")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


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


def open_list(plan: Plan) -> list[str]:
    """Everything that is still open, with the section it belongs to."""
    return [f"{section.title}: {point}" for section in plan.sections for point in section.open]


def _section_json(plan: Plan, section: Section) -> dict[str, Any]:
    return {
        "stage": section.stage,
        "part": section.part,
        "title": section.title,
        "state": section.state,
        "statements": [
            {
                "text": s.text,
                "contributions": [_source(plan, id) for id in s.contributions if id in plan.contributions],
            }
            for s in section.statements
        ],
        "open": list(section.open),
    }


def _source(plan: Plan, id: int) -> dict[str, str]:
    said = plan.contributions[id]
    return {"user": "" if plan.anonymous else said.user, "ts": said.ts, "text": said.text}


def _facts(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    facts = [
        (t("agenda.plan.date"), plan.day.isoformat()),
        (t("agenda.plan.scope"), plan.scope),
        (t("agenda.plan.people"), ", ".join(plan.people)),
        (t("agenda.plan.signed"), plan.signed_by or t("agenda.plan.unsigned")),
    ]
    return [(label, value) for label, value in facts if value]


def _step(plan: Plan, t: Texts) -> list[tuple[str, str]]:
    step = plan.first_step
    if step is None:
        return []
    missing = t("agenda.plan.not_said")
    return [
        (t("agenda.plan.what"), step.text),
        (t("agenda.plan.owner"), step.owner or missing),
        (t("agenda.plan.due"), step.due or missing),
    ]


def _body_md(section: Section, t: Texts) -> list[str]:
    unsaid = [] if section.open else [f"_{t('agenda.plan.parked')}_"]
    lines = [_md(line) for line in section.lines] or unsaid
    body = [f"- {line}" for line in lines] if section.form == "list" else [" ".join(lines)]
    missing = [t("agenda.stage.open", points=_md(" ".join(section.open)))] if section.open else []
    return [*body, *(("", *missing) if missing and lines else missing)]


def _body_docx(document: Any, section: Section, t: Texts) -> None:
    lines = list(section.lines) or ([] if section.open else [t("agenda.plan.parked")])
    if section.form == "list":
        for line in lines:
            document.add_paragraph(_xml(line), style="List Bullet")
    elif lines:
        document.add_paragraph(_xml(" ".join(lines)))
    if section.open:
        text = t("agenda.stage.open", points=" ".join(section.open)).replace("_", "")
        document.add_paragraph(_xml(text)).runs[0].italic = True


def _labelled(document: Any, label: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(_xml(value))


def _describe(document: Any, plan: Plan, t: Texts) -> None:
    from docx.oxml.ns import qn

    core, language = document.core_properties, DOCX_LANGUAGE[plan.language]
    core.title, core.author = _xml(plan.title), _xml(", ".join(plan.people))
    core.language, core.comments = language, t("agenda.plan.note")
    core.created = core.modified = datetime.combine(plan.day, time(), UTC)
    fonts = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if fonts is not None:
        fonts.set(qn("w:val"), language)


def _md(text: str) -> str:
    """People's words as plain text in Markdown: no headings, links or HTML come of them."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


def _xml(text: str) -> str:
    """Without the control characters that a Word document can't hold."""
    return "".join(c for c in text if c.isprintable() or c in "\n\t")


def _slug(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", normalise(text)))[:40]
