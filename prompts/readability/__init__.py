"""Officialese, abbreviations, fillers and vague words, by language; and what people ask of a draft."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from prompts.yaml_files import read_as

_FOLDER = Path(__file__).parent


class Clause(BaseModel):
    """A kind of answer that is no sentence by itself, at these `stages`: how it `opens` (a pattern; what that
    takes up is left out), and what makes a sentence of it, first and `again` after one of the same kind.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    stages: list[str]
    opens: str
    lead: str
    again: str


class WordLists(BaseModel):
    """`replace` and `abbreviations` map what people write to plainer words; `difficult` to a hint.

    `wishes` are what people ask for, less what stands `around` it; `first` has {about}; `free` are patterns
    of orders for a language model; `formal` maps speech to writing. `council` are patterns by what they show;
    `sections` what people call a stage.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    replace: dict[str, str]
    abbreviations: dict[str, str]
    fillers: list[str]
    joints: list[str]
    subjects: list[str]
    difficult: dict[str, str]
    vague: list[str]
    precise: list[str]  # where a word of `vague` isn't
    wishes: dict[str, list[str]]
    council: dict[str, str]
    around: dict[Literal["before", "after"], list[str]]
    first: list[str]
    free: list[str]
    formal: dict[str, str]
    sections: dict[str, list[str]]
    clauses: list[Clause]


@cache
def word_lists(language: str) -> WordLists:
    """The lists of "nl" or "en"; any other language gets English. Raises PromptError for a broken file."""
    return read_as(WordLists, _FOLDER / f"{'nl' if language == 'nl' else 'en'}.yaml")
