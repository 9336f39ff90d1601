"""Small real documents, and a knowledge base whose embeddings cost nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.loaders import load

Read = Callable[[str, str], Document]


@pytest.fixture
def markdown() -> Callable[..., Document]:
    def read(text: str, name: str = "docs/page.md") -> Document:
        return load(text.encode(), name)

    return read


@pytest.fixture
def html() -> Callable[..., Document]:
    def read(text: str, name: str = "site/page.html") -> Document:
        return load(text.encode(), name)

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write files into a folder and return it."""

    def write(files: dict[str, str]) -> Path:
        root = tmp_path / "docs"
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return root

    return write
