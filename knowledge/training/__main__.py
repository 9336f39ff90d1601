"""Fits the model behind `confidence` on the starter library's questions and on ones that it can't answer.

Usage: python -m knowledge.training DATA/knowledge   (an index of knowledge/library alone)
Each question is also put to a few of the documents, so that the size of a library decides little.
Writes knowledge/confidence.json and prints what five-fold cross-validation gives. Needs scikit-learn.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.confidence import Evidence
from knowledge.training.subsets import Recorded, holds, subset

PACKAGE = Path(__file__).parent.parent
CAUTION = 1.6  # what answering a question that should be refused weighs, in wrong refusals
STRENGTH = 1.0  # of the data against the prior that no feature matters (scikit-learn's C)
SIZES = (5, 10, 20, 30, 40) * 3  # documents in each of the small libraries
SMALL = 0.2  # what a question to one of those weighs


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the documents that answer it, none when the library doesn't, and what it weighs."""

    question: str
    documents: tuple[str, ...] = ()
    weight: float = 1.0


def main(folder: Path) -> None:
    base = KnowledgeBase.open(folder)
    examples = list(_examples(base, list(_questions())))
    features = np.array([astuple(found) for _, found in examples], dtype=np.float64)
    labels = np.array([bool(asked.documents) for asked, _ in examples])
    weights = np.array([asked.weight for asked, _ in examples])
    _report(features[weights == 1], labels[weights == 1])
    model = _fit(features, labels, weights)
    (PACKAGE / "confidence.json").write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


def _examples(base: KnowledgeBase, questions: list[Asked]) -> Iterator[tuple[Asked, Evidence]]:
    """What is found for each question in the library, and in small ones that answer it or nothing does."""
    yield from _found(base, questions)
    embedder, draw, documents = Recorded(base), Random(1), base.documents()
    for size in SIZES:
        drawn = draw.sample(documents, size)
        put = [
            Asked(one.question, one.documents, SMALL)
            for one in questions
            if not one.documents or holds(drawn, one.documents)
        ]
        with subset(base, embedder, drawn) as part:
            yield from _found(part, put)


def _found(base: KnowledgeBase, questions: list[Asked]) -> Iterator[tuple[Asked, Evidence]]:
    for one in questions:
        found = base.evidence(one.question)
        if found:
            yield one, found


def _questions() -> Iterator[Asked]:
    for path in sorted((PACKAGE / "library" / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["kind"] == "answerable":
                yield Asked(entry["question"], (entry["document"], *entry["also"]))
            elif entry["kind"] == "out-of-scope":
                yield Asked(entry["question"])
    for document, questions in _data("plain").items():
        yield from (Asked(str(question), (document,)) for question in questions)
    for language in _data("out_of_scope").values():
        for questions in language.values():
            yield from (Asked(str(question)) for question in questions)


def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((PACKAGE / "training" / f"{name}.yaml").read_text(encoding="utf-8"))
    return data


def _weights(labels: NDArray[np.bool_], weights: NDArray[np.float64] | None = None) -> dict[bool, float]:
    share = np.average(labels, weights=weights)
    return {True: 1 / share, False: CAUTION / (1 - share)}


def _report(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    regression = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight=_weights(labels))
    pipeline = make_pipeline(StandardScaler(), regression)
    chances = cross_val_predict(pipeline, features, labels, cv=5, method="predict_proba")[:, 1]
    print(
        f"{labels.sum()} answerable, {(~labels).sum()} out of scope; AUC {roc_auc_score(labels, chances):.3f}"
    )
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        refused = chances < threshold
        print(
            f"below {threshold}: refused {refused[~labels].mean():.3f}, wrongly {refused[labels].mean():.3f}"
        )


def _fit(
    features: NDArray[np.float64], labels: NDArray[np.bool_], weights: NDArray[np.float64]
) -> dict[str, object]:
    from sklearn.linear_model import LogisticRegression

    mean, scale = np.average(features, axis=0, weights=weights), features.std(axis=0)
    classes = _weights(labels, weights)
    regression = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight=classes)
    regression.fit((features - mean) / scale, labels, sample_weight=weights)
    names = [field.name for field in fields(Evidence)]
    parts = np.round(np.stack([regression.coef_[0], mean, scale], axis=1), 4).tolist()
    return {
        "intercept": round(float(regression.intercept_[0]), 4),
        "features": {
            name: dict(zip(("coefficient", "mean", "scale"), part, strict=True))
            for name, part in zip(names, parts, strict=True)
        },
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
