"""Follow-up questions, made to stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge.base import KnowledgeBase


def standalone(question: str, history: Sequence[Any], base: KnowledgeBase) -> str:
    """Return the question with what it leans on from the conversation before it."""
    return question
