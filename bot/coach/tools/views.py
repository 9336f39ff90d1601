"""Forms of the self-scan and the cost per unit: pure builders, and what was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.coach.conversation import blocks
from bot.coach.outcome import Block
from prompts import texts
from prompts.curriculum import Curriculum, SelfScan, UnitCost

SCAN = "agenda_scan_form"
COST = "agenda_cost_form"
_HINT_LIMIT = 150


def scan_view(agenda: str, curriculum: Curriculum, chosen: Mapping[str, int]) -> Block:
    """The statements with five levels each; `chosen` holds what this person chose before."""
    scan = curriculum.scan
    inputs = [
        _input(statement.id, statement.text, _levels(scan, chosen.get(statement.id)))
        for statement in scan.statements
    ]
    return _form(SCAN, "scan", agenda, curriculum.language, scan.introduction, inputs)


def read_scan(view: dict[str, Any]) -> tuple[str, str]:
    """The agenda's id, and the chosen levels in order, joined by commas."""
    values = view["state"]["values"]
    levels = [values[block["block_id"]]["value"]["selected_option"]["value"] for block in _inputs(view)]
    return json.loads(view["private_metadata"])["agenda"], ",".join(levels)


def cost_view(agenda: str, curriculum: Curriculum, filled: Mapping[str, str]) -> Block:
    """The fields of the sum; `filled` holds what was filled in before."""
    cost, t = curriculum.unit_cost, texts(curriculum.language)
    usual = {"rate": t("agenda.cost.rate"), "other": t("agenda.cost.zero"), "redo": t("agenda.cost.zero")}
    inputs = [
        {
            **_input(field.id, field.label, _line(filled.get(field.id) or usual.get(field.id, ""))),
            "hint": _plain(blocks.fit(field.hint, _HINT_LIMIT)),
        }
        for field in cost.fields
    ]
    return _form(COST, "cost", agenda, curriculum.language, cost.introduction, inputs)


def read_cost(view: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The agenda's id, and what was filled in by field."""
    values = view["state"]["values"]
    given = {id: " ".join((values[id]["value"].get("value") or "").split()) for id in values}
    return json.loads(view["private_metadata"])["agenda"], given


def as_value(cost: UnitCost, given: Mapping[str, str]) -> str:
    """What was filled in as the value of a move."""
    return "\n".join(f"{field.id}={given.get(field.id, '')}" for field in cost.fields)


def _form(callback: str, area: str, agenda: str, language: str, lead: str, inputs: list[Block]) -> Block:
    t = texts(language)
    return {
        "type": "modal",
        "callback_id": callback,
        "title": _plain(t(f"agenda.{area}.form_title")),
        "submit": _plain(t(f"agenda.{area}.form_submit")),
        "close": _plain(t("agenda.modal.close")),
        "private_metadata": json.dumps({"agenda": agenda}),
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": lead}}, *inputs],
    }


def _inputs(view: dict[str, Any]) -> list[Block]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def _input(id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": id, "label": _plain(label), "element": element}


def _levels(scan: SelfScan, chosen: int | None) -> Block:
    options = [{"text": _plain(f"{n}. {level}"), "value": str(n)} for n, level in enumerate(scan.levels, 1)]
    element: Block = {"type": "static_select", "action_id": "value", "options": options}
    return {**element, "initial_option": options[chosen - 1]} if chosen else element


def _line(text: str) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": "value", "max_length": 120}
    return {**element, "initial_value": text} if text else element


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text}
