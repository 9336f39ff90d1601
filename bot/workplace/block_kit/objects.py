"""Composition objects: texts, options, confirmations."""

from typing import Any

from bot.workplace.block_kit.rules import (
    Problems,
    Rule,
    anything,
    flag,
    items,
    needs_any,
    one_of,
    only_one,
    problem,
    shape,
    text,
    url,
)


def plain_text(most: int, *, least: int = 1) -> Rule:
    return shape({"type": one_of("plain_text"), "text": text(most, least=least)}, {"emoji": flag})


def any_text(most: int, *, least: int = 1) -> Rule:
    """A `plain_text` or `mrkdwn` object."""
    plain = plain_text(most, least=least)
    marked = shape({"type": one_of("mrkdwn"), "text": text(most, least=least)}, {"verbatim": flag})

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if isinstance(value, dict) and value.get("type") == "mrkdwn":
            marked(value, pointer, problems)
        else:
            plain(value, pointer, problems)

    return rule


confirm = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)

option = shape({"text": plain_text(75), "value": text(150)}, {"description": plain_text(75)})
# Radio buttons and checkboxes may use mrkdwn.
marked_option = shape({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})
overflow_option = shape(
    {"text": plain_text(75), "value": text(150)}, {"description": plain_text(75), "url": url(3000)}
)
option_group = shape({"label": plain_text(75), "options": items(option, 100)})

slack_file = shape({}, {"id": text(255), "url": url(3000)}, needs_any("id", "url"))
image_element = shape(
    {"type": one_of("image"), "alt_text": text(2000)},
    {"image_url": url(3000), "slack_file": slack_file},
    needs_any("image_url", "slack_file"),
    only_one("image_url", "slack_file"),
)

dispatch_action_config = shape(
    {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
conversation_filter = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
workflow = shape(
    {"trigger": shape({"url": url(3000)}, {"customizable_input_parameters": items(anything, 50)})}
)


def unique_values(value: Any, pointer: str, problems: Problems) -> None:
    """The options of one menu have different values."""
    values = [item.get("value") for item in value.get("options") or [] if isinstance(item, dict)]
    if len(values) != len(set(map(str, values))):
        problem(problems, "options must have unique values", f"{pointer}/options")


def initial_among_options(value: Any, pointer: str, problems: Problems) -> None:
    """What is chosen at first is one of the options, exactly."""
    groups = value.get("option_groups") or []
    known = [*(value.get("options") or []), *(item for group in groups for item in group.get("options", []))]
    chosen = [
        *([value["initial_option"]] if value.get("initial_option") else []),
        *value.get("initial_options", []),
    ]
    for item in chosen:
        if item not in known:
            field = "initial_option" if value.get("initial_option") else "initial_options"
            problem(problems, "must match one of the options", f"{pointer}/{field}")
