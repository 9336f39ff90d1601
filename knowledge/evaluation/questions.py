"""Question sets: JSON Lines, in the format that docs/evaluation.md describes."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

KINDS = ("answerable", "follow-up", "out-of-scope")


class QuestionsError(Exception):
    """A question file can't be used; `line` is 0 when it is about the whole file."""

    def __init__(self, file: Path, line: int = 0) -> None:
        super().__init__(f"{file}:{line}")
        self.file = file
        self.line = line


@dataclass(frozen=True, slots=True)
class Item:
    """A question, with the passage and the answer that are wanted (empty when out of scope)."""

    id: str
    question: str
    language: str
    kind: str
    document: str = ""
    passage: str = ""
    answer: str = ""
    also: tuple[str, ...] = ()
    cross: bool = False
    history: tuple[dict[str, str], ...] = ()

    @property
    def answerable(self) -> bool:
        return self.kind != "out-of-scope"

    @property
    def group(self) -> str:
        """Language and kind: "nl", "cross-nl", "follow-up-nl", "out-of-scope-nl"."""
        kind = "cross" if self.cross else self.kind
        return self.language if kind == "answerable" else f"{kind}-{self.language}"


def load(paths: Sequence[Path]) -> list[Item]:
    """The questions in files, and in those files of folders that hold any. Raises QuestionsError."""
    items: list[Item] = []
    for path in paths:
        if path.is_dir():
            items += [
                item
                for file in sorted(path.rglob("*.jsonl"))
                if _holds_questions(file)
                for item in _read(file)
            ]
        elif path.is_file():
            items += _read(path)
        else:
            raise QuestionsError(path)
    return items


def starter() -> Path:
    """The folder with the starter library's own questions."""
    return Path(str(files("knowledge") / "library" / "questions"))


def of_documents(items: Iterable[Item], documents: Iterable[str]) -> list[Item]:
    """The questions that these documents answer, and all that are out of scope."""
    known = [name.replace("\\", "/") for name in documents]
    return [
        item for item in items if not item.answerable or any(name.endswith(item.document) for name in known)
    ]


def _read(file: Path) -> list[Item]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [_item(file, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _item(file: Path, number: int, line: str) -> Item:
    data = _object(line)
    if data is None or data["kind"] not in KINDS:
        raise QuestionsError(file, number)
    if data["kind"] != "out-of-scope" and not (data.get("document") and data.get("passage")):
        raise QuestionsError(file, number)
    return Item(
        str(data["id"]),
        str(data["question"]),
        str(data["language"]),
        str(data["kind"]),
        str(data.get("document", "")),
        str(data.get("passage", "")),
        str(data.get("answer", "")),
        tuple(data.get("also", ())),
        bool(data.get("cross")),
        tuple(data.get("history", ())),
    )


def _object(line: str) -> dict[str, Any] | None:
    """The question on a line, or None when it isn't one."""
    try:
        data = json.loads(line)
    except ValueError:
        return None
    return data if isinstance(data, dict) and {"id", "question", "language", "kind"} <= data.keys() else None


def _holds_questions(file: Path) -> bool:
    with file.open(encoding="utf-8") as lines:
        return _object(next(lines, "")) is not None
