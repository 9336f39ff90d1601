"""The `block_id` and `action_id` that Slack gives where an app gave none."""

from bot.workplace import ids
from bot.workplace.store import Json

# Elements that a person acts on.
INTERACTIVE = frozenset(
    {
        "button", "checkboxes", "datepicker", "datetimepicker", "timepicker", "radio_buttons", "overflow",
        "workflow_button", "feedback_buttons", "icon_button", "plain_text_input", "rich_text_input",
        "email_text_input",
        "url_text_input", "number_input", "file_input", "static_select", "external_select", "users_select",
        "conversations_select", "channels_select", "multi_static_select", "multi_external_select",
        "multi_users_select", "multi_conversations_select", "multi_channels_select",
    }
)  # fmt: skip


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy of `blocks` in which each block and each interactive element has its id."""
    return [_block(block) for block in blocks]


def elements_of(block: Json) -> list[Json]:
    """The elements of a block that may be interactive."""
    found = [*block.get("elements", []), *block.get("actions", [])]
    found += [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    for card in block.get("elements", []) if block.get("type") == "carousel" else []:
        found += elements_of(card)
    return [element for element in found if isinstance(element, dict) and element.get("type") in INTERACTIVE]


def _block(block: Json) -> Json:
    filled = {**block}
    filled.setdefault("block_id", ids.secret(5))
    for key in ("accessory", "element"):
        if isinstance(filled.get(key), dict):
            filled[key] = _element(filled[key])
    for key in ("elements", "actions"):
        if isinstance(filled.get(key), list):
            filled[key] = [_element(element) for element in filled[key]]
    return filled


def _element(element: Json) -> Json:
    if not isinstance(element, dict):
        return element
    if element.get("type") == "card":
        return _block(element)
    if element.get("type") in INTERACTIVE and "action_id" not in element:
        return {**element, "action_id": ids.secret(5)}
    return element
