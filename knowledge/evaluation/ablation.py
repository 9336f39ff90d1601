"""The product's search with one stage taken out at a time."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from knowledge.base import KnowledgeBase
from knowledge.evaluation.judging import Result, results
from knowledge.retrieval import STAGES, Stages

LIMIT = 10

WITHOUT: dict[str, Stages] = {
    "centring": replace(STAGES, centring=0.0),
    "windows": replace(STAGES, window=0.0),
    "own_vector": replace(STAGES, window=1.0),
    "bm25": replace(STAGES, lexical=0.0, bridge=0.0),
    "glossary": replace(STAGES, glossary=False),
    "lexicon": replace(STAGES, lexicon=0.0),
    "adapter": replace(STAGES, adapter=0.0),
    "twins": replace(STAGES, twins=False),
    "levelling": replace(STAGES, levelled=False),
    "reading": replace(STAGES, reading=False),
}


def search(
    base: KnowledgeBase,
    question: str,
    *,
    stages: Stages = STAGES,
    context: bool = True,
    distinct: bool = True,
) -> list[Result]:
    """The best results, as `reisplan knowledge search` gives them unless told otherwise."""
    hits = base.search(question, limit=LIMIT, distinct=distinct, stages=stages)
    return results(hits, context=context)


def ablations(base: KnowledgeBase) -> dict[str, Callable[[str], list[Result]]]:
    """Searches by the name of the stage that they lack."""
    found: dict[str, Callable[[str], list[Result]]] = {
        name: partial(search, base, stages=stages) for name, stages in WITHOUT.items()
    }
    found["context"] = partial(search, base, context=False, distinct=False)
    found["distinct"] = partial(search, base, distinct=False)
    return found
