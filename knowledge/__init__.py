"""The knowledge base: embeddings, vector and lexical index, retrieval."""

from knowledge.base import KnowledgeBase
from knowledge.errors import (
    IndexCorrupt,
    IndexMissing,
    KnowledgeError,
    ModelMismatch,
    ModelMissing,
    RerankerMissing,
)
from knowledge.models import Chunk, DocumentInfo, Filters, Hit

__all__ = [
    "Chunk",
    "DocumentInfo",
    "Filters",
    "Hit",
    "IndexCorrupt",
    "IndexMissing",
    "KnowledgeBase",
    "KnowledgeError",
    "ModelMismatch",
    "ModelMissing",
    "RerankerMissing",
]
