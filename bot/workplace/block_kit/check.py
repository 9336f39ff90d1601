"""A whole message or view against Block Kit: refused as Slack refuses it."""

import json
from typing import Any

from bot.workplace.block_kit.blocks import BLOCKS, IN_MESSAGES, IN_VIEWS
from bot.workplace.block_kit.ids import elements_of
from bot.workplace.block_kit.objects import plain_text
from bot.workplace.block_kit.rules import Problems, by_type, flag, items, one_of, problem, shape, text
from bot.workplace.block_kit.tables import visible_length
from bot.workplace.errors import SlackError
from bot.workplace.store import Json

MOST_IN_MESSAGE = 50
MOST_IN_VIEW = 100
# Undocumented; found by users at about this many characters over all blocks of a message.
MOST_CHARACTERS = 13_200
MOST_MARKDOWN = 12_000
MOST_VIEW_BYTES = 250_000
_MOST_CHARTS = 2

_message_blocks = items(by_type(BLOCKS, IN_MESSAGES), MOST_IN_MESSAGE, least=0)
_view_blocks = items(by_type(BLOCKS, IN_VIEWS), MOST_IN_VIEW, least=0)
_title = plain_text(24)
_common = {
    "blocks": _view_blocks,
    "private_metadata": text(3000, least=0),
    "callback_id": text(255, least=0),
    "external_id": text(255, least=0),
}
_modal = shape(
    {"type": one_of("modal"), "title": _title, "blocks": _view_blocks},
    {
        **_common,
        "close": _title,
        "submit": _title,
        "clear_on_close": flag,
        "notify_on_close": flag,
        "submit_disabled": flag,
    },
)
_home = shape({"type": one_of("home"), "blocks": _view_blocks}, _common)
VIEW_FIELDS = frozenset(
    {
        "type", "title", "close", "submit", "private_metadata", "callback_id", "external_id",
        "clear_on_close", "notify_on_close", "submit_disabled",
    }
)  # fmt: skip


def check_message(blocks: Any) -> None:
    """Raises `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`."""
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackError("invalid_blocks_format")
    problems: Problems = []
    _message_blocks(blocks, "/blocks", problems)
    _check_ids(blocks, "/blocks", problems)
    if _count(blocks, "data_visualization") > _MOST_CHARTS:
        problem(problems, f"no more than {_MOST_CHARTS} data_visualization blocks allowed", "/blocks")
    if problems:
        raise SlackError("invalid_blocks", errors=problems, messages=[f"[ERROR] {text}" for text in problems])
    if _count(blocks, "table") > 1:
        raise SlackError("invalid_attachments", messages=["[ERROR] only_one_table_allowed"])
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MOST_MARKDOWN or visible_length(blocks) > MOST_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def check_view(view: Any, kind: str) -> Json:
    """The view, whole; raises `invalid_arguments` or `view_too_large`. `kind` is `modal` or `home`."""
    problems: Problems = []
    (_modal if kind == "modal" else _home)(view, "/view", problems)
    if isinstance(view, dict) and isinstance(view.get("blocks"), list):
        _check_ids(view["blocks"], "/view/blocks", problems)
        _check_modal(view, kind, problems)
    if problems:
        problems.insert(0, "failed to match all allowed schemas [json-pointer:/view]")
        raise SlackError("invalid_arguments", messages=[f"[ERROR] {text}" for text in problems])
    if len(json.dumps(view).encode()) > MOST_VIEW_BYTES:
        raise SlackError("view_too_large")
    checked: Json = view
    return checked


def _check_modal(view: Json, kind: str, problems: Problems) -> None:
    if kind == "modal" and _count(view["blocks"], "input") and not view.get("submit"):
        problem(problems, "missing required field: submit", "/view")
    focused = [
        element
        for block in view["blocks"]
        if isinstance(block, dict)
        for element in elements_of(block)
        if element.get("focus_on_load")
    ]
    if len(focused) > 1:
        problem(problems, "focus_on_load can only be set on one element", "/view/blocks")


def _check_ids(blocks: list[Any], pointer: str, problems: Problems) -> None:
    """Block ids are unique in a message or view, action ids in a block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        if not isinstance(block, dict):
            continue
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            problem(problems, f"`block_id` `{block_id}` already exists", f"{pointer}/{index}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)
        _check_action_ids(block, f"{pointer}/{index}", problems)


def _check_action_ids(block: Json, pointer: str, problems: Problems) -> None:
    seen: set[str] = set()
    for element in elements_of(block):
        action_id = element.get("action_id")
        if isinstance(action_id, str) and action_id in seen:
            problem(problems, f"`action_id` `{action_id}` already exists for block_id", pointer)
        if isinstance(action_id, str):
            seen.add(action_id)


def _count(blocks: list[Any], kind: str) -> int:
    return sum(isinstance(block, dict) and block.get("type") == kind for block in blocks)
