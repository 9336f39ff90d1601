"""An appointment with a human adviser: the team chooses when and what goes along, and gets an .ics file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.coach.afterwards.buttons import button, row
from bot.coach.afterwards.sharing import Message
from bot.coach.conversation import blocks
from bot.coach.documents.one_page import page
from bot.coach.documents.wording import facts, file_name, in_words, open_list, step
from bot.coach.outcome import Block, File
from bot.coach.plan import Plan
from bot.coach.working_days import ZONE, not_before_work
from prompts import Texts

MEET = "handover_appointment"  # callback id of the form
SHARES = ("step", "open", "page", "people")  # what can go along
_CHOSEN = ("step", "open")
_LENGTH = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class Adviser:
    """Who to meet: an e-mail address, a page to book at, or both (ADVISER_EMAIL, ADVISER_URL)."""

    email: str = ""
    url: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.url)


@dataclass(frozen=True, slots=True)
class Wish:
    """`at` is when to meet, in seconds since 1970; `shares` what the team lets the adviser see."""

    agenda: str
    at: int
    shares: tuple[str, ...]


def form(plan: Plan, adviser: Adviser, t: Texts, now: datetime) -> Block:
    """The form: when, and what goes along; nothing goes that isn't ticked. `now` is naive UTC."""
    then = not_before_work(now + timedelta(days=7)).replace(tzinfo=UTC)
    start = then.astimezone(ZONE).replace(hour=10, minute=0, second=0)
    options = [_option(share, t) for share in SHARES]
    when = {"type": "datetimepicker", "action_id": "value", "initial_date_time": int(start.timestamp())}
    along = {
        "type": "checkboxes",
        "action_id": "value",
        "options": options,
        "initial_options": [option for option in options if option["value"] in _CHOSEN],
    }
    return {
        "type": "modal",
        "callback_id": MEET,
        "private_metadata": plan.id,
        "title": _plain(t("handover.appointment.title")),
        "submit": _plain(t("handover.appointment.submit")),
        "close": _plain(t("handover.close")),
        "blocks": [
            _section(t("handover.appointment.intro", adviser=_link(adviser, "", ""))),
            _input("at", t("handover.appointment.when"), when),
            _input("shares", t("handover.appointment.along"), along, optional=True)
            | {"hint": _plain(t("handover.appointment.names"))},
        ],
    }


def read_form(view: dict[str, Any]) -> Wish:
    values = view["state"]["values"]
    chosen = values["shares"]["value"].get("selected_options") or []
    return Wish(
        view["private_metadata"],
        int(values["at"]["value"]["selected_date_time"]),
        tuple(option["value"] for option in chosen),
    )


def proposal(plan: Plan, wish: Wish, by: str, t: Texts) -> Message:
    """What one person proposes, in the thread, so that the team agrees to what is shared."""
    along = "\n".join(f"• {t(f'handover.appointment.share.{share}')}" for share in wish.shares)
    text = t(
        "handover.appointment.proposal",
        user=f"<@{by}>",
        when=_when(wish, t),
        along=along or f"• {t('handover.appointment.nothing')}",
    )
    packed = json.dumps([wish.at, *wish.shares])
    agree = button("meet_agreed", plan.id, t, value=packed, style="primary")
    return Message(blocks.fit(text, 300), (*blocks.sections(text), row([agree])))


def read_agreed(value: str) -> Wish:
    """The wish behind the button below a proposal; ValueError for another value."""
    agenda, _, packed = value.partition("#")
    at, *shares = json.loads(packed)
    return Wish(agenda, int(at), tuple(share for share in shares if share in SHARES))


def agreed(plan: Plan, wish: Wish, adviser: Adviser, by: str, t: Texts) -> tuple[str, File]:
    """The team agreed: what to say in the thread, and the file for the adviser and for calendars."""
    subject = t("handover.appointment.summary", title=plan.title)
    link = _link(adviser, subject, shared(plan, wish.shares, t))
    text = t("handover.appointment.agreed", user=f"<@{by}>", when=_when(wish, t), adviser=link)
    name = file_name(plan, t, t("handover.appointment.file"), ending="ics")
    return text, File(
        name, ics(plan, wish, adviser, t), subject, t("handover.appointment.alt", when=_when(wish, t))
    )


