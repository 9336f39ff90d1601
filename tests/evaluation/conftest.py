"""The whole starter library, indexed once: refusing well needs what a real knowledge base knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.product import ROOT


@pytest.fixture(scope="session")
def whole_library(library: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder; the embedding model is that of the small library."""
    from ingest import ingest
    from knowledge.base import KnowledgeBase

    folder = tmp_path_factory.mktemp("whole-library")
    (folder / "models").symlink_to(library / "models", target_is_directory=True)
    base = KnowledgeBase.open(folder / "knowledge")
    report = ingest([ROOT / "knowledge" / "library" / language for language in ("nl", "en")], base)
    assert not report.failed
    return folder
