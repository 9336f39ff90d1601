"""Modals of the agenda: pure builders, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from bot.coach.conversation import blocks
from bot.coach.drafts.draft import Statement, difference, from_json
from bot.coach.outcome import Block, Choice, Move
from bot.coach.working_days import on_the_clock
from bot.store.agendas import DraftVersion
from prompts import LANGUAGES, Texts, texts

START = "agenda_start"
ADJUST = "agenda_adjust_text"
MINUTES = {"sprint": 20, "session": 90, "weeks": 14 * 24 * 60}
_SCOPES = ("whole", "department", "theme")
_QUOTING = ("names", "anonymous")
_LANGUAGE_NAMES = {"nl": "dutch", "en": "english"}
_TEXT, _TEXT_LIMIT = "text", 3000
_MOST_VERSIONS = 20


def start_view(language: str, *, channel: str, user: str) -> Block:
    """The form an agenda begins with; submitted untouched it starts one. `channel` "" asks where."""
    t = texts(language)
    where = [] if channel else [_channel(t)]
    return {
        **_modal(t, START, "title", "submit"),
        "private_metadata": json.dumps({"channel": channel}),
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": t("agenda.modal.intro")}},
            _input(t, "organisation", _text(t), optional=True, hint=True),
            _input(t, "scope", _select(t, {s: f"scope_{s}" for s in _SCOPES}, "whole")),
            _input(t, "about", _text(t), optional=True, hint=True),
            _input(t, "time", _select(t, {m: f"time_{m}" for m in MINUTES}, "session")),
            _input(t, "language", _select(t, _LANGUAGE_NAMES, language if language in LANGUAGES else "en")),
            _input(t, "quoting", _select(t, {q: f"quoting_{q}" for q in _QUOTING}, "names")),
            _input(t, "people", _people(user), optional=True, hint=True),
            *where,
        ],
    }


def read_start(view: dict[str, Any]) -> dict[str, Any]:
    """What the form says: text (organisation), scope, minutes, language, quoting, members, channel."""
    values = view["state"]["values"]
    language = _chosen(values, "language") or "nl"
    chosen = _chosen(values, "scope") or "whole"
    scope = texts(language)(f"agenda.modal.scope_{chosen}")
    about = (_given(values, "about").get("value") or "").strip()
    named = about if chosen == "whole" else f"{scope}: {about}"
    metadata = json.loads(view.get("private_metadata") or "{}")
    return {
        "text": (_given(values, "organisation").get("value") or "").strip(),
        "scope": named if about else scope,
        "minutes": MINUTES.get(_chosen(values, "time"), MINUTES["session"]),
        "language": language,
        "quoting": _chosen(values, "quoting") or "names",
        "members": list(_given(values, "people").get("selected_users") or ()),
        "channel": metadata.get("channel") or _given(values, "channel").get("selected_conversation") or "",
    }


def adjust_view(
    agenda: str,
    text: str,
    language: str,
    versions: Sequence[DraftVersion] = (),
    *,
    anonymous: bool = False,
) -> Block:
    """The draft's text to be edited; `versions` (oldest first) are shown below it, newest first."""
    t = texts(language)
    pieces = _pieces(text)
    return {
        **_modal(t, ADJUST, "adjust_title", "adjust_submit"),
        "private_metadata": json.dumps({"agenda": agenda}),
        "blocks": [
            *(_piece(t, number, piece) for number, piece in enumerate(pieces)),
            *_versions(t, agenda, versions, anonymous),
        ],
    }


def read_adjust(view: dict[str, Any]) -> tuple[str, str]:
    """The agenda's id and the new text."""
    values = view["state"]["values"]
    pieces = [_given(values, block).get("value") or "" for block in sorted(values) if block.startswith(_TEXT)]
    return json.loads(view["private_metadata"])["agenda"], "\n".join(piece for piece in pieces if piece)


def _pieces(text: str) -> list[str]:
    """The text in pieces that each fit a field, parted between lines, else sentences, else words."""
    pieces = []
    while len(text) > _TEXT_LIMIT:
        places = (text.rfind(mark, 0, _TEXT_LIMIT - 1) + 1 for mark in ("\n", ". ", " "))
        cut = next((place for place in places if place), _TEXT_LIMIT)
        pieces.append(text[:cut].rstrip("\n"))
        text = text[cut:].lstrip()
    return [*pieces, text]


