"""The follow-up in the coach's voice: rules chose what is lacking, the model words the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.coach.conversation.sentences import sentences
from bot.coach.writing.checks import alike, invents, is_in, is_inert
from bot.coach.writing.orders import Ask, Line, Source, Supports, Written, ask_for
from knowledge.tokens import tokens
from prompts.writing import load_writing

_SENTENCES, _WORDS, _SHORTEST = 2, 40, 4
_REPEATS = 0.6  # share of words in common with a question that was asked before
_AROUND = re.compile(r"[\"“]([^\"“”]+)[\"”]")
_GIVEN_BACK = 0.5  # share of a lead-in's stems that people said themselves


@dataclass(frozen=True, slots=True)
class ProbeOrder:
    """`said` is this question's talk, what is followed up on last; `asked` what was asked before."""

    language: str
    question: str
    lack: str
    example: str
    asked: tuple[str, ...]
    said: tuple[Source, ...]

    def write(self, ask: Ask, supports: Supports) -> Written:
        text = _bare(self._asked_of(ask))
        return Written((Line(text),)) if self.holds(text) else Written(dropped=1)

    def holds(self, text: str) -> bool:
        """One short question in the thread's language, from what was said, that wasn't asked before."""
        said, names = [source.text for source in self.said], [source.name for source in self.said]
        return (
            _is_one_question(text)
            and is_inert(text, self.language)
            and is_in(text, self.language)
            and not invents(text, [*said, self.question, self.example], names, self.language)
            and _starts_from(text, said, self.language)
            and all(alike(text, before) < _REPEATS for before in (*self.asked, self.question))
        )

    def _asked_of(self, ask: Ask) -> str:
        return ask_for(
            ask,
            "probe",
            self.language,
            human={
                "question": self.question,
                "lack": self.lack,
                "example": self.example,
                "asked": "\n".join(self.asked) or load_writing(self.language).nobody,
                "said": "\n".join(f"{source.name}: {source.text}".lstrip(": ") for source in self.said),
            },
        )


def _bare(text: str) -> str:
    """Without the quotation marks that some models put around all they say."""
    text = " ".join(text.split())
    around = _AROUND.fullmatch(text)
    return around[1] if around else text


def _is_one_question(text: str) -> bool:
    return (
        text.count("?") == 1
        and text.endswith("?")
        and len(sentences(text)) <= _SENTENCES
        and _SHORTEST <= len(text.split()) <= _WORDS
    )


def _starts_from(text: str, said: Sequence[str], language: str) -> bool:
    """It takes up words that people used; what it states before it asks, they said."""
    heard = set(tokens(" ".join(said), language))
    lead = set(tokens(" ".join(sentences(text)[:-1]), language))
    given_back = not lead or len(lead & heard) / len(lead) >= _GIVEN_BACK
    return bool(set(tokens(text, language)) & heard) and given_back
