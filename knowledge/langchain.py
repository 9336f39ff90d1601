"""The knowledge base as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from knowledge.models import Filters, Hit


class KnowledgeRetriever(BaseRetriever):
    """`base` is a KnowledgeBase; each document's metadata has what a citation needs and the scores."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    base: Any
    limit: int = 10
    filters: Filters | None = None

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [_document(hit) for hit in self.base.search(query, limit=self.limit, filters=self.filters)]


def _document(hit: Hit) -> Document:
    chunk = hit.chunk
    return Document(
        id=chunk.id,
        page_content=chunk.text,
        metadata={
            "document": chunk.document,
            "title": chunk.title,
            "section": chunk.section,
            "language": chunk.language,
            "collection": chunk.collection,
            "date": chunk.date,
            "score": hit.score,
            "dense": hit.dense,
            "lexical": hit.lexical,
        },
    )
