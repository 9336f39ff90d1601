"""What happens with an arrival: one handler a kind, in phases; each writes down what is sent."""

from bot.handlers import question
from bot.workflows import Handlers

HANDLERS: Handlers = {"message": (question.handle,)}
