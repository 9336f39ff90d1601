"""Reading YAML files whose mistakes can be reported by file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails


class PromptError(ValueError):
    """A file under `prompts/` that can't be used. The message says where and what to do."""


def read_yaml(path: Path) -> tuple[Any, yaml.Node]:
    """The file's value and its node tree, which knows the lines; raises PromptError if it isn't YAML."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except FileNotFoundError:
        raise PromptError(f"{path}: this file is missing; put it back or reinstall reisplan") from None
    except UnicodeDecodeError:
        raise PromptError(f"{path}: this file is not UTF-8; save it as UTF-8") from None
    except yaml.YAMLError as error:
        raise PromptError(_yaml_problem(path, error)) from None
    if node is None:
        raise PromptError(f"{path}: this file is empty")
    return value, node


def _yaml_problem(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = f":{mark.line + 1}" if mark else ""
    problem = getattr(error, "problem", None) or "not valid YAML"
    return f"{path}{line}: {problem}; check the indentation and put texts with a colon between quotes"


M = TypeVar("M", bound=BaseModel)


def read_as(model: type[M], path: Path) -> M:
    """The file as this model; PromptError names file and line of every mistake."""
    value, node = read_yaml(path)
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise explain(path, node, error) from None


def line_of(node: yaml.Node, location: tuple[int | str, ...]) -> int:
    """The line, from 1, of the deepest part of `location` that the file has."""
    for step in location:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return int(node.start_mark.line) + 1


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None


def explain(path: Path, node: yaml.Node, error: ValidationError) -> PromptError:
    """Every mistake in a file as one message, a line each."""
    return PromptError("\n".join(_complaint(path, node, item) for item in error.errors()))


def _complaint(path: Path, node: yaml.Node, item: ErrorDetails) -> str:
    where = ".".join(map(str, item["loc"]))
    return f"{path}:{line_of(node, item['loc'])}: {where}: {_advice(item['type'], item['msg'])}"


def _advice(kind: str, message: str) -> str:
    if kind == "missing":
        return "is missing; add it (the same file in the other language shows how)"
    if kind == "extra_forbidden":
        return "is not a known key; check its spelling or take it out"
    return message.removeprefix("Value error, ")
