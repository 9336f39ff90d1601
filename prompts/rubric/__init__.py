"""The published rubric for agenda texts: `load_rubric("nl")`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from prompts.curriculum_models import Data, Plain, allowing
from prompts.yaml_files import PromptError, read_as

Grade = Literal["weak", "middling", "good"]
FOLDER = Path(__file__).parent
CRITERIA = (
    "public_value",
    "users",
    "feedback",
    "outliers",
    "experiment",
    "people",
    "working_forms",
    "quality_cost",
    "coherence",
    "first_step",
    "plain_language",
)


class RubricCriterion(Data):
    """`levels` say what scores 0, 1 and 2 look like; `advice` what to change first."""

    id: str
    title: Plain
    asks: Plain
    levels: tuple[Plain, Plain, Plain]
    advice: Plain


class Rubric(Data):
    """Criteria from what helps an agenda most to what helps it least."""

    language: Literal["nl", "en"]
    introduction: Plain
    grades: dict[Grade, Plain]
    advice: Annotated[str, allowing("title", "advice")]
    criteria: tuple[RubricCriterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _all_criteria_once(self) -> Rubric:
        if sorted(criterion.id for criterion in self.criteria) != sorted(CRITERIA):
            raise ValueError(f"'criteria' must hold each of these once: {', '.join(CRITERIA)}")
        return self

    def criterion(self, id: str) -> RubricCriterion:
        """The criterion with this id; StopIteration can't happen for one of `CRITERIA`."""
        return next(criterion for criterion in self.criteria if criterion.id == id)


@cache
def load_rubric(language: str) -> Rubric:
    """The rubric in "nl" or "en"; PromptError names file and line of every mistake."""
    path = FOLDER / f"{language}.yaml"
    if not path.exists():
        raise PromptError(f"there is no rubric in {language!r}; choose from nl, en")
    return read_as(Rubric, path)
