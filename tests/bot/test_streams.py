"""An answer grows in Slack, and stands there once and whole, whatever happens in between."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest
from slack_sdk import WebClient

from bot.answers.models import Answer, Citation, Sentence, Status
from bot.handlers.question import post_answer
from bot.inbox import Arrival, Inbox
from bot.outbox import Outbox, plan
from bot.services import Library, Services
from bot.settings import Settings
from bot.store import Delivery, Store
from bot.streams import Stream, break_off
from tests.bot.conftest import arrival
from tests.product import Driver, Message

PIECES = ["Er zijn vier weken. [1]", " Daarna nog twee. [1]"]
ANSWER = Answer(
    Status.ANSWERED,
    "nl",
    "".join(PIECES),
    tuple(Sentence(piece.strip().removesuffix(" [1]"), (1,)) for piece in PIECES),
    (Citation(1, "woo.md", "Wet open overheid", "Termijn", "Er zijn vier weken.", "c1"),),
    by_model=True,
)


@pytest.fixture
def services(store: Store, client: WebClient, slack: Driver, tmp_path: Path) -> Services:
    settings = Settings(reisplan_data=tmp_path)
    library = Library(settings)
    team = str(client.auth_test()["team_id"])
    return Services(settings, store, client, team, slack.bot_user, library, coach=Mock(), librarian=Mock())


@pytest.fixture
def asked(services: Services, slack: Driver) -> Arrival:
    channel = slack.channels["innovatie"]
    ts = slack.post("karin", channel, "Hoe lang duurt een Woo-verzoek?")
    found = arrival(
        f"{services.team}:{channel}:{ts}",
        team=services.team,
        channel=channel,
        thread_ts=ts,
        user=slack.id("karin"),
        payload={"text": "…", "ts": ts, "addressed": True},
    )
    Inbox(services.store).accept(found)
    return found


def close(services: Services, asked: Arrival, stream: Stream, answer: Answer = ANSWER) -> None:
    with services.store.session() as session:
        plan(session, asked.key, [stream.closing(answer, post_answer(asked, answer))])
    Outbox(services.store, services.client).send(f"{asked.key}/0/answer")


def replies(slack: Driver, asked: Arrival) -> list[Message]:
    return slack.replies(asked.channel, asked.thread_ts)


def shown(message: Message) -> str:
    """Return the text of the blocks in which an answer stands."""
    texts = [block["text"] for block in message["blocks"] if block["type"] in ("markdown", "section")]
    return " ".join(text if isinstance(text, str) else text["text"] for text in texts)


def whole(message: Message) -> bool:
    kinds = [block["type"] for block in message["blocks"]]
    return all(piece.strip() in shown(message) for piece in PIECES) and kinds[-1] == "context_actions"


def test_an_answer_grows_and_is_closed_with_its_sources(
    services: Services, slack: Driver, asked: Arrival
) -> None:
    stream = Stream(services, asked)
    stream(PIECES[0])
    assert [shown(message) for message in replies(slack, asked)] == [PIECES[0]]
    stream(PIECES[1])
    close(services, asked, stream)
    [message] = replies(slack, asked)
    assert whole(message)
    assert shown(message).count("vier weken") == 1
    assert "answer_source_1" in str(message["blocks"])


def test_without_a_piece_the_answer_is_posted(services: Services, slack: Driver, asked: Arrival) -> None:
    close(services, asked, Stream(services, asked))
    [message] = replies(slack, asked)
    assert whole(message)


def test_another_answer_takes_the_place_of_what_was_streamed(
    services: Services, slack: Driver, asked: Arrival
) -> None:
    stream = Stream(services, asked)
    stream("Dit schreef het model voor het brak. [1]")
    close(services, asked, stream)
    [message] = replies(slack, asked)
    assert whole(message)
    assert "brak" not in shown(message)


@pytest.mark.parametrize("noted", [True, False])
def test_what_a_crash_left_open_is_finished_with_the_whole_answer(
    services: Services, slack: Driver, asked: Arrival, noted: bool
) -> None:
    Stream(services, asked)(PIECES[0])
    if not noted:  # it died before Slack's reply came
        with services.store.session() as session:
            session.get_one(Delivery, f"{asked.key}/0/answer").ts = ""
    again = Stream(services, asked)
    again("Iets anders. [1]")
    close(services, asked, again)
    [message] = replies(slack, asked)
    assert whole(message)
    assert "Iets anders" not in shown(message)


def test_a_stream_that_never_arrived_is_opened_again(
    services: Services, slack: Driver, client: WebClient, asked: Arrival
) -> None:
    slack.faults(rate_limit=1, method="chat.startStream")
    client.retry_handlers.clear()
    Stream(services, asked)(PIECES[0])
    assert not replies(slack, asked)
    again = Stream(services, asked)
    for piece in PIECES:
        again(piece)
    close(services, asked, again)
    [message] = replies(slack, asked)
    assert whole(message)


def test_closing_twice_does_no_harm(services: Services, slack: Driver, asked: Arrival) -> None:
    stream = Stream(services, asked)
    for piece in PIECES:
        stream(piece)
    with services.store.session() as session:
        plan(session, asked.key, [stream.closing(ANSWER, post_answer(asked, ANSWER))])
    key, outbox = f"{asked.key}/0/answer", Outbox(services.store, services.client)
    with services.store.session() as session:
        arguments = session.get_one(Delivery, key).arguments
    outbox.send(key)
    with services.store.session() as session:
        row = session.get_one(Delivery, key)
        row.state, row.arguments = "sending", arguments
    outbox.send(key)
    [message] = replies(slack, asked)
    assert whole(message)


def test_rate_limits_are_waited_out(services: Services, slack: Driver, asked: Arrival) -> None:
    stream = Stream(services, asked)
    for method, piece in zip(("chat.startStream", "chat.appendStream"), PIECES, strict=True):
        slack.faults(rate_limit=1, method=method)
        stream(piece)
    slack.faults(rate_limit=1, method="chat.stopStream")
    close(services, asked, stream)
    [message] = replies(slack, asked)
    assert whole(message)
    assert shown(message).count("vier weken") == 1


def test_a_stream_that_no_answer_closed_is_marked(services: Services, slack: Driver, asked: Arrival) -> None:
    Stream(services, asked)(PIECES[0])
    for _ in range(2):
        break_off(services, asked.key)
    [message] = replies(slack, asked)
    assert shown(message).count("brak mijn antwoord af") == 1


def test_nothing_that_is_streamed_calls_everyone(services: Services, slack: Driver, asked: Arrival) -> None:
    Stream(services, asked)("Roep @channel op. [1]")
    [message] = replies(slack, asked)
    assert "@channel" not in shown(message)
