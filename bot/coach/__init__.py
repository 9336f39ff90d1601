"""The coach: guides a team in a thread to its own reisplan."""

from bot.coach.engine import Coach, find
from bot.coach.outcome import File, Move, Outcome, Reply, Said, Start

__all__ = ["Coach", "File", "Move", "Outcome", "Reply", "Said", "Start", "find"]
