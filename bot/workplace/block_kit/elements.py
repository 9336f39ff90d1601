"""Block elements: buttons, menus and fields."""

import re

from bot.workplace.block_kit.objects import (
    any_text,
    confirm,
    conversation_filter,
    dispatch_action_config,
    image_element,
    initial_among_options,
    marked_option,
    option,
    option_group,
    overflow_option,
    plain_text,
    unique_values,
    workflow,
)
from bot.workplace.block_kit.rules import (
    Rule,
    anything,
    flag,
    items,
    needs_any,
    number,
    one_of,
    only_one,
    pattern,
    shape,
    text,
    url,
)

_ID = {"action_id": text(255)}
_ACTED = {**_ID, "confirm": confirm}
_FOCUSED = {**_ACTED, "focus_on_load": flag}
_MENU = {**_FOCUSED, "placeholder": plain_text(150)}
_FIELD = {
    **_ID,
    "placeholder": plain_text(150),
    "focus_on_load": flag,
    "dispatch_action_config": dispatch_action_config,
}
_MANY = {"max_selected_items": number(1, 1000)}
_IDS = items(text(255), 100)
_DATE = pattern(re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])").fullmatch, "date (YYYY-MM-DD)")
_TIME = pattern(re.compile(r"([01]\d|2[0-3]):[0-5]\d").fullmatch, "time (HH:mm)")
_STYLE = one_of("primary", "danger")
_OPTIONS = {"options": items(option, 100), "option_groups": items(option_group, 100)}
_OPTION_RULES = (
    needs_any("options", "option_groups"),
    only_one("options", "option_groups"),
    unique_values,
    initial_among_options,
)
_FEEDBACK = shape({"text": plain_text(75), "value": text(2000)}, {"accessibility_label": text(75)})


def _kind(name: str, required: dict[str, Rule], optional: dict[str, Rule], *also: Rule) -> Rule:
    return shape({"type": one_of(name), **required}, optional, *also)


def _choices(name: str, initial: dict[str, Rule]) -> Rule:
    required = {"options": items(marked_option, 10)}
    return _kind(name, required, {**_FOCUSED, **initial}, unique_values, initial_among_options)


ELEMENTS: dict[str, Rule] = {
    "button": _kind(
        "button",
        {"text": plain_text(75)},
        {
            **_ACTED,
            "url": url(3000),
            "value": text(2000),
            "style": _STYLE,
            "accessibility_label": text(75),
            "agent_prompt": text(4000),
            "agent_prompt_display": text(4000),
            "visible_to_user_ids": items(text(255), 10),
        },
    ),
    "icon_button": _kind(
        "icon_button",
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            **_ACTED,
            "value": text(2000),
            "accessibility_label": text(75),
            "visible_to_user_ids": items(text(255), 10),
        },
    ),
    "feedback_buttons": _kind(
        "feedback_buttons",
        {"positive_button": _FEEDBACK, "negative_button": _FEEDBACK},
        {**_ID},
    ),
    "workflow_button": _kind(
        "workflow_button",
        {"text": plain_text(75), "workflow": workflow},
        {**_ID, "style": _STYLE, "accessibility_label": text(75)},
    ),
    "overflow": _kind("overflow", {"options": items(overflow_option, 5, least=2)}, _ACTED, unique_values),
    "checkboxes": _choices("checkboxes", {"initial_options": items(marked_option, 10)}),
    "radio_buttons": _choices("radio_buttons", {"initial_option": marked_option}),
    "static_select": _kind(
        "static_select", {}, {**_MENU, **_OPTIONS, "initial_option": option}, *_OPTION_RULES
    ),
    "multi_static_select": _kind(
        "multi_static_select",
        {},
        {**_MENU, **_MANY, **_OPTIONS, "initial_options": items(option, 100)},
        *_OPTION_RULES,
    ),
    "external_select": _kind(
        "external_select",
        {},
        {**_MENU, "min_query_length": number(0, 1000), "initial_option": option},
    ),
    "multi_external_select": _kind(
        "multi_external_select",
        {},
        {**_MENU, **_MANY, "min_query_length": number(0, 1000), "initial_options": items(option, 100)},
    ),
    "users_select": _kind("users_select", {}, {**_MENU, "initial_user": text(255)}),
    "multi_users_select": _kind("multi_users_select", {}, {**_MENU, **_MANY, "initial_users": _IDS}),
    "channels_select": _kind(
        "channels_select",
        {},
        {**_MENU, "initial_channel": text(255), "response_url_enabled": flag},
    ),
    "multi_channels_select": _kind("multi_channels_select", {}, {**_MENU, **_MANY, "initial_channels": _IDS}),
    "conversations_select": _kind(
        "conversations_select",
        {},
        {
            **_MENU,
            "initial_conversation": text(255),
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": conversation_filter,
        },
    ),
    "multi_conversations_select": _kind(
        "multi_conversations_select",
        {},
        {
            **_MENU,
            **_MANY,
            "initial_conversations": _IDS,
            "default_to_current_conversation": flag,
            "filter": conversation_filter,
        },
    ),
    "datepicker": _kind("datepicker", {}, {**_MENU, "initial_date": _DATE}),
    "timepicker": _kind("timepicker", {}, {**_MENU, "initial_time": _TIME, "timezone": text(255)}),
    "datetimepicker": _kind(
        "datetimepicker",
        {},
        {**_FOCUSED, "initial_date_time": number(1_000_000_000, 9_999_999_999)},
    ),
    "plain_text_input": _kind(
        "plain_text_input",
        {},
        {
            **_FIELD,
            "initial_value": text(3000, least=0),
            "multiline": flag,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        },
    ),
    "rich_text_input": _kind(
        "rich_text_input",
        {},
        {**_FIELD, "initial_value": anything, "min_lines": number(1, 100), "max_lines": number(1, 100)},
    ),
    "email_text_input": _kind("email_text_input", {}, {**_FIELD, "initial_value": text(3000)}),
    "url_text_input": _kind("url_text_input", {}, {**_FIELD, "initial_value": url(3000)}),
    "number_input": _kind(
        "number_input",
        {"is_decimal_allowed": flag},
        {**_FIELD, "initial_value": text(255), "min_value": text(255), "max_value": text(255)},
    ),
    "file_input": _kind(
        "file_input", {}, {**_ID, "filetypes": items(text(20), 50), "max_files": number(1, 10)}
    ),
    "image": image_element,
    "plain_text": any_text(3000),
    "mrkdwn": any_text(3000),
}

SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_SELECTS = tuple(f"multi_{name}" for name in SELECTS)
_PICKED = ("datepicker", "timepicker", "radio_buttons", "checkboxes")

IN_SECTION = ("button", "image", "overflow", "workflow_button", *_PICKED, *SELECTS, *MULTI_SELECTS)
IN_ACTIONS = ("button", "overflow", "workflow_button", "datetimepicker", *_PICKED, *SELECTS)
IN_CONTEXT = ("image", "plain_text", "mrkdwn")
IN_CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
IN_INPUT = (
    "plain_text_input",
    "rich_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "file_input",
    "datetimepicker",
    *_PICKED,
    *SELECTS,
    *MULTI_SELECTS,
)
