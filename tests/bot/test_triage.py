"""Which messages are for the bot: every delivery of one message gives the same arrival."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answers.models import Answer, Status
from bot.exchanges import remember
from bot.services import Services
from bot.store import Delivery, Incoming, Store
from bot.store.agendas import Agenda, CurriculumSnapshot
from bot.triage import arrival_of_message
from tests.bot.conftest import arrival


def message(text: str = "hoi", **more: Any) -> dict[str, Any]:
    return {"type": "message", "channel": "C1", "user": "U1", "text": text, "ts": "5.5", **more}


def kind(services: Services, event: dict[str, Any]) -> str | None:
    found = arrival_of_message(services, event, "T1")
    return found.kind if found else None


def agenda_in(store: Store, thread_ts: str) -> None:
    with store.session() as session:
        session.add(CurriculumSnapshot(hash="h", language="nl", version="1", content="{}"))
        session.flush()
        place = {"team": "T1", "channel": "C1", "thread_ts": thread_ts}
        wish = {"organisation": "", "scope": "", "minutes": 90, "language": "nl", "quoting": "names"}
        road = {"curriculum": "h", "stage": "stand", "question": "stand", "started_by": "U1"}
        session.add(Agenda(**place, **wish, **road))


def exchange_in(store: Store, thread_ts: str) -> None:
    with store.session() as session:
        asked = arrival("T1:C1:1.0", thread_ts=thread_ts)
        remember(session, asked, "Wat is de Woo?", Answer(Status.REFUSED, "nl", "Dat weet ik niet"))


def test_a_mention_is_the_same_thing_as_an_event_of_either_kind(services: Services) -> None:
    as_message = arrival_of_message(services, message("<@UBOT> hoi"), "T1")
    as_mention = arrival_of_message(services, message("<@UBOT> hoi", type="app_mention"), "T1")
    assert as_message == as_mention
    assert as_message is not None
    assert (as_message.key, as_message.thread_ts, as_message.kind) == ("T1:C1:5.5", "5.5", "message")


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (message("<@UBOT> hoi"), "message"),
        (message("hoi <@UBOT|reisplan>"), "message"),
        (message("hoi", channel="D1"), "message"),
        (message("kijk", channel="D1", subtype="file_share", files=[{"id": "F1"}]), "message"),
        (message("hoi"), None),
        (message("<@U2> hoi"), None),
        (message("hoi", thread_ts="1.0"), None),
        (message("<@UBOT> hoi", user="UBOT"), None),
        (message("<@UBOT> hoi", bot_id="B2"), None),
        (message("hoi", channel="D1", subtype="channel_join"), None),
        (message("hoi", channel="D1", subtype="bot_message"), None),
    ],
)
def test_what_is_for_the_bot(services: Services, event: dict[str, Any], expected: str | None) -> None:
    assert kind(services, event) == expected


def test_in_an_agenda_thread_everything_is_heard(services: Services) -> None:
    agenda_in(services.store, "1.0")
    assert kind(services, message("dat klopt", user="U9", thread_ts="1.0")) == "message"
    assert kind(services, message("<@U2> wat vind jij", thread_ts="1.0")) == "message"
    assert kind(services, message("dat klopt", thread_ts="2.0")) is None


@pytest.mark.parametrize(
    ("user", "text", "expected"),
    [
        ("U1", "en bij kleine gemeenten", "message"),
        ("U2", "en voor ons?", "message"),
        ("U2", "dank, dat helpt", None),
        ("U1", "<@U2> hoe doen jullie dat?", None),
    ],
)
def test_who_goes_on_in_a_thread_with_an_answer(
    services: Services, user: str, text: str, expected: str | None
) -> None:
    exchange_in(services.store, "1.0")
    assert kind(services, message(text, user=user, thread_ts="1.0")) == expected


def changed(before: str, after: str, thread_ts: str = "1.0") -> dict[str, Any]:
    old, new = message(before, thread_ts=thread_ts), message(after, thread_ts=thread_ts)
    return {
        "type": "message", "subtype": "message_changed", "channel": "C1", "ts": "6.6", "event_ts": "6.6",
        "message": new, "previous_message": old,
    }  # fmt: skip


def test_edits_count_in_an_agenda_only_and_only_when_words_change(services: Services) -> None:
    assert kind(services, changed("drie", "vier")) is None
    agenda_in(services.store, "1.0")
    assert kind(services, changed("drie", "vier")) == "edit"
    assert kind(services, changed("drie", "drie")) is None
    assert kind(services, changed("drie", "vier", thread_ts="2.0")) is None


def test_a_deletion_in_an_agenda_is_followed(services: Services) -> None:
    agenda_in(services.store, "1.0")
    event = {
        "type": "message", "subtype": "message_deleted", "channel": "C1", "ts": "7.7", "deleted_ts": "5.5",
        "previous_message": message("drie", thread_ts="1.0"),
    }  # fmt: skip
    found = arrival_of_message(services, event, "T1")
    assert found is not None
    assert (found.kind, found.payload["ts"]) == ("delete", "5.5")


@pytest.fixture
def shared(services: Services) -> Services:
    """The agenda in thread 1.0 of C1 was shared in C2, in message 8.8."""
    agenda_in(services.store, "1.0")
    with services.store.session() as session:
        session.add(
            Incoming(
                key="view:V1",
                kind="share_plan",
                team="T1",
                channel="C1",
                thread_ts="1.0",
                user="U1",
                payload={},
            )
        )
        session.flush()
        sent = {"phase": 0, "position": 0, "method": "chat_postMessage", "arguments": {}, "state": "sent"}
        session.add(Delivery(key="view:V1/0/shared", incoming="view:V1", channel="C2", ts="8.8", **sent))
    return services


@pytest.mark.parametrize("text", ["waarom maar 20?", "<@UBOT> waarom maar 20?"])
def test_a_question_below_a_shared_plan_goes_to_its_team(shared: Services, text: str) -> None:
    event = message(text, channel="C2", thread_ts="8.8", user="U9")
    found = arrival_of_message(shared, event, "T1")
    assert found is not None
    assert (found.kind, found.channel, found.thread_ts, found.user) == ("plan_question", "C1", "1.0", "U9")
    assert found.payload["text"] == "waarom maar 20?"
    assert found == arrival_of_message(shared, event | {"type": "app_mention"}, "T1")


def test_below_a_shared_plan_the_rest_is_between_colleagues(shared: Services) -> None:
    for text in ("mooi werk", "<@U2> wat vind jij?"):
        assert kind(shared, message(text, channel="C2", thread_ts="8.8")) is None
    assert kind(shared, message("waarom maar 20?", channel="C2", thread_ts="9.9")) is None
    assert kind(shared, message("waarom maar 20?", channel="C3", thread_ts="8.8")) is None
