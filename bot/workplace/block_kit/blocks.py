"""Blocks, and on which surface each may stand."""

from typing import Any

from bot.workplace.block_kit.elements import (
    ELEMENTS,
    IN_ACTIONS,
    IN_CONTEXT,
    IN_CONTEXT_ACTIONS,
    IN_INPUT,
    IN_SECTION,
)
from bot.workplace.block_kit.objects import any_text, image_element, plain_text, slack_file
from bot.workplace.block_kit.rich_text import rich_text
from bot.workplace.block_kit.rules import (
    Problems,
    Rule,
    anything,
    by_type,
    flag,
    items,
    needs_any,
    one_of,
    only_one,
    shape,
    text,
    url,
)
from bot.workplace.block_kit.tables import data_table, data_visualization, table

_SOURCE = shape({"type": one_of("url"), "url": url(3000), "text": text(3000)})
_IN_CONTAINER = (
    "section",
    "divider",
    "image",
    "actions",
    "context",
    "header",
    "markdown",
    "rich_text",
    "table",
)


def _block(
    name: str, required: dict[str, Rule], optional: dict[str, Rule] | None = None, *also: Rule
) -> Rule:
    return shape({"type": one_of(name), **required}, {"block_id": text(255), **(optional or {})}, *also)


_task_card = _block(
    "task_card",
    {
        "task_id": text(255),
        "title": text(255),
        "status": one_of("pending", "in_progress", "complete", "error"),
    },
    {"details": rich_text, "output": rich_text, "sources": items(_SOURCE, 100, least=0)},
)
_card = _block(
    "card",
    {},
    {
        "hero_image": image_element,
        "icon": image_element,
        "title": any_text(150),
        "subtitle": any_text(150),
        "body": any_text(200),
        "actions": items(by_type(ELEMENTS, ("button",)), 5),
    },
    needs_any("hero_image", "title", "actions", "body"),
)


def _contained(value: Any, pointer: str, problems: Problems) -> None:
    by_type(BLOCKS, _IN_CONTAINER)(value, pointer, problems)


BLOCKS: dict[str, Rule] = {
    "section": _block(
        "section",
        {},
        {
            "text": any_text(3000),
            "fields": items(any_text(2000), 10),
            "expand": flag,
            "accessory": by_type(ELEMENTS, IN_SECTION),
        },
        needs_any("text", "fields"),
    ),
    "divider": _block("divider", {}),
    "header": _block("header", {"text": plain_text(150)}),
    "markdown": _block("markdown", {"text": text(12_000)}),
    "image": _block(
        "image",
        {"alt_text": text(2000)},
        {"image_url": url(3000), "slack_file": slack_file, "title": plain_text(2000)},
        needs_any("image_url", "slack_file"),
        only_one("image_url", "slack_file"),
    ),
    "actions": _block("actions", {"elements": items(by_type(ELEMENTS, IN_ACTIONS), 25)}),
    "context": _block("context", {"elements": items(by_type(ELEMENTS, IN_CONTEXT), 10)}),
    "context_actions": _block(
        "context_actions", {"elements": items(by_type(ELEMENTS, IN_CONTEXT_ACTIONS), 5)}
    ),
    "input": _block(
        "input",
        {"label": plain_text(2000), "element": by_type(ELEMENTS, IN_INPUT)},
        {"hint": plain_text(2000), "optional": flag, "dispatch_action": flag},
    ),
    "file": _block("file", {"external_id": text(255), "source": one_of("remote")}),
    "rich_text": rich_text,
    "table": table,
    "data_table": data_table,
    "data_visualization": data_visualization,
    "task_card": _task_card,
    "plan": _block("plan", {"title": text(255)}, {"tasks": items(_task_card, 50, least=0)}),
    "alert": _block(
        "alert",
        {"text": any_text(3000)},
        {"level": one_of("default", "info", "warning", "error", "success")},
    ),
    "card": _card,
    "carousel": _block("carousel", {"elements": items(by_type({"card": _card}), 10)}),
    "container": _block(
        "container",
        {"child_blocks": items(_contained, 10)},
        {
            "title": plain_text(150),
            "rich_text_title": rich_text,
            "subtitle": any_text(150),
            "icon": image_element,
            "width": one_of("narrow", "standard", "wide", "full"),
            "is_collapsible": flag,
            "default_collapsed": flag,
            "has_header_divider": flag,
        },
        needs_any("title", "rich_text_title"),
        only_one("is_collapsible", "has_header_divider"),
    ),
    "video": _block(
        "video",
        {
            "alt_text": text(2000),
            "title": plain_text(199),
            "thumbnail_url": url(3000),
            "video_url": url(3000),
        },
        {
            "title_url": url(3000),
            "description": plain_text(200),
            "provider_icon_url": url(3000),
            "provider_name": text(255),
            "author_name": text(49),
        },
    ),
    "call": _block("call", {"call_id": text(255)}, {"api_decoration_available": flag, "call": anything}),
}

IN_MESSAGES = tuple(BLOCKS)
IN_VIEWS = (
    "section",
    "divider",
    "header",
    "image",
    "actions",
    "context",
    "input",
    "rich_text",
    "video",
    "alert",
)
