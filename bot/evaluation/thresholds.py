"""What a run must reach: a YAML file with `least` and `most`, by group and measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from bot.evaluation.summary import MEASURES, Row

_SIDES = ("least", "most")


class ThresholdsError(Exception):
    """The file can't be used; `what` is the part that is wrong."""

    def __init__(self, file: Path, what: str) -> None:
        super().__init__(f"{file}: {what}")
        self.file = file
        self.what = what


@dataclass(frozen=True, slots=True)
class Breach:
    """A measure on the wrong side of its bound, or missing (`value` None)."""

    group: str
    measure: str
    bound: float
    value: float | None
    least: bool


def shipped() -> Path:
    """The bounds for the starter library's own questions."""
    return Path(str(files("bot") / "evaluation" / "thresholds.yaml"))


def breaches(file: Path, rows: Mapping[str, Row]) -> list[Breach]:
    """What the figures don't reach. Raises ThresholdsError."""
    found = []
    for side, group, measure, bound in _bounds(file):
        value = rows.get(group, {}).get(measure)
        least = side == "least"
        if value is None or (value < bound if least else value > bound):
            found.append(Breach(group, measure, bound, value, least))
    return found


def _bounds(file: Path) -> list[tuple[str, str, str, float]]:
    return [
        (side, str(group), str(measure), _number(file, measure, bound))
        for side, by_group in _read(file).items()
        for group, by_measure in _mapping(file, side, by_group).items()
        for measure, bound in _mapping(file, group, by_measure).items()
    ]


def _read(file: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ThresholdsError(file, str(error)) from error
    found = _mapping(file, "…", data)
    for side in found:
        if side not in _SIDES:
            raise ThresholdsError(file, str(side))
    return found


def _mapping(file: Path, what: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ThresholdsError(file, str(what))
    return value


def _number(file: Path, measure: str, value: Any) -> float:
    if measure not in MEASURES or isinstance(value, bool) or not isinstance(value, int | float):
        raise ThresholdsError(file, f"{measure}: {value}")
    return float(value)
