"""A cross-encoder by folder orders what was found."""

from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from knowledge import KnowledgeBase, RerankerMissing
from knowledge.models import Hit
from knowledge.reranker import Reranker

QUESTION = "Binnen hoeveel weken beslist de gemeente?"
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "weken", "vier", "gemeente", "five", "consent")


@pytest.fixture
def cross_encoder(tmp_path: Path) -> Path:
    return save(tmp_path / "cross-encoder")


def save(folder: Path, *, labels: int = 1, head: float = 1.0) -> Path:
    """A tiny cross-encoder with random weights; `head` is what its last layer is multiplied by."""
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        num_labels=labels,
        initializer_range=1.0,
    )
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        model.classifier.weight.mul_(head)
    model.save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt")).save_pretrained(folder)
    return folder


def test_the_best_come_first_by_the_models_score(filled: KnowledgeBase, cross_encoder: Path) -> None:
    before = filled.search(QUESTION)
    after = Reranker(str(cross_encoder)).order(QUESTION, before)
    scores = [hit.score for hit in after]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1
    assert ids(after) != ids(before)
    assert set(ids(after)) == set(ids(before))


def test_the_opposite_model_scores_the_other_way_round(filled: KnowledgeBase, tmp_path: Path) -> None:
    hits = filled.search(QUESTION)
    liked = Reranker(str(save(tmp_path / "likes"))).order(QUESTION, hits)
    disliked = Reranker(str(save(tmp_path / "dislikes", head=-1.0))).order(QUESTION, hits)
    scores = {hit.chunk.id: hit.score for hit in liked}
    # Not by order: a model that never learned scores some passages alike.
    assert {hit.chunk.id: 1 - hit.score for hit in disliked} == pytest.approx(scores, abs=1e-5)


def test_a_search_reads_further_than_it_gives(filled: KnowledgeBase, cross_encoder: Path) -> None:
    base = KnowledgeBase.open(filled.folder, reranker=str(cross_encoder))
    everything = base.search(QUESTION)
    assert ids(base.search(QUESTION, limit=2)) == ids(everything)[:2]
    assert ids(everything) != ids(filled.search(QUESTION))


def test_nothing_found_needs_no_model() -> None:
    assert Reranker("no-such-model").order(QUESTION, []) == []


def test_says_when_the_model_is_not_there(filled: KnowledgeBase, tmp_path: Path) -> None:
    base = KnowledgeBase.open(filled.folder, reranker=str(tmp_path / "no-such-model"))
    with pytest.raises(RerankerMissing):
        base.search(QUESTION)


def test_a_model_with_more_than_one_score_is_refused(filled: KnowledgeBase, tmp_path: Path) -> None:
    classifier = save(tmp_path / "classifier", labels=3)
    with pytest.raises(RerankerMissing, match="3 scores"):
        Reranker(str(classifier)).order(QUESTION, filled.search(QUESTION))


def ids(hits: list[Hit]) -> list[str]:
    return [hit.chunk.id for hit in hits]
