"""The agenda curriculum: `load_curriculum("nl")` reads and checks `prompts/curriculum/nl/`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from prompts.curriculum_models import (
    Criterion,
    Curriculum,
    Moves,
    Part,
    Question,
    SelfScan,
    Shared,
    Situation,
    Stage,
    Statement,
    UnitCost,
    WorkingForm,
    placeholders,
)
from prompts.yaml_files import PromptError, explain, read_yaml

__all__ = [
    "Criterion",
    "Curriculum",
    "Moves",
    "Part",
    "PromptError",
    "Question",
    "SelfScan",
    "Situation",
    "Stage",
    "Statement",
    "UnitCost",
    "WorkingForm",
    "check_languages_agree",
    "load_curriculum",
    "placeholders",
    "read_curriculum",
]

FOLDER = Path(__file__).parent / "curriculum"
LANGUAGES = ("nl", "en")

M = TypeVar("M", bound=BaseModel)


@cache
def load_curriculum(language: str) -> Curriculum:
    """The packaged curriculum in "nl" or "en"; PromptError names file and line of every mistake."""
    if language not in LANGUAGES:
        raise PromptError(f"there is no curriculum in {language!r}; choose from {', '.join(LANGUAGES)}")
    return read_curriculum(FOLDER / language)


def read_curriculum(folder: Path) -> Curriculum:
    """A curriculum from a folder with a file per stage and agenda, moves, forms, situations and tools."""
    agenda_file = folder / "agenda.yaml"
    agenda, node = read_yaml(agenda_file)
    if not isinstance(agenda, dict):
        raise PromptError(
            f"{agenda_file}:1: this file must hold keys such as 'welcome:'; see the other language"
        )
    shared_part = {key: agenda.pop(key) for key in Shared.model_fields if key in agenda}
    shared = _check(agenda_file, node, shared_part, Shared)
    tools, tools_node = read_yaml(folder / "tools.yaml")
    for key in ("scan", "unit_cost"):
        if not isinstance(tools, dict) or key not in tools:
            raise PromptError(f"{folder / 'tools.yaml'}:1: {key} is missing; add it")
    parts: dict[str, Any] = {
        "moves": _read(folder / "moves.yaml", Moves),
        "forms": _read_each(folder / "forms.yaml", WorkingForm),
        "situations": _read_each(folder / "situations.yaml", Situation),
        "scan": _check(folder / "tools.yaml", tools_node, tools["scan"], SelfScan, "scan"),
        "unit_cost": _check(folder / "tools.yaml", tools_node, tools["unit_cost"], UnitCost, "unit_cost"),
        "stages": tuple(
            shared.complete(_read(path, Stage)) for path in sorted((folder / "stages").glob("*.yaml"))
        ),
    }
    try:
        return Curriculum.model_validate({**agenda, **parts})
    except ValidationError as error:
        raise explain(agenda_file, node, error) from None


def check_languages_agree() -> None:
    """Raise PromptError where the languages differ in stages, questions, criteria or working forms."""
    first, *others = (load_curriculum(language) for language in LANGUAGES)
    for other in others:
        for name, shape in _shape(first).items():
            if _shape(other)[name] != shape:
                raise PromptError(
                    f"{FOLDER}: {name} differ between {first.language} and {other.language}: "
                    f"{shape} and {_shape(other)[name]}; make them the same"
                )


def _shape(curriculum: Curriculum) -> dict[str, object]:
    questions = [question for stage in curriculum.stages for question in stage.questions]
    return {
        "version": curriculum.version,
        "stages": [(stage.id, stage.part, stage.sprint, stage.working_form) for stage in curriculum.stages],
        "questions": [(question.id, question.criteria) for question in questions],
        "working forms": [form.id for form in curriculum.forms],
        "scan statements": [statement.id for statement in curriculum.scan.statements],
        "cost fields": [field.id for field in curriculum.unit_cost.fields],
        "situations": [(s.id, s.questions, sorted(s.probes)) for s in curriculum.situations],
        "acknowledgements": sorted(curriculum.acknowledgements),
    }


def _read(path: Path, model: type[M]) -> M:
    value, node = read_yaml(path)
    return _check(path, node, value, model)


def _read_each(path: Path, model: type[M]) -> tuple[M, ...]:
    value, node = read_yaml(path)
    if not isinstance(value, list):
        raise PromptError(f"{path}:1: this file must be a list; start each item with '- '")
    return tuple(_check(path, node, item, model, position) for position, item in enumerate(value))


def _check(path: Path, node: yaml.Node, value: Any, model: type[M], *under: int | str) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for step in under:
            node = _inside(node, step)
        raise explain(path, node, error) from None


def _inside(node: yaml.Node, step: int | str) -> yaml.Node:
    if isinstance(step, int):
        found: yaml.Node = node.value[step]
        return found
    value: yaml.Node = next(value for key, value in node.value if key.value == step)
    return value
