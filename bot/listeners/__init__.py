"""Slack's side of the bot: one listener a file; each writes an arrival down and shows a sign of life."""

from slack_bolt import App

from bot.listeners import (
    actions,
    agenda_choices,
    commands,
    feedback,
    handover,
    home,
    messages,
    shortcuts,
    views,
)
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Register every listener on the Bolt app."""
    for module in (messages, commands, actions, feedback, agenda_choices, handover, views, shortcuts, home):
        module.register(app, services)
