"""Errors that a person can do something about; their texts are in prompts/texts/*/knowledge.yaml."""

import shutil
from pathlib import Path

_ROOM = 1 << 20  # bytes
_REFUSED = (
    "disk is full",
    "disk i/o error",
    "no space left",
    "file too large",
    "readonly database",
    "read-only file system",
    "unable to open database file",
    "permission denied",
)


class KnowledgeError(Exception):
    """`code` is a key in the `knowledge` texts, `values` fill its placeholders."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        details = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{code} ({details})" if details else code)


class IndexMissing(KnowledgeError):
    """Nothing was ever written to this folder."""

    def __init__(self, folder: object) -> None:
        super().__init__("index_missing", folder=folder)


class ModelMismatch(KnowledgeError):
    """The index was built with another embedding model."""

    def __init__(self, folder: object, *, indexed: str, configured: str) -> None:
        super().__init__("model_mismatch", folder=folder, indexed=indexed, configured=configured)


class IndexCorrupt(KnowledgeError):
    """The stored index can't be read."""

    def __init__(self, folder: object, detail: str) -> None:
        super().__init__("index_corrupt", folder=folder, detail=detail)


class DiskFull(KnowledgeError):
    """The disk that the index is on takes no more, or nothing at all."""

    def __init__(self, folder: object, detail: str) -> None:
        super().__init__("disk_full", folder=folder, detail=detail)


def unusable(folder: Path, reason: str) -> KnowledgeError:
    """What is wrong with an index in files, by what SQLite or Chroma said of it and the room that is left."""
    refused = any(sign in reason.lower() for sign in _REFUSED)
    return (DiskFull if refused or _is_full(folder) else IndexCorrupt)(folder, reason)


def _is_full(folder: Path) -> bool:
    """Chroma doesn't always say that it was the disk."""
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


class ModelMissing(KnowledgeError):
    """The embedding model can't be loaded."""

    def __init__(self, model: str, detail: str) -> None:
        super().__init__("model_missing", model=model, detail=detail)


class CatalogueUnreachable(KnowledgeError):
    """The database that holds the catalogue doesn't answer as it should."""

    def __init__(self, url: object, detail: str) -> None:
        super().__init__("catalogue_unreachable", url=url, detail=detail)


class VectorsMissing(KnowledgeError):
    """The catalogue has passages, and the place where their vectors should be is empty."""

    def __init__(self, place: object) -> None:
        super().__init__("vectors_missing", place=place)


class VectorsUnreachable(KnowledgeError):
    """The Chroma server doesn't answer as it should."""

    def __init__(self, url: object, detail: str) -> None:
        super().__init__("vectors_unreachable", url=url, detail=detail)


class VectorsOtherVersion(KnowledgeError):
    """The Chroma server speaks another version's language."""

    def __init__(self, url: object, *, server: str, client: str) -> None:
        super().__init__("vectors_other_version", url=url, server=server, client=client)


class RerankerMissing(KnowledgeError):
    """The cross-encoder can't be loaded."""

    def __init__(self, model: str, detail: str) -> None:
        super().__init__("reranker_missing", model=model, detail=detail)
