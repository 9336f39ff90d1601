"""A small real knowledge base in two languages, with the packaged embedding model."""

from pathlib import Path

import pytest
from knowledge_samples import PASSAGES, chunks_of, info, models_folder

from knowledge import KnowledgeBase
from knowledge.embeddings import Embedder


@pytest.fixture(scope="session")
def packaged() -> Embedder:
    return Embedder(models_folder())


@pytest.fixture
def base(tmp_path: Path, packaged: Embedder) -> KnowledgeBase:
    models_folder().mkdir(parents=True, exist_ok=True)
    (tmp_path / "models").symlink_to(models_folder(), target_is_directory=True)
    return KnowledgeBase(tmp_path / "knowledge", packaged)


@pytest.fixture
def filled(base: KnowledgeBase) -> KnowledgeBase:
    for document in PASSAGES:
        base.write(info(document), chunks_of(document))
    return base
