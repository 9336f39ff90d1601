"""A Dutch question is put where its English translation would lie."""

import json
from pathlib import Path

import numpy as np
import pytest
from knowledge_samples import chunks_of, info, models_folder

from knowledge import KnowledgeBase, adapter
from knowledge.adapter import Adapter
from knowledge.embeddings import Embedder
from knowledge.training.adapter import main as train

TRANSLATIONS = {
    "hoe lang bewaren we gegevens van sollicitanten?": "how long do we keep the data of job applicants?",
    "mag ik een melding anoniem doen?": "may I report something anonymously?",
    "waar staan de notulen van de raad?": "where are the minutes of the council?",
    "hoeveel testers heb je nodig voor een formulier?": "how many testers does a form need?",
}


@pytest.fixture(scope="module")
def shipped() -> Adapter:
    return Adapter(models_folder())


def test_without_its_weights_it_is_the_packaged_model(packaged: Embedder, tmp_path: Path) -> None:
    np.savez(tmp_path / "none.npz")
    plain = Adapter(models_folder(), tmp_path / "none.npz")
    questions = [*TRANSLATIONS, "Wat is de Woo?", "één café — 中文", "x" * 300]
    theirs = packaged.embed(questions, kind="query")
    assert all(plain.vector(one) @ vector > 0.999 for one, vector in zip(questions, theirs, strict=True))


def test_the_translation_is_the_nearest_english_question(packaged: Embedder, shipped: Adapter) -> None:
    english = packaged.embed(list(TRANSLATIONS.values()), kind="query")
    common = english.mean(axis=0)
    for place, question in enumerate(TRANSLATIONS):
        put_over = shipped.vector(question)
        itself = packaged.embed([question], kind="query")[0]
        assert np.argmax((english - common) @ (put_over - common)) == place
        assert put_over @ english[place] > itself @ english[place] + 0.03


def test_a_long_question_is_cut_off(shipped: Adapter) -> None:
    words = "de gemeente beslist "
    assert np.allclose(shipped.vector(words * 100), shipped.vector(words * 300))


@pytest.mark.parametrize(
    ("question", "documents", "put_over"),
    [
        ("Wie tekent het formulier?", ["woo.md", "testing.md"], True),
        ("Wie tekent het formulier?", ["testing.md"], True),
        ("Wie tekent het formulier?", ["woo.md"], False),
        ("Who signs the form?", ["woo.md", "testing.md"], False),
    ],
)
def test_only_a_dutch_question_to_english_text_is_put_over(
    question: str,
    documents: list[str],
    put_over: bool,
    base: KnowledgeBase,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    base.write_all([(info(document), chunks_of(document)) for document in documents])
    read: list[str] = []
    monkeypatch.setattr(Adapter, "vector", lambda _, asked: read.append(asked) or np.ones(384, np.float32))
    base.search(question)
    assert read == [question] * put_over


def test_it_is_read_in_with_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = Embedder(models_folder())
    embedder.load()
    monkeypatch.setattr(np, "load", None)
    assert embedder.adapted("reisplan") is not None


def test_another_model_does_without() -> None:
    assert Embedder(models_folder(), "another/model").adapted("Wie tekent?") is None


def test_training_brings_questions_to_their_translations(packaged: Embedder, tmp_path: Path) -> None:
    pairs, out = tmp_path / "pairs.jsonl", tmp_path / "adapter.npz"
    lines = [json.dumps({"nl": nl, "en": en, "kind": "text"}) for nl, en in TRANSLATIONS.items()]
    pairs.write_text("\n".join(lines), encoding="utf-8")
    train(pairs, out, steps=8, batch=4)
    trained = Adapter(models_folder(), out)
    with np.load(out) as weights, np.load(adapter.WEIGHTS) as ours:
        assert {name: weights[name].shape for name in weights} == {name: ours[name].shape for name in ours}
    english = packaged.embed(list(TRANSLATIONS.values()), kind="query")
    before = packaged.embed(list(TRANSLATIONS), kind="query")
    for question, itself, translation in zip(TRANSLATIONS, before, english, strict=True):
        assert trained.vector(question) @ translation > itself @ translation
