"""Which cases a report shows."""

from types import SimpleNamespace
from typing import Any

from bot.evaluation.report import examples, misses, wrongly_answered


def outcome(number: int, *, rank: int | None, answerable: bool = True, sentences: int = 1) -> Any:
    return SimpleNamespace(
        item=SimpleNamespace(id=number, answerable=answerable),
        rank=rank,
        confidence=number / 100,
        answer=SimpleNamespace(sentences=("zin",) * sentences),
    )


def test_the_worst_misses_come_first_and_what_was_found_is_none() -> None:
    found = [outcome(number, rank=None if number % 2 else 1) for number in range(60)]
    assert [one.item.id for one in misses(found)] == list(range(59, 19, -2))


def test_out_of_scope_and_answered_is_wrong() -> None:
    right = outcome(1, rank=None, answerable=False, sentences=0)
    wrong = outcome(2, rank=None, answerable=False)
    assert wrongly_answered([right, wrong, outcome(3, rank=None)]) == [wrong]


def test_ten_good_answers_and_ten_bad_ones_are_shown() -> None:
    qualities: list[Any] = [SimpleNamespace(similarity={"answer": number}) for number in range(50)]
    shown = [one.similarity["answer"] for one in examples(qualities)]
    assert shown == [*range(49, 39, -1), *range(9, -1, -1)]
    assert len(examples(qualities[:7])) == 7
