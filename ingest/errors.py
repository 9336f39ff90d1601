"""Errors that end a run; their texts are in prompts/texts/*/ingest.yaml."""

from pathlib import Path

from knowledge.errors import KnowledgeError


class IngestError(KnowledgeError):
    """`code` is a key in the `ingest` texts, `values` fill its placeholders."""


class IngestRunning(IngestError):
    """Another run is writing to this knowledge base."""

    def __init__(self, folder: Path) -> None:
        super().__init__("ingest_running", folder=folder)


class SourcesInvalid(IngestError):
    """A file of sources doesn't say what it should; `problems` names each entry and field."""

    def __init__(self, file: Path, problems: str) -> None:
        super().__init__("sources_invalid", file=file, problems=problems)
