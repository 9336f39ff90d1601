"""What a language model is asked for an answer: the question and the passages, fenced as data."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from bot.answers.models import Citation
from bot.answers.units import without_invisible
from bot.language_model import LanguageModel
from prompts import answers


def write(model: LanguageModel, question: str, language: str, passages: Sequence[Citation]) -> str:
    """Return what the model answers from these passages, "" for nothing. Raises ModelFailure."""
    prompt = answers.instructions(language)
    fence = secrets.token_hex(8)
    asked = prompt["question"].format(
        fence=fence, passages=_fenced(passages, fence), question=without_invisible(question)
    )
    said = model.ask(prompt["system"], asked)
    return "" if prompt["nothing"].lower() in said.lower() else said


def _fenced(passages: Sequence[Citation], fence: str) -> str:
    return "\n\n".join(
        f"{fence}\n[{passage.number}] {passage.title} › {passage.section}\n"
        f"{without_invisible(passage.text)}\n{fence}"
        for passage in passages
    )
