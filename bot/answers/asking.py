"""What a language model is asked for an answer: passages or a conversation, fenced as data."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence

from bot.answers.models import Citation
from bot.answers.units import without_invisible
from bot.language_model import LanguageModel
from prompts import answers


def write(model: LanguageModel, question: str, language: str, passages: Sequence[Citation]) -> Iterator[str]:
    """Return what the model answers from these passages, piece by piece. Raises ModelFailure."""
    prompt = answers.instructions(language)
    fence = secrets.token_hex(8)
    asked = prompt["question"].format(
        fence=fence, passages=_fenced(passages, fence), question=without_invisible(question)
    )
    return model.stream(prompt["system"], asked)


def rewrite(model: LanguageModel, question: str, language: str, conversation: str) -> str:
    """Return the question as one that stands without the conversation before it. Raises ModelFailure."""
    prompt = answers.instructions(language)
    asked = prompt["follow_up"].format(
        fence=secrets.token_hex(8),
        conversation=without_invisible(conversation),
        question=without_invisible(question),
    )
    return model.ask(prompt["rewrite"], asked)


def _fenced(passages: Sequence[Citation], fence: str) -> str:
    return "\n\n".join(
        f"{fence}\n[{passage.number}] {passage.title} › {passage.section}\n"
        f"{without_invisible(passage.text)}\n{fence}"
        for passage in passages
    )
