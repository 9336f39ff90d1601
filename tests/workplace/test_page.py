"""What the page reads and posts: people, state, messages, the stream of changes, uploads."""

import json
import threading
from typing import Any

import httpx

from tests.workplace.support import Office, wait_for


class Stream:
    """Listens to the events of one person."""

    def __init__(self, office: Office, user: str, last: str = "", after: int | None = None) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.last_id = last
        self.opened = threading.Event()
        self._url = f"{office.workplace.url}/workplace/events"
        self._asked = {"user": user} | ({} if after is None else {"after": str(after)})
        threading.Thread(target=self._listen, daemon=True).start()
        assert self.opened.wait(60)

    def _listen(self) -> None:
        headers = {"Last-Event-ID": self.last_id} if self.last_id else {}
        with httpx.stream("GET", self._url, params=self._asked, headers=headers, timeout=30) as response:
            name = ""
            for line in response.iter_lines():
                field, _, value = line.partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    self.events.append((name, json.loads(value)))
                elif field == "id":
                    self.last_id = value
                self.opened.set()

    def named(self, name: str) -> list[dict[str, Any]]:
        return [data for event, data in self.events if event == name]


def test_people_apps_and_state(office: Office) -> None:
    assert [person["real_name"] for person in office.people] == [
        "Karin de Vries", "Joost Bakker", "Meral Yıldız", "Sam Visser",
    ]  # fmt: skip
    assert all(person["token"].startswith("xoxp-") and person["title"] for person in office.people)
    assert office.app_info["bot_token"].startswith("xoxb-") and office.app_info["app_token"].startswith(
        "xapp-"
    )
    assert office.app_info["commands"][0]["command"] == "/proef" and not office.app_info["connected"]
    state = office.read("state")
    by_name = {item["name"]: item for item in state["conversations"] if not item["is_im"]}
    assert list(by_name) == ["algemeen", "innovatie", "intern"]
    assert (
        office.bot_id in by_name["innovatie"]["members"] and office.bot_id not in by_name["intern"]["members"]
    )
    [direct] = [item for item in state["conversations"] if item["is_im"]]
    assert direct["user"] == office.bot_id and direct["id"] == office.direct()
    assert set(state["texts"]) == {"nl", "en"}
    assert office.http.get("/workplace/state").json() == {"ok": False, "error": "user_not_found"}


def test_messages_as_one_person_sees_them(office: Office) -> None:
    channel = office.channel()
    root = office.person().chat_postMessage(channel=channel, text="vraag")["ts"]
    office.bot.chat_postMessage(channel=channel, thread_ts=root, text="antwoord")
    office.bot.chat_postEphemeral(channel=channel, thread_ts=root, user=office.karin, text="voor jou")
    [shown] = office.read("messages", channel=channel)["messages"]
    assert shown["reply_count"] == 1 and shown["reply_users"] == [office.bot_id]
    thread = office.read("messages", channel=channel, thread_ts=root)["messages"]
    assert [message["text"] for message in thread] == ["vraag", "antwoord", "voor jou"]
    other = office.read("messages", user=office.joost, channel=channel, thread_ts=root)["messages"]
    assert [message["text"] for message in other] == ["vraag", "antwoord"]
    assert office.read("messages", user=office.joost, channel=office.direct())["error"] == "channel_not_found"


def test_unread_counts(office: Office) -> None:
    channel = office.channel()
    ts = office.bot.chat_postMessage(channel=channel, text="nieuw")["ts"]

    def unread() -> int:
        found = office.read("state")["conversations"]
        return next(int(item["unread"]) for item in found if item["id"] == channel)

    assert unread() == 1
    office.person().conversations_mark(channel=channel, ts=ts)
    assert unread() == 0


def test_the_stream_begins_where_the_state_was_read(office: Office) -> None:
    channel = office.channel()
    office.bot.chat_postMessage(channel=channel, text="ervoor")
    known = office.read("state")["known"]
    office.bot.chat_postMessage(channel=channel, text="ertussen")
    stream = Stream(office, office.karin, after=known)
    office.bot.chat_postMessage(channel=channel, text="erna")
    wait_for(lambda: len(stream.named("message")) == 2)
    assert [event["message"]["text"] for event in stream.named("message")] == ["ertussen", "erna"]


def test_changes_are_told_to_those_who_may_know(office: Office) -> None:
    karin, joost = Stream(office, office.karin), Stream(office, office.joost)
    channel, person, bot = office.channel(), office.person(), office.bot
    ts = person.chat_postMessage(channel=channel, text="een")["ts"]
    bot.assistant_threads_setStatus(channel_id=channel, thread_ts=ts, status="zoekt")
    bot.chat_postMessage(channel=channel, thread_ts=ts, text="antwoord")
    bot.reactions_add(channel=channel, timestamp=ts, name="eyes")
    person.chat_update(channel=channel, ts=ts, text="twee")
    bot.chat_postEphemeral(channel=channel, user=office.karin, text="stil")
    bot.chat_postMessage(channel=office.direct(), text="privé")
    wait_for(lambda: len(karin.named("message")) == 3)
    assert [event["status"] for event in joost.named("status")] == ["zoekt", ""]
    assert joost.named("reaction") == [{"channel": channel, "ts": ts}]
    parent = next(event["message"] for event in joost.named("message_changed"))
    assert parent["ts"] == ts and parent["reply_count"] == 1
    assert joost.named("message_changed")[-1]["message"]["text"] == "twee"
    assert karin.named("ephemeral")[0]["message"]["text"] == "stil"
    assert joost.named("ephemeral") == [] and len(joost.named("message")) == 2


def test_a_page_that_reconnects_misses_nothing(office: Office) -> None:
    first = Stream(office, office.karin)
    channel = office.channel()
    office.bot.chat_postMessage(channel=channel, text="een")
    wait_for(lambda: first.named("message"))
    resume = first.last_id
    office.bot.chat_postMessage(channel=channel, text="twee")
    again = Stream(office, office.karin, last=resume)
    wait_for(lambda: again.named("message"))
    assert [event["message"]["text"] for event in again.named("message")] == ["twee"]


def test_a_person_shares_a_file(office: Office) -> None:
    app, events = office.bolt(), []
    app.event({"type": "message", "subtype": "file_share"})(lambda event: events.append(event))
    office.connect(app)
    channel = office.channel()
    form = {"user": office.karin, "channel": channel, "initial_comment": "Kijk"}
    files = {"file": ("notities.txt", b"inhoud", "text/plain")}
    answer = office.http.post("/workplace/upload", data=form, files=files).json()
    assert answer["ok"] and answer["file"]["name"] == "notities.txt"
    event = wait_for(lambda: events and events[0])
    assert event["text"] == "Kijk" and event["files"][0]["id"] == answer["file"]["id"]
    token = {"Authorization": f"Bearer {office.app_info['bot_token']}"}
    assert httpx.get(event["files"][0]["url_private"], headers=token).content == b"inhoud"
    missing = office.http.post("/workplace/upload", data={"user": office.karin, "channel": channel}).json()
    assert missing == {"ok": False, "error": "invalid_arguments"}


def test_wrong_acts_are_refused_plainly(office: Office) -> None:
    assert office.act("command", channel=office.channel(), command="/nee")["error"] == "command_not_found"
    assert office.act("action", channel="C0", ts="1.1", action_id="a")["error"] == "channel_not_found"
    assert office.act("action")["error"] == "invalid_arguments"
    assert office.act("view", view_id="V0")["error"] == "view_not_found"
    assert office.act("home", tab="elders")["error"] == "invalid_tab"
    assert office.act("home", user="U0")["error"] == "user_not_found"
