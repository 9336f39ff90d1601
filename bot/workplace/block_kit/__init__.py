"""Block Kit: what Slack accepts, and the ids that it fills in."""

from bot.workplace.block_kit.check import VIEW_FIELDS, check_message, check_view
from bot.workplace.block_kit.ids import with_ids

__all__ = ["VIEW_FIELDS", "check_message", "check_view", "with_ids"]
