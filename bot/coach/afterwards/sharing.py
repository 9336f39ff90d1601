"""A reisplan for colleagues elsewhere: the message, and the way their questions come back to the thread."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from bot.coach.afterwards.buttons import button, row
from bot.coach.conversation import blocks
from bot.coach.documents.one_page import page
from bot.coach.documents.wording import clip
from bot.coach.outcome import Block
from bot.coach.plan import Plan
from prompts import Texts

SHARE, ASK, ANSWER = "handover_share", "handover_ask", "handover_answer"  # callback ids of the forms
_LONGEST = 2_000  # characters of a question or an answer
_LINE = 200


@dataclass(frozen=True, slots=True)
class Message:
    """What to post: `text` for notifications, and the blocks."""

    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question was asked: by whom, in which channel, below which message (the shared one)."""

    agenda: str
    channel: str
    ts: str
    user: str = ""

    def packed(self) -> str:
        return json.dumps(asdict(self))


def summary(plan: Plan, t: Texts, *, by: str = "", note: str = "") -> Message:
    """The plan for people who weren't there: one line a part, the first step, and a button to ask.

    `by` is the user who shares it, `note` what they say with it.
    """
    lines = [f"*{blocks.escape(plan.title)}*"]
    if by:
        lines.append(t("handover.share.by", user=f"<@{by}>"))
    if note.strip():
        lines.append(
            "\n".join(f"> {line}" for line in blocks.escape(clip(note.strip(), _LONGEST)).split("\n"))
        )
    for title, sections in page(plan, t, level=1).parts:
        told = "\n".join(f"• {blocks.escape(clip(text, _LINE))}" for _, text in sections)
        lines.append(f"\n*{blocks.escape(title)}*\n{told}")
    if plan.first_step:
        step = plan.first_step
        who = " · ".join(blocks.escape(word) for word in (step.owner, step.due) if word)
        lines.append(
            f"\n*{t('agenda.plan.first_step')}*\n{blocks.escape(step.text)}{f' ({who})' if who else ''}"
        )
    lines.append(f"\n{t('handover.share.invite')}")
    text = "\n".join(lines)
    built = (*blocks.sections(text), row([button("ask", plan.id, t, style="primary")]))
    return Message(blocks.fit(t("handover.share.notification", title=blocks.escape(plan.title)), 150), built)


def share_view(plan: Plan, t: Texts, channel: str = "") -> Block:
    """The form that asks where to, showing to the letter what will be seen there."""
    conversation: Block = {
        "type": "conversations_select",
        "action_id": "value",
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    note: Block = {"type": "plain_text_input", "action_id": "value", "multiline": True, "max_length": 500}
    shown = [block for block in summary(plan, t).blocks if block["type"] == "section"]
    inputs = [
        _input("channel", t("handover.share.where"), conversation),
        _input("note", t("handover.share.note"), note, optional=True),
    ]
    preview = [_section(f"_{t('handover.share.preview')}_"), *shown]
    return _modal(SHARE, t, "share", Place(plan.id, channel, ""), [*inputs, {"type": "divider"}, *preview])


def read_share(view: dict[str, Any]) -> tuple[str, str, str]:
    """(agenda, channel to post in, note)."""
    values = view["state"]["values"]
    return (
        _place(view).agenda,
        values["channel"]["value"]["selected_conversation"] or "",
        values["note"]["value"].get("value") or "",
    )


def ask_view(place: Place, title: str, t: Texts) -> Block:
    """The form in which somebody elsewhere asks the team something. `title` is the plan's."""
    intro = _section(t("handover.ask.intro", title=blocks.escape(title)))
    return _modal(ASK, t, "ask", place, [intro, _input("text", t("handover.ask.label"), _text())])


def answer_view(place: Place, question: str, t: Texts) -> Block:
    """The form in which the team answers; the answer goes below the message where it was asked."""
    quoted = _section(f"> {blocks.escape(clip(question, _LONGEST))}")
    return _modal(ANSWER, t, "answer", place, [quoted, _input("text", t("handover.answer.label"), _text())])


def read_text(view: dict[str, Any]) -> tuple[Place, str]:
    """Where the question was asked, and what was written (for both `ask_view` and `answer_view`)."""
    return _place(view), (view["state"]["values"]["text"]["value"].get("value") or "").strip()


def question(place: Place, text: str, t: Texts) -> Message:
    """The question as it comes back to the agenda's thread, with a button to answer it."""
    asked = t("handover.ask.asked", user=f"<@{place.user}>", channel=f"<#{place.channel}>")
    body = f"{asked}\n{_quoted(text)}"
    packed = json.dumps([place.channel, place.ts, place.user])
    built = (*blocks.sections(body), row([button("answer", place.agenda, t, value=packed)]))
    return Message(blocks.fit(body, 300), built)


def read_question(action_value: str, message: dict[str, Any]) -> tuple[Place, str]:
    """Where the question behind an "answer" button was asked, and its words; ValueError for another value."""
    agenda, _, packed = action_value.partition("#")
    channel, ts, user = json.loads(packed)
    sections = [b["text"]["text"] for b in message.get("blocks", []) if b["type"] == "section"]
    lines = [line.removeprefix("&gt;").removeprefix(">") for line in "\n".join(sections).split("\n")[1:]]
    return Place(agenda, channel, ts, user), "\n".join(line.strip() for line in lines)


def answer(place: Place, text: str, by: str, t: Texts) -> Message:
    """The team's answer, for below the message where the question was asked."""
    body = f"{t('handover.answer.said', user=f'<@{place.user}>', by=f'<@{by}>')}\n{_quoted(text)}"
    return Message(blocks.fit(body, 300), tuple(blocks.sections(body)))


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in blocks.escape(clip(text.strip(), _LONGEST)).split("\n"))


def _place(view: dict[str, Any]) -> Place:
    return Place(**json.loads(view["private_metadata"]))


def _text() -> Block:
    return {"type": "plain_text_input", "action_id": "value", "multiline": True, "max_length": _LONGEST}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": blocks.fit(text, blocks.SECTION_LIMIT)}}


def _input(id: str, label: str, element: Block, *, optional: bool = False) -> Block:
    plain = {"type": "plain_text", "text": label}
    return {"type": "input", "block_id": id, "label": plain, "element": element, "optional": optional}


def _modal(callback: str, t: Texts, area: str, place: Place, content: list[Block]) -> Block:
    def plain(key: str) -> Block:
        return {"type": "plain_text", "text": t(f"handover.{key}")}

    return {
        "type": "modal",
        "callback_id": callback,
        "private_metadata": place.packed(),
        "title": plain(f"{area}.title"),
        "submit": plain(f"{area}.submit"),
        "close": plain("close"),
        "blocks": content,
    }