def shared(plan: Plan, shares: Sequence[str], t: Texts) -> str:
    """What the adviser gets to read, as plain text: only what was ticked."""
    plan = plan if "people" in shares else _discreet(plan)
    parts = [plan.title]
    if "people" in shares:
        parts += [f"{label}: {value}" for label, value in facts(plan, t)]
    if "step" in shares and plan.first_step:
        owner = t("agenda.plan.owner")
        named = [pair for pair in step(plan, t) if plan.first_step.owner or pair[0] != owner]
        parts += ["", t("agenda.plan.first_step"), *(f"{label}: {value}" for label, value in named)]
    if "page" in shares:
        parts += ["", *_sections(plan, t)]
    if "open" in shares and (points := open_list(plan)):
        parts += ["", t("agenda.plan.open"), *(f"- {point}" for point in points)]
    return "\n".join(parts)


def ics(plan: Plan, wish: Wish, adviser: Adviser, t: Texts) -> bytes:
    """The appointment for a calendar (RFC 5545); the same wish gives the same event."""
    from icalendar import Calendar, Event, vCalAddress, vText

    start = datetime.fromtimestamp(wish.at, ZONE)
    event = Event()
    event.add("uid", f"{plan.id}-{wish.at}@reisplan")
    event.add("dtstamp", datetime.fromtimestamp(wish.at, UTC))
    event.add("dtstart", start)
    event.add("dtend", start + _LENGTH)
    event.add("summary", t("handover.appointment.summary", title=plan.title))
    event.add("description", shared(plan, wish.shares, t))
    if adviser.email:
        attendee = vCalAddress(f"mailto:{adviser.email}")
        attendee.params["RSVP"] = vText("TRUE")
        event.add("attendee", attendee)
    if adviser.url:
        event.add("url", adviser.url)
    calendar = Calendar()
    calendar.add("prodid", "-//Reisplan//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _sections(plan: Plan, t: Texts) -> list[str]:
    """The heart of each part, as on the printed page."""
    lines = []
    for title, sections in page(plan, t).parts:
        lines += [title, *(f"{head}: {text}" for head, text in sections)]
    return lines


def _discreet(plan: Plan) -> Plan:
    """The plan without who said what; a name in the middle of somebody's sentence stays."""
    said_by = re.compile(r"\b[\w’'-]+: (?=“)")
    sections = [
        replace(
            section,
            lines=[said_by.sub("", line) for line in section.lines],
            open=[said_by.sub("", line) for line in section.open],
        )
        for section in plan.sections
    ]
    first = replace(plan.first_step, owner="", owner_user="") if plan.first_step else None
    return replace(plan, sections=sections, first_step=first, people=[], signed_by="")


def _when(wish: Wish, t: Texts) -> str:
    at = datetime.fromtimestamp(wish.at, ZONE)
    return t("handover.appointment.at", day=in_words(at.date(), t), time=f"{at:%H.%M}")


def _link(adviser: Adviser, subject: str, body: str) -> str:
    """How to reach the adviser, as links in Slack."""
    ask = f"?subject={quote(subject)}&body={quote(blocks.fit(body, 1_200))}" if subject else ""
    links = [f"<mailto:{adviser.email}{ask}|{blocks.escape(adviser.email)}>"] if adviser.email else []
    return " · ".join([*links, *([f"<{adviser.url}>"] if adviser.url else [])])


def _option(share: str, t: Texts) -> Block:
    return {"text": _plain(t(f"handover.appointment.share.{share}")), "value": share}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _input(id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    return {"type": "input", "block_id": id, "label": _plain(label), "element": element, "optional": optional}
