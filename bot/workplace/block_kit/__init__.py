"""Block Kit: what Slack accepts, and the ids that it fills in."""

from bot.workplace.block_kit.ids import with_ids

__all__ = ["VIEW_FIELDS", "check_message", "check_view", "with_ids"]

VIEW_FIELDS = frozenset(
    {
        "type",
        "title",
        "close",
        "submit",
        "private_metadata",
        "callback_id",
        "external_id",
        "clear_on_close",
        "notify_on_close",
        "submit_disabled",
    }
)


def check_message(blocks: object) -> None:
    pass


def check_view(view, kind):
    return view
