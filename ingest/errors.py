"""Errors that end a run; their texts are in prompts/texts/*/ingest.yaml."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError


class IngestError(KnowledgeError):
    """`code` is a key in the `ingest` texts, `values` fill its placeholders."""


class IngestRunning(IngestError):
    """Another run is writing to this knowledge base."""

    def __init__(self, folder: Path) -> None:
        super().__init__("ingest_running", folder=folder)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong at a line of a file of sources; `code` is a key under `sources` in the `ingest` texts."""

    code: str
    line: int = 1
    field: str = ""
    detail: str = ""


class SourcesInvalid(IngestError):
    """A file of sources doesn't say what it should."""

    def __init__(self, file: Path, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = mistakes
        super().__init__("sources_invalid", file=file)
