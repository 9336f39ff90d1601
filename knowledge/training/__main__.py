"""Fits the model behind `confidence` on the starter library's questions and on ones that it can't answer.

Usage: python -m knowledge.training DATA/knowledge   (an index of knowledge/library alone)
Asks them of the library and of small indexes of a few of its documents, so that the model holds there too.
Writes knowledge/confidence.json and prints what five-fold cross-validation gives. Needs scikit-learn.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.base import KnowledgeBase
from knowledge.confidence import Evidence
from knowledge.training.small import small_indexes

PACKAGE = Path(__file__).parent.parent
CAUTION = 3.0  # what answering a question that should be refused weighs, in wrong refusals
STRENGTH = 0.3  # of the data against the prior that no feature matters (scikit-learn's C)
ASKED = 100  # questions without an answer that are asked of each small index


@dataclass(frozen=True, slots=True)
class Asked:
    """`documents` are those that answer the question, by the end of their path; none do if it is empty."""

    question: str
    documents: tuple[str, ...] = ()

    def answered_by(self, names: Sequence[str]) -> bool:
        return any(name.endswith(document) for name in names for document in self.documents)


@dataclass(frozen=True, slots=True)
class Example:
    """`index` is the number of the index that was asked; 0 is the whole library."""

    evidence: Evidence
    answerable: bool
    question: str
    index: int


def main(folder: Path) -> None:
    examples = list(_examples(KnowledgeBase.open(folder), list(_questions())))
    features = np.array([astuple(one.evidence) for one in examples], dtype=np.float64)
    labels = np.array([one.answerable for one in examples])
    _report(examples, features, labels)
    model = _fit(features, labels)
    (PACKAGE / "confidence.json").write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


def _questions() -> Iterator[Asked]:
    for path in sorted((PACKAGE / "library" / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            if entry["kind"] == "answerable":
                yield Asked(entry["question"], (entry["document"], *entry["also"]))
            elif entry["kind"] == "out-of-scope":
                yield Asked(entry["question"])
    groups = yaml.safe_load((PACKAGE / "training" / "out_of_scope.yaml").read_text(encoding="utf-8"))
    for language in groups.values():
        for questions in language.values():
            yield from (Asked(str(question)) for question in questions)


def _examples(library: KnowledgeBase, asked: Sequence[Asked]) -> Iterator[Example]:
    yield from _of(library, asked, 0)
    unanswered = [one for one in asked if not one.documents]
    chance = Random(0)
    with TemporaryDirectory() as folder:
        for index, (base, names) in enumerate(small_indexes(library, Path(folder), chance), 1):
            answered = [one for one in asked if one.answered_by(names)]
            yield from _of(base, [*answered, *chance.sample(unanswered, ASKED)], index)


def _of(base: KnowledgeBase, asked: Sequence[Asked], index: int) -> Iterator[Example]:
    for one in asked:
        evidence = base.evidence(one.question)
        if evidence:
            yield Example(evidence, bool(one.documents), one.question, index)


def _weights(labels: NDArray[np.bool_]) -> dict[bool, float]:
    return {True: 1 / labels.mean(), False: CAUTION / (1 - labels.mean())}


def _regression(labels: NDArray[np.bool_]) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=1000, class_weight=_weights(labels))


def _report(examples: Sequence[Example], features: NDArray[np.float64], labels: NDArray[np.bool_]) -> None:
    """Cross-validation in which no question is both trained on and tested."""
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    pipeline = make_pipeline(StandardScaler(), _regression(labels))
    questions = np.array([one.question for one in examples])
    chances = cross_val_predict(
        pipeline, features, labels, groups=questions, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    whole = np.array([one.index == 0 for one in examples])
    _show("the library", chances[whole], labels[whole])
    _show("small indexes", chances[~whole], labels[~whole])


def _show(name: str, chances: NDArray[np.float64], labels: NDArray[np.bool_]) -> None:
    from sklearn.metrics import roc_auc_score

    area = roc_auc_score(labels, chances)
    print(f"{name}: {labels.sum()} answerable, {(~labels).sum()} out of scope; AUC {area:.3f}")
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        refused = chances < threshold
        right, wrong = refused[~labels].mean(), refused[labels].mean()
        print(f"  below {threshold}: refused {right:.3f}, wrongly {wrong:.3f}")


def _fit(features: NDArray[np.float64], labels: NDArray[np.bool_]) -> dict[str, object]:
    mean, scale = features.mean(axis=0), features.std(axis=0)
    regression = _regression(labels)
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