def _piece(t: Texts, number: int, text: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": "value", "multiline": True}
    element |= {"initial_value": text, "max_length": _TEXT_LIMIT} if text else {}
    label = t("agenda.modal.adjust_more" if number else "agenda.modal.adjust_label")
    block: Block = {"type": "input", "block_id": f"{_TEXT}{number or ''}", "label": _plain(label)}
    if number:
        return {**block, "optional": True, "element": element}
    return {**block, "hint": _plain(t("agenda.modal.adjust_hint")), "element": element}


def from_whom_view(shown: str, language: str) -> Block:
    """Who said what in a draft; `shown` as `Coach.from_whom` gives it."""
    t = texts(language)
    return {
        "type": "modal",
        "title": _plain(t("agenda.from_whom.title")),
        "close": _plain(t("agenda.modal.shut")),
        "blocks": blocks.sections(shown or t("agenda.from_whom.nothing")),
    }


def restored_view(number: str, language: str) -> Block:
    """What the form becomes when an earlier version was put back."""
    t = texts(language)
    return {
        "type": "modal",
        "title": _plain(t("agenda.modal.adjust_title")),
        "close": _plain(t("agenda.modal.shut")),
        "blocks": blocks.sections(t("agenda.modal.restored", number=number)),
    }


def _versions(t: Texts, agenda: str, versions: Sequence[DraftVersion], anonymous: bool) -> list[Block]:
    """Who made which version when, what changed in it, and a button to put it back; the newest first."""
    before: list[Statement] = []
    shown: list[Block] = []
    for version in versions:
        after = from_json(version.statements)
        line = t(
            "agenda.modal.version_line",
            number=version.number,
            author=_author(t, version.author, anonymous),
            when=on_the_clock(version.created_at).strftime("%d-%m %H:%M"),
        )
        changed = [f"{sign} {blocks.escape(text)}" for sign, text in difference(before, after)]
        (section, *_) = blocks.sections("\n".join([line, *changed]) if before else line)
        if version is not versions[-1]:
            label = t("agenda.modal.restore", number=version.number)
            restore = Choice(Move.RESTORE, str(version.number), label)
            section["accessory"] = blocks.choice(restore, agenda, version.number)
        shown.insert(0, section)
        before = after
    title = blocks.sections(f"*{t('agenda.modal.versions')}*")
    return [*title, *shown[:_MOST_VERSIONS]] if len(shown) > 1 else []


def _author(t: Texts, author: str, anonymous: bool) -> str:
    if author == "coach":
        return t("agenda.modal.coach")
    return t("agenda.someone") if anonymous or not author else f"<@{author}>"


def _modal(t: Texts, callback: str, title: str, submit: str) -> Block:
    return {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(t(f"agenda.modal.{title}")),
        "submit": _plain(t(f"agenda.modal.{submit}")),
        "close": _plain(t("agenda.modal.close")),
    }


def _input(t: Texts, name: str, element: Block, *, optional: bool = False, hint: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": _plain(t(f"agenda.modal.{name}")),
        "element": element,
    }
    return {**block, "hint": _plain(t(f"agenda.modal.{name}_hint"))} if hint else block


def _text(t: Texts) -> Block:
    return {"type": "plain_text_input", "action_id": "value", "max_length": 120}


def _select(t: Texts, options: dict[str, str], initial: str) -> Block:
    built = {
        value: {"text": _plain(t(f"agenda.modal.{key}")), "value": value} for value, key in options.items()
    }
    return {
        "type": "static_select",
        "action_id": "value",
        "options": list(built.values()),
        "initial_option": built[initial],
    }


def _people(user: str) -> Block:
    element: Block = {"type": "multi_users_select", "action_id": "value"}
    return {**element, "initial_users": [user]} if user else element


def _channel(t: Texts) -> Block:
    element = {
        "type": "conversations_select",
        "action_id": "value",
        "default_to_current_conversation": True,
        "filter": {"include": ["public", "private", "im"], "exclude_bot_users": False},
    }
    return _input(t, "channel", element, optional=True)


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}


def _given(values: dict[str, Any], block: str) -> dict[str, Any]:
    return next(iter(values.get(block, {}).values()), {})


def _chosen(values: dict[str, Any], block: str) -> str:
    option = _given(values, block).get("selected_option") or {}
    return str(option.get("value", ""))
