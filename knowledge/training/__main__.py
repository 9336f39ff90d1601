"""Fits the model behind `confidence` on the starter library's questions and on ones that it can't answer.

Usage: python -m knowledge.training DATA/knowledge   (an index of knowledge/library alone)
Writes knowledge/confidence.json and prints what five-fold cross-validation gives. Needs scikit-learn.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.confidence import Evidence

PACKAGE = Path(__file__).parent.parent
CAUTION = 1.4  # what answering a question that should be refused weighs, in wrong refusals
STRENGTH = 0.3  # of the data against the prior that no feature matters (scikit-learn's C)


def main(folder: Path) -> None:
    base = KnowledgeBase.open(folder)
    asked = list(_questions())
    evidence = [(base.evidence(question), answerable) for question, answerable in asked]
    features = np.array([astuple(found) for found, _ in evidence if found], dtype=np.float64)
    labels = np.array([answerable for found, answerable in evidence if found])
    _report(features, labels)
    model = _fit(features, labels)
    (PACKAGE / "confidence.json").write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


def _questions() -> Iterator[tuple[str, bool]]:
    """Each question, and whether the library answers it."""
    for path in sorted((PACKAGE / "library" / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["kind"] in ("answerable", "out-of-scope"):
                yield entry["question"], entry["kind"] == "answerable"
    groups = yaml.safe_load((PACKAGE / "training" / "out_of_scope.yaml").read_text(encoding="utf-8"))
    for language in groups.values():
        for questions in language.values():
            yield from ((str(question), False) for question in questions)


def _weights(labels: NDArray[np.bool_]) -> dict[bool, float]:
    return {True: 1 / labels.mean(), False: CAUTION / (1 - labels.mean())}


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


def _fit(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> dict[str, object]:
    from sklearn.linear_model import LogisticRegression

    mean, scale = features.mean(axis=0), features.std(axis=0)
    regression = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight=_weights(labels))
    regression.fit((features - mean) / scale, labels)
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
