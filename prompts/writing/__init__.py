"""How a language model is asked to word or judge something, and words that count as a number or a time."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import model_validator

from prompts.curriculum_models import Data, Plain, allowing, placeholders
from prompts.yaml_files import read_as

_FOLDER = Path(__file__).parent
CARRIED = _FOLDER / "carried.jsonl"
ALIKE = _FOLDER / "alike.jsonl"
Kind = Literal["probe", "section", "change", "summary", "advice", "judge", "grade"]


class Template(Data):
    """What the model is told to be (`system`) and what it gets (`human`)."""

    system: Annotated[str, allowing("most", "limit", "language")]
    human: Annotated[
        str,
        allowing(
            "fence",
            "question",
            "lack",
            "example",
            "asked",
            "said",
            "title",
            "draft",
            "wish",
            "points",
            "plan",
            "criteria",
        ),
    ]

    @model_validator(mode="after")
    def _fences_what_people_said(self) -> Template:
        if self.human.count("{fence}") < 3 or not placeholders(self.human) & {"said", "plan"}:
            raise ValueError("'human' must put {said} or {plan} between lines with {fence}, and say so")
        return self


class Writing(Data):
    """The templates by what is to be worded; `enough` is what a judging model says when nothing is lacking.
    `numbers`, `amounts`, `calendar` and `roles` are never made up: what stands behind a word is the same in
    both languages."""

    probe: Template
    section: Template
    change: Template
    summary: Template
    advice: Template
    judge: Template
    grade: Template
    languages: dict[Literal["nl", "en"], Plain]
    nobody: Plain
    enough: Plain
    numbers: dict[str, int]
    amounts: dict[str, str]
    calendar: dict[str, str]
    roles: dict[str, str]

    def template(self, kind: Kind) -> Template:
        """The template for what is to be worded."""
        found: Template = getattr(self, kind)
        return found


@cache
def load_writing(language: str) -> Writing:
    """The templates in "nl" or "en"; other languages get English. Raises PromptError for a broken file."""
    return read_as(Writing, _FOLDER / f"{'nl' if language == 'nl' else 'en'}.yaml")
