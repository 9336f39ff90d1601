"""Block Kit: what passes here should pass in Slack, and what Slack refuses is refused in its words."""

from typing import Any

import pytest

from bot.workplace.block_kit import check_message, check_view, with_ids
from bot.workplace.errors import SlackError

Block = dict[str, Any]


def plain(text: str = "x") -> Block:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "x") -> Block:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Block:
    return {"type": "button", "text": plain(), **more}


def select(**more: Any) -> Block:
    return {"type": "static_select", "options": [option("a")], **more}


def option(value: str) -> Block:
    return {"text": plain(value), "value": value}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def input_block(element: Block, **more: Any) -> Block:
    return {"type": "input", "label": plain(), "element": element, **more}


def rich(*elements: Block) -> Block:
    section = {"type": "rich_text_section", "elements": list(elements) or [{"type": "text", "text": "x"}]}
    return {"type": "rich_text", "elements": [section]}


def cells(*texts: str) -> list[Block]:
    return [{"type": "raw_text", "text": text} for text in texts]


IMAGE = {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "een plaatje"}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "f",
    "positive_button": {"text": plain(), "value": "1"},
    "negative_button": {"text": plain(), "value": "0"},
}

GOOD: list[Block] = [
    {"type": "divider"},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "section", "text": mrkdwn("x" * 3000)},
    {"type": "section", "fields": [mrkdwn("x" * 200)] * 10},
    {"type": "section", "text": plain(), "accessory": button(style="primary", url="https://example.org")},
    {
        "type": "section",
        "text": plain(),
        "accessory": select(placeholder=plain(), initial_option=option("a")),
    },
    {"type": "section", "text": plain(), "accessory": IMAGE, "expand": True},
    {"type": "markdown", "text": "**x**" * 100},
    IMAGE,
    {**IMAGE, "title": plain()},
    actions(button(action_id="a", value="v" * 2000), {"type": "datepicker", "initial_date": "2026-11-23"}),
    actions({"type": "overflow", "options": [option("a"), option("b")]}),
    {"type": "context", "elements": [mrkdwn(), plain(), IMAGE]},
    {
        "type": "context_actions",
        "elements": [FEEDBACK, {"type": "icon_button", "icon": "trash", "text": plain()}],
    },
    input_block(
        {"type": "plain_text_input", "multiline": True, "max_length": 3000}, hint=plain(), optional=True
    ),
    input_block({"type": "checkboxes", "options": [{"text": mrkdwn("*a*"), "value": "a"}]}),
    input_block({"type": "number_input", "is_decimal_allowed": False}),
    rich(
        {"type": "text", "text": "x", "style": {"bold": True}},
        {"type": "link", "url": "https://example.org"},
        {"type": "user", "user_id": "U1"},
        {"type": "emoji", "name": "tada"},
    ),
    {"type": "table", "rows": [cells("a", "b"), [rich(), {"type": "raw_number", "value": 1, "text": "1"}]]},
    {
        "type": "data_table",
        "caption": "Voortgang",
        "rows": [cells("a", "b"), cells("c", "d")],
        "page_size": 10,
        "row_header_column_index": 0,
    },
    {
        "type": "data_visualization",
        "title": "Verdeling",
        "chart": {"type": "pie", "segments": [{"label": "a", "value": 1}, {"label": "b", "value": 2.5}]},
    },
    {"type": "alert", "text": mrkdwn(), "level": "warning"},
    {"type": "card", "title": mrkdwn("x" * 150), "body": plain("x" * 200), "actions": [button()]},
    {"type": "carousel", "elements": [{"type": "card", "title": plain()}] * 10},
    {"type": "task_card", "task_id": "1", "title": "x", "status": "complete", "details": rich()},
    {
        "type": "plan",
        "title": "x",
        "tasks": [{"type": "task_card", "task_id": "1", "title": "x", "status": "error"}],
    },
    {"type": "container", "title": plain(), "child_blocks": [{"type": "divider"}], "is_collapsible": True},
]

