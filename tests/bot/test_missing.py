"""What people missed, as the store tells it."""

from __future__ import annotations

from bot.missing import disputed, unanswered
from bot.store import Exchange, Store


def mark(store: Store, number: int, question: str, feedback: str, title: str = "DPIA") -> None:
    citation = {"document": "dpia.md", "title": title}
    with store.session() as session:
        session.add(
            Exchange(
                incoming=f"k{number}",
                team="T1",
                channel="D1",
                thread_ts=f"{number}.1",
                user=f"U{number}",
                question=question,
                status="answered",
                answer={"text": "zin [1]", "language": "nl", "citations": [citation, citation]},
                feedback=feedback,
            )
        )


def test_marked_answers_are_counted_by_question_and_reason(store: Store) -> None:
    mark(store, 1, "Waar staat de kernreactor?", "beside")
    mark(store, 2, "Wat kost een DPIA?", "wrong")
    mark(store, 3, "kosten van een DPIA", "outdated", "Privacy")
    mark(store, 4, "kosten van een DPIA", "wrong")
    mark(store, 5, "Hoe lang duurt een verzoek?", "positive")
    with store.session() as session:
        most, other = disputed(session)
    assert most.question == "kosten van een DPIA"
    assert most.reasons == {"wrong": 2, "outdated": 1}
    assert most.sources == ("DPIA", "Privacy")
    assert other.question == "Waar staat de kernreactor?"
    assert "U1" not in repr((most, other))


def ask(store: Store, number: int, question: str, status: str) -> None:
    with store.session() as session:
        where = {"team": "T1", "channel": "D1", "thread_ts": f"{number}.1", "user": "U1"}
        answer = {"text": "", "language": "nl"}
        session.add(Exchange(incoming=f"k{number}", question=question, status=status, answer=answer, **where))


def test_a_question_that_is_answered_by_now_is_no_longer_unanswered(store: Store) -> None:
    asked = [
        "Wie is de burgemeester?",
        "Waar staat de kernreactor?",
        "burgemeester, wie is dat",
        "Hoe werkt het?",
    ]
    for number, question in enumerate(asked):
        ask(store, number, question, "answered" if number == 2 else "refused")
    ask(store, 8, "Hoe werkt een kernreactor?", "answered")
    with store.session() as session:
        assert {found.question for found in unanswered(session)} == {asked[1], asked[3]}
    ask(store, 9, "wie is burgemeester", "refused")
    with store.session() as session:
        assert {found.question for found in unanswered(session)} >= {"wie is burgemeester"}
