"""What a person chose in an element, as Slack puts it in `actions` and in `state.values`."""

from typing import Any

from bot.workplace.block_kit.ids import elements_of
from bot.workplace.errors import SlackError
from bot.workplace.store import Json

_ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
_MANY_OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
_TEXTS = {
    "plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input",
}  # fmt: skip
# Elements with a single plain value, and the field that it stands in.
_FIELDS = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "file_input": "files",
}
_INITIAL = {
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_channel": "initial_channel",
    "selected_users": "initial_users",
    "selected_conversations": "initial_conversations",
    "selected_channels": "initial_channels",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
}
_STATEFUL = _ONE_OPTION - {"overflow"} | _MANY_OPTIONS | _TEXTS | set(_FIELDS)


def find(blocks: list[Json], action_id: str, block_id: str = "") -> tuple[Json, Json]:
    """The block and the element with this action id; raises `action_not_found`."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id and block_id in ("", block.get("block_id")):
                return block, element
    raise SlackError("action_not_found")


def action(block: Json, element: Json, value: Any, ts: str) -> Json:
    """An entry of `actions`; raises `invalid_value` where the element doesn't offer `value`."""
    kind = element["type"]
    entry: Json = {"type": kind, "action_id": element["action_id"], "block_id": block.get("block_id", "")}
    for key in ("text", "style", "placeholder", "confirm", "accessibility_label"):
        if key in element and kind not in ("feedback_buttons",):
            entry[key] = element[key]
    return entry | chosen(element, value) | {"action_ts": ts}


def chosen(element: Json, value: Any) -> Json:
    """The fields that say what was chosen."""
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": None if value in (None, "") else _option(element, value)}
    if kind in _MANY_OPTIONS:
        values = value if isinstance(value, list) else [] if value in (None, "") else [value]
        return {"selected_options": [_option(element, item) for item in values]}
    if kind in _FIELDS:
        return {_FIELDS[kind]: int(value) if kind == "datetimepicker" and value else value or None}
    if kind in _TEXTS:
        return _text(element, value)
    if kind == "feedback_buttons":
        return _feedback(element, value)
    return {"value": element["value"]} if "value" in element else {}


def initial_state(blocks: list[Json]) -> Json:
    """`state.values` of blocks that nobody has touched yet."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _STATEFUL:
                entry = {"type": element["type"], **_initial(element)}
                values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def put(values: Json, block: Json, element: Json, value: Any) -> None:
    """Writes what was chosen into `state.values`."""
    if element["type"] in _STATEFUL:
        entry = {"type": element["type"], **chosen(element, value)}
        values.setdefault(block["block_id"], {})[element["action_id"]] = entry


def carried(initial: Json, filled: Json) -> Json:
    """The initial state, with what was filled in before where ids and types are the same."""
    for block_id, actions in initial.items():
        for action_id, entry in actions.items():
            before = filled.get(block_id, {}).get(action_id)
            if before and before["type"] == entry["type"]:
                actions[action_id] = before
    return initial


def is_empty(entry: Json) -> bool:
    return not any(value not in (None, "", []) for key, value in entry.items() if key != "type")


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in _ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in _MANY_OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    if kind in _TEXTS:
        key = "rich_text_value" if kind == "rich_text_input" else "value"
        return {key: element.get("initial_value")}
    field = _FIELDS[kind]
    empty: Any = [] if field.endswith("s") else None
    return {field: element.get(_INITIAL.get(field, ""), empty)}


def _text(element: Json, value: Any) -> Json:
    if element["type"] == "rich_text_input":
        return {"rich_text_value": value}
    return {"value": None if value in (None, "") else str(value)}


def _option(element: Json, value: Any) -> Json:
    options = [*element.get("options", [])]
    options += [option for group in element.get("option_groups", []) for option in group.get("options", [])]
    for option in options:
        if option.get("value") == value:
            return {key: option[key] for key in ("text", "value", "description") if key in option}
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value), "emoji": True}, "value": str(value)}
    raise SlackError("invalid_value")


def _feedback(element: Json, value: Any) -> Json:
    buttons = [element["positive_button"], element["negative_button"]]
    for name, button in zip(("positive", "negative"), buttons, strict=True):
        if value in (name, button.get("value")):
            return {"text": button.get("text"), "value": button.get("value")}
    raise SlackError("invalid_value")
