"""How near an answer comes to the reference, beside two ways to answer that take no thought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.evaluation.outcomes import Outcome
from knowledge.base import KnowledgeBase
from knowledge.evaluation.judging import words
from knowledge.sentences import sentences

WAYS = ("answer", "first_sentence", "top_sentence", "first_chunk")
_READ = 3  # hits among whose sentences the top one is


@dataclass(frozen=True, slots=True)
class Quality:
    """Token F1 and cosine with the reference answer, by way of answering; texts beside them."""

    outcome: Outcome
    texts: dict[str, str]
    f1: dict[str, float]
    similarity: dict[str, float]


def qualities(base: KnowledgeBase, outcomes: Sequence[Outcome]) -> list[Quality]:
    """For the questions that were answered and have a reference answer."""
    wanted = [one for one in outcomes if one.item.answer and one.answer.sentences and one.hits]
    return [_quality(base, outcome) for outcome in wanted]


def token_f1(text: str, reference: str) -> float:
    """Harmonic mean of precision and recall over words, as SQuAD has it (Rajpurkar et al., 2016)."""
    said, wanted = Counter(words(text)), Counter(words(reference))
    shared = (said & wanted).total()
    return 2 * shared / (said.total() + wanted.total()) if shared else 0.0


def mean(values: Sequence[Quality], way: str) -> tuple[float, float]:
    """Mean F1 and similarity of a way to answer."""
    return (
        float(np.mean([one.f1[way] for one in values])),
        float(np.mean([one.similarity[way] for one in values])),
    )


def _quality(base: KnowledgeBase, outcome: Outcome) -> Quality:
    sentences = [sentence.text for sentence in outcome.answer.sentences]
    texts = {
        "answer": " ".join(sentences),
        "first_sentence": sentences[0],
        "top_sentence": _top_sentence(base, outcome),
        "first_chunk": outcome.hits[0].chunk.text,
    }
    reference = outcome.item.answer
    vectors = base.embed([reference, *texts.values()], kind="passage")
    similarity = np.asarray(vectors[1:] @ vectors[0])
    return Quality(
        outcome,
        texts,
        {way: token_f1(text, reference) for way, text in texts.items()},
        {way: float(value) for way, value in zip(texts, similarity, strict=True)},
    )


def _top_sentence(base: KnowledgeBase, outcome: Outcome) -> str:
    """The sentence of the first passages that is nearest to the question."""
    chunks = [hit.chunk for hit in outcome.hits[:_READ]]
    found = [
        sentence
        for chunk in chunks
        for line in chunk.text.splitlines()
        if line.strip()
        for sentence in sentences(line, chunk.language)
    ]
    question = base.embed([outcome.searched], kind="query")[0]
    return found[int(np.argmax(base.embed(found, kind="passage") @ question))] if found else ""
