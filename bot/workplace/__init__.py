"""A local Slack-compatible server: Web API, Socket Mode and what the page needs, on loopback only."""

from bot.workplace.runner import Workplace, serve
from bot.workplace.server import create_app

__all__ = ["Workplace", "create_app", "serve"]
