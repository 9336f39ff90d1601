"""How well moods are told from answers, on our labelled messages: `python -m bot.coach.judging.mood_figures`.

Nothing is fitted on those messages; the words in `prompts/judging/moods.yaml` were chosen by hand. Each is
judged at every question, by the whole judge. Those with "later" were written after the first version of the
words; the words were mended on them since, so new messages will do worse than these figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.coach.judging.judge import judge
from prompts.curriculum import load_curriculum
from prompts.judging import MOODS, read_lines

TONES = ("hostile", "joke", "off_topic", "hurt")


@dataclass(frozen=True, slots=True)
class Heard:
    """`precision`: of the messages heard as a mood, those that are; `recall`: of a mood, those heard so."""

    precision: float
    recall: float
    messages: int  # judgements with this mood by their label


def heard(examples: Sequence[dict[str, Any]]) -> dict[str, Heard]:
    """Per mood, and for "any": whether it is an answer or not."""
    pairs = Counter(
        (example["mood"], _tone(example, question))
        for example in examples
        for question in _questions(example["language"])
    )
    found = {tone: _heard(pairs, {tone}) for tone in TONES}
    return {**found, "any": _heard(pairs, set(TONES))}


def _questions(language: str) -> list[str]:
    return [question.id for stage in load_curriculum(language).stages for question in stage.questions]


def _tone(example: dict[str, Any], question: str) -> str:
    stage = load_curriculum(example["language"]).question(question)
    return judge(example["text"], stage=stage, language=example["language"]).mood


def _heard(pairs: Counter[tuple[str, str]], tones: set[str]) -> Heard:
    meant = sum(n for (label, _), n in pairs.items() if label in tones)
    given = sum(n for (_, mood), n in pairs.items() if mood in tones)
    right = sum(n for (label, mood), n in pairs.items() if label in tones and mood in tones)
    return Heard(right / max(given, 1), right / max(meant, 1), meant)


def main() -> None:
    examples = read_lines(MOODS)
    for name, chosen in (("all", examples), ("later", [e for e in examples if e.get("later")])):
        for tone, figures in heard(chosen).items():
            print(f"{name}, {tone}: precision {figures.precision:.2f}, recall {figures.recall:.2f}")


if __name__ == "__main__":
    main()
