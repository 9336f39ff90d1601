"""A small real knowledge base in two languages, with the packaged embedding model."""

from pathlib import Path

import pytest
from knowledge_samples import PASSAGES, chunks_of, info, models_folder

from knowledge import KnowledgeBase


@pytest.fixture
def base(tmp_path: Path) -> KnowledgeBase:
    (tmp_path / "models").symlink_to(models_folder(), target_is_directory=True)
    models_folder().mkdir(parents=True, exist_ok=True)
    return KnowledgeBase.open(tmp_path / "knowledge")


@pytest.fixture
def filled(base: KnowledgeBase) -> KnowledgeBase:
    for document in PASSAGES:
        base.write(info(document), chunks_of(document))
    return base
