"""Before anyone signs: the two changes that would help most, tied to the team's own words."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coach.conversation.sentences import sentences
from bot.coach.writing.checks import invents, is_in, is_inert
from bot.coach.writing.orders import Ask, Line, Supports, Written, ask_for

_SENTENCES, _WORDS = 3, 45


@dataclass(frozen=True, slots=True)
class AdviceOrder:
    """`points` are what scored low with the rubric's own advice; `plan` is what the team wrote."""

    language: str
    points: tuple[str, ...]
    plan: str

    def write(self, ask: Ask, supports: Supports) -> Written:
        reply = ask_for(
            ask,
            "advice",
            self.language,
            human={"points": "\n".join(self.points), "plan": self.plan},
        )
        lines = [" ".join(line.split()) for line in reply.splitlines() if line.strip()]
        if len(lines) != len(self.points):
            return Written(dropped=len(self.points))
        kept = [Line(line if self._holds(line) else "") for line in lines]
        return Written(tuple(kept), sum(not line.text for line in kept))

    def _holds(self, text: str) -> bool:
        return (
            4 <= len(text.split()) <= _WORDS
            and len(sentences(text)) <= _SENTENCES
            and is_inert(text, self.language)
            and is_in(text, self.language)
            and not invents(text, [self.plan, *self.points], (), self.language)
        )
