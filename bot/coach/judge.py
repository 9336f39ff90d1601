"""What an answer to a coaching question still lacks, and which lack to ask about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from prompts.curriculum import Criterion, Question

Mood = Literal["ok", "unknown", "hostile", "joke", "off_topic", "hurt", "done", "question"]
Embed = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True)
class Lack:
    criterion: Criterion
    evidence: str  # the part of the answer that this rests on; the whole answer when nothing else is
    score: float  # estimated probability that a reader would say this is missing


@dataclass(frozen=True, slots=True)
class Judgement:
    """`lacks` run from what matters most now; `probe` is the one to ask about, None when it is enough."""

    lacks: tuple[Lack, ...]
    good: tuple[Criterion, ...]
    probe: Lack | None
    mood: Mood
    quote: str  # a few of the person's own words, fit for a follow-up; "" when there are none


def judge(
    answer: str,
    *,
    stage: Question,
    language: str,
    earlier: Sequence[str] = (),
    embed: Embed | None = None,
) -> Judgement:
    """Hold one answer against what `stage` asks for; `earlier` are the team's answers before it in the stage."""
    words = answer.split()
    lack = Lack(stage.criteria[0], answer, 1.0 if len(words) < 6 else 0.0)
    probe = lack if lack.score > 0.5 else None
    return Judgement((lack,) if probe else (), (), probe, "ok", " ".join(words[:8]))
