"""Text that stands in both languages is read in the asker's own."""

import numpy as np

from knowledge.retrieval import Candidate, Scored, set_back_twins


def candidate(name: str, score: float, *vector: float) -> Candidate:
    return Scored(name, score, 0.9, 0.0), np.array(vector, dtype=np.float32)


def test_a_passage_is_set_behind_its_twin_in_the_askers_language() -> None:
    own = [candidate("nl", 0.50, 1, 0), candidate("nl-other", 0.55, 0, 1)]
    ((moved, _),) = set_back_twins(own, [candidate("en", 0.58, 1, 0)])
    assert moved.score < 0.50


def test_a_passage_that_answers_much_better_stays() -> None:
    ((kept, _),) = set_back_twins([candidate("nl", 0.30, 1, 0)], [candidate("en", 0.58, 1, 0)])
    assert kept.score == 0.58


def test_what_only_the_other_language_says_stays() -> None:
    ((kept, _),) = set_back_twins([candidate("nl", 0.57, 0, 1)], [candidate("en", 0.58, 1, 0)])
    assert kept.score == 0.58
    assert set_back_twins([], [candidate("en", 0.58, 1, 0)])[0][0].score == 0.58