BAD: list[tuple[Block, str]] = [
    ({"type": "sectie"}, "unsupported type: sectie [json-pointer:/blocks/0/type]"),
    ({}, "missing required field: type [json-pointer:/blocks/0]"),
    ({"type": "divider", "kleur": "rood"}, "invalid additional property: kleur [json-pointer:/blocks/0]"),
    ({"type": "section"}, "must define either `text` or `fields` [json-pointer:/blocks/0]"),
    (
        {"type": "section", "text": mrkdwn("x" * 3001)},
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "section", "text": mrkdwn("")},
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
    ),
    ({"type": "section", "text": "x"}, "must provide an object [json-pointer:/blocks/0/text]"),
    (
        {"type": "section", "fields": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    ({"type": "header", "text": mrkdwn()}, "must be one of: plain_text [json-pointer:/blocks/0/text/type]"),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "image", "alt_text": "x"},
        "must define either `image_url` or `slack_file` [json-pointer:/blocks/0]",
    ),
    (
        {"type": "image", "image_url": "https://a.nl"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    ({**IMAGE, "image_url": "nergens"}, "invalid url [json-pointer:/blocks/0/image_url]"),
    (actions(*[button()] * 26), "no more than 25 items allowed [json-pointer:/blocks/0/elements]"),
    (actions(), "no fewer than 1 items allowed [json-pointer:/blocks/0/elements]"),
    (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        actions(button(style="rood")),
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        actions({"type": "button", "text": plain("x" * 76)}),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]",
    ),
    (
        actions(button(action_id="a"), button(action_id="a")),
        "`action_id` `a` already exists for block_id [json-pointer:/blocks/0]",
    ),
    (
        actions(select(options=[])),
        "no fewer than 1 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select(options=[option(str(n)) for n in range(101)])),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select(initial_option=option("b"))),
        "must match one of the options [json-pointer:/blocks/0/elements/0/initial_option]",
    ),
    (
        actions({"type": "overflow", "options": [option("a")]}),
        "no fewer than 2 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "datepicker", "initial_date": "23-11-2026"}),
        "must be a valid date (YYYY-MM-DD) [json-pointer:/blocks/0/elements/0/initial_date]",
    ),
    (
        {"type": "context", "elements": [plain()] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        {"type": "context_actions", "elements": [button()]},
        "unsupported type: button [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "markdown", "text": "x" * 12_001},
        "must be less than 12001 characters [json-pointer:/blocks/0/text]",
    ),
    (
        {"type": "table", "rows": [cells("a")] * 101},
        "no more than 100 items allowed [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "table", "rows": [cells(*"a" * 21)]},
        "no more than 20 items allowed [json-pointer:/blocks/0/rows/0]",
    ),
    (
        {"type": "table", "rows": [cells("x" * 5001), cells("x" * 5001)]},
        "must be less than 10001 characters [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "data_table", "rows": [cells("a"), cells("b")]},
        "missing required field: caption [json-pointer:/blocks/0]",
    ),
    (
        {"type": "data_table", "caption": "x", "rows": [cells("a"), cells("b", "c")]},
        "all rows must have the same number of cells [json-pointer:/blocks/0/rows]",
    ),
    (
        {"type": "data_table", "caption": "x", "rows": [[rich()], cells("b")]},
        "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]",
    ),
    (
        {"type": "alert", "text": plain(), "level": "luid"},
        "must be one of: default, info, warning, error, success [json-pointer:/blocks/0/level]",
    ),
    (
        {"type": "card", "body": plain("x" * 201)},
        "must be less than 201 characters [json-pointer:/blocks/0/body/text]",
    ),
    (
        {"type": "task_card", "task_id": "1", "title": "x", "status": "bezig"},
        "must be one of: pending, in_progress, complete, error [json-pointer:/blocks/0/status]",
    ),
    (
        rich({"type": "text", "text": "x", "style": {"vet": True}}),
        "invalid additional property: vet [json-pointer:/blocks/0/elements/0/elements/0/style]",
    ),
]


@pytest.mark.parametrize("block", GOOD, ids=lambda block: block["type"])
def test_accepted(block: Block) -> None:
    check_message([block])


@pytest.mark.parametrize(("block", "message"), BAD, ids=[str(number) for number in range(len(BAD))])
def test_refused(block: Block, message: str) -> None:
    with pytest.raises(SlackError) as caught:
        check_message([block])
    assert caught.value.error == "invalid_blocks"
    assert message in caught.value.extra["errors"]
    assert f"[ERROR] {message}" in caught.value.messages


def error_of(blocks: Any) -> str:
    with pytest.raises(SlackError) as caught:
        check_message(blocks)
    return caught.value.error


def test_a_message_as_a_whole() -> None:
    check_message([{"type": "divider"}] * 50)
    assert error_of([{"type": "divider"}] * 51) == "invalid_blocks"
    assert error_of([{"type": "divider", "block_id": "a"}] * 2) == "invalid_blocks"
    assert error_of("blokken") == error_of([1]) == "invalid_blocks_format"
    table = {"type": "table", "rows": [cells("a")]}
    assert error_of([table, table]) == "invalid_attachments"
    section = {"type": "section", "text": mrkdwn("x" * 2200)}
    check_message([section] * 6)
    assert error_of([section] * 6 + [{"type": "section", "text": mrkdwn("x")}]) == "msg_blocks_too_long"
    assert error_of([{"type": "markdown", "text": "x" * 6001}] * 2) == "msg_blocks_too_long"


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": plain(), "blocks": list(blocks), **more}


def messages_of(view: Any, kind: str = "modal") -> list[str]:
    with pytest.raises(SlackError) as caught:
        check_view(view, kind)
    assert caught.value.error == "invalid_arguments"
    return caught.value.messages


def test_views() -> None:
    field = input_block({"type": "plain_text_input"})
    check_view(modal(field, submit=plain("x" * 24), private_metadata="x" * 3000), "modal")
    check_view({"type": "home", "blocks": [{"type": "divider"}] * 100}, "home")
    assert messages_of(modal(field)) == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] missing required field: submit [json-pointer:/view]",
    ]
    assert "must be less than 25 characters" in messages_of(modal(title=plain("x" * 25)))[1]
    assert (
        "unsupported type: markdown [json-pointer:/view/blocks/0/type]"
        in messages_of(modal({"type": "markdown", "text": "x"}))[1]
    )
    assert "must be one of: home" in messages_of(modal(), "home")[1]
    assert (
        "no more than 100 items"
        in messages_of({"type": "home", "blocks": [{"type": "divider"}] * 101}, "home")[1]
    )
    assert "must provide an object" in messages_of([])[1]
    focused = input_block({"type": "plain_text_input", "focus_on_load": True})
    assert "focus_on_load" in messages_of(modal(focused, focused, submit=plain()))[1]


def test_a_view_can_be_too_large() -> None:
    many = [actions(*[select(options=[option(f"{'x' * 70}{n}") for n in range(100)])]) for _ in range(20)]
    with pytest.raises(SlackError, match="view_too_large"):
        check_view(modal(*many), "modal")


def test_missing_ids_are_filled_in() -> None:
    given = [actions(button(), button(action_id="mijn")), {"type": "divider", "block_id": "d"}]
    row, divider = with_ids(given)
    assert row["block_id"] and row["elements"][0]["action_id"] and row["elements"][1]["action_id"] == "mijn"
    assert divider["block_id"] == "d"
    assert "block_id" not in given[0]
