"""What counts as found, and the figures that follow from it."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from bot.evaluation.quality import token_f1
from bot.evaluation.thresholds import ThresholdsError, breaches, shipped
from knowledge.evaluation.judging import Result, answers, rank
from knowledge.evaluation.measures import difference, ranking
from knowledge.evaluation.questions import Item, QuestionsError, load, of_documents, starter

ITEM = Item(
    "1", "hoe lang?", "nl", "answerable", "woo.md", "De termijn is vier weken.", "Vier weken.", ("wob.md",)
)


def test_a_result_must_hold_most_of_the_passage_and_come_from_its_document() -> None:
    assert answers(ITEM, Result("map/woo.md", "Let op: de termijn is vier weken, zegt de wet."))
    assert not answers(ITEM, Result("map/woo.md", "De wet is kort."))
    assert not answers(ITEM, Result("avg.md", "De termijn is vier weken."))


def test_another_document_that_answers_counts_whatever_it_quotes() -> None:
    assert answers(ITEM, Result("map/wob.md", "Iets anders."))


def test_words_count_as_often_as_they_stand_there() -> None:
    item = Item("1", "?", "nl", "answerable", "a.md", "ja ja ja ja ja")
    assert not answers(item, Result("a.md", "ja ja"))


def test_the_first_result_that_answers_gives_the_rank() -> None:
    found = [Result("woo.md", "Niets."), Result("woo.md", "De termijn is vier weken."), Result("wob.md", "")]
    assert rank(ITEM, found) == 2
    assert rank(ITEM, found[:1]) is None


def test_the_measures_are_those_of_the_field() -> None:
    ranks = [1, 2, None, 6, 11]
    measured = ranking(ranks)
    assert measured["recall@1"] == pytest.approx(0.2)
    assert measured["recall@5"] == pytest.approx(0.4)
    assert measured["recall@10"] == pytest.approx(0.6)
    assert measured["mrr@10"] == pytest.approx((1 + 1 / 2 + 1 / 6) / 5)
    assert measured["ndcg@10"] == pytest.approx((1 + 1 / math.log2(3) + 1 / math.log2(7)) / 5)


def test_an_interval_is_narrow_where_every_question_gains_the_same() -> None:
    mean, low, high = difference(np.full(50, 0.3), np.full(50, 0.1))
    assert mean == pytest.approx(low) == pytest.approx(high) == pytest.approx(0.2)
    noise = np.random.default_rng(1).normal(size=50)
    _, low, high = difference(noise, np.zeros(50))
    assert low < 0 < high


def test_f1_is_of_words_and_their_number() -> None:
    assert token_f1("Vier weken.", "vier weken") == 1
    assert token_f1("niets", "vier weken") == 0
    assert token_f1("vier vier dagen", "vier weken") == pytest.approx(2 * 1 / 5)


def test_a_folder_gives_the_files_with_questions_and_no_others(tmp_path: Path) -> None:
    line = {"id": "a", "question": "b?", "language": "nl", "kind": "out-of-scope"}
    (tmp_path / "vragen.jsonl").write_text(json.dumps(line) + "\n\n")
    (tmp_path / "anders.jsonl").write_text('{"text": "hoi"}\n')
    assert [item.id for item in load([tmp_path])] == ["a"]


@pytest.mark.parametrize(
    "line",
    ["geen json", "[]", '{"id": 1}', '{"id": 1, "question": "?", "language": "nl", "kind": "answerable"}'],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "vragen.jsonl"
    file.write_text('{"id": "a", "question": "b?", "language": "nl", "kind": "out-of-scope"}\n' + line)
    with pytest.raises(QuestionsError) as caught:
        load([file])
    assert (caught.value.file, caught.value.line) == (file, 2)


def test_the_starter_library_has_questions_of_every_kind() -> None:
    items = load([starter()])
    out_of_scope = [item for item in items if not item.answerable]
    assert len(items) >= 120
    assert len(out_of_scope) >= 30
    assert {item.group for item in items} >= {"nl", "en", "cross-nl", "cross-en", "follow-up-nl"}


def test_only_questions_that_the_documents_answer_are_asked() -> None:
    items = of_documents([ITEM, Item("2", "weer?", "nl", "out-of-scope")], ["library/nl/woo.md"])
    assert [item.id for item in items] == ["1", "2"]
    assert [item.id for item in of_documents(items, ["library/nl/avg.md"])] == ["2"]


def test_bounds_name_what_stays_below_them(tmp_path: Path) -> None:
    file = tmp_path / "bounds.yaml"
    file.write_text("least: {all: {ndcg@10: 0.5}}\nmost: {nl: {wrongly_refused: 0.1}, en: {p95_ms: 50}}")
    rows = {"all": {"ndcg@10": 0.4}, "nl": {"wrongly_refused": 0.1}}
    found = {(breach.group, breach.measure, breach.value) for breach in breaches(file, rows)}
    assert found == {("all", "ndcg@10", 0.4), ("en", "p95_ms", None)}


@pytest.mark.parametrize("text", ["[", "- a", "least: 1", "beste: {}", "least: {all: {snelheid: 1}}"])
def test_a_file_with_bounds_that_is_wrong_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "bounds.yaml"
    file.write_text(text)
    with pytest.raises(ThresholdsError):
        breaches(file, {})


def test_the_bounds_we_ship_can_be_read() -> None:
    assert breaches(shipped(), {})
