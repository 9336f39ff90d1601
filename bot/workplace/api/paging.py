"""Cursors: where the next page starts, in the opaque form that Slack gives."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.workplace.api.call import Args
from bot.workplace.errors import SlackError

T = TypeVar("T")


def page(args: Args, items: Sequence[T], *, default: int, most: int = 1000) -> tuple[list[T], str]:
    """The asked part of `items`, and the cursor of the next ("" at the end)."""
    limit = page_size(args, default=default, most=most)
    start = int(decode_cursor(args.text("cursor")) or 0)
    rest = len(items) > start + limit
    return list(items[start : start + limit]), encode_cursor(str(start + limit)) if rest else ""


def page_size(args: Args, *, default: int, most: int) -> int:
    limit = args.number("limit", default)
    if limit < 0:
        raise SlackError("invalid_limit")
    return min(limit or default, most)


def encode_cursor(position: str) -> str:
    return base64.b64encode(f"next:{position}".encode()).decode()


def decode_cursor(cursor: str) -> str:
    """The position in a cursor, "" for none; raises `invalid_cursor`."""
    if not cursor:
        return ""
    try:
        word, _, position = base64.b64decode(cursor, validate=True).decode().partition(":")
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    if word != "next" or not position.replace(".", "").isdigit():
        raise SlackError("invalid_cursor")
    return position
