"""A real Bolt app over real Socket Mode: what a person does reaches it, what it answers reaches people."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from tests.workplace.support import Office, wait_for

BUTTONS = [
    {"type": "section", "block_id": "vraag", "text": {"type": "mrkdwn", "text": "Zeker?"}},
    {
        "type": "actions",
        "block_id": "keuze",
        "elements": [
            {"type": "button", "action_id": "ja", "text": {"type": "plain_text", "text": "Ja"}, "value": "1"},
            {
                "type": "static_select",
                "action_id": "menu",
                "placeholder": {"type": "plain_text", "text": "Kies"},
                "options": [
                    {"text": {"type": "plain_text", "text": name}, "value": name}
                    for name in ("rood", "groen")
                ],
            },
        ],
    },
    {
        "type": "context_actions",
        "block_id": "oordeel",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": {"type": "plain_text", "text": "Goed"}, "value": "goed"},
                "negative_button": {"text": {"type": "plain_text", "text": "Niet goed"}, "value": "slecht"},
            }
        ],
    },
]
MODAL = {
    "type": "modal",
    "callback_id": "formulier",
    "notify_on_close": True,
    "private_metadata": "p",
    "title": {"type": "plain_text", "text": "Formulier"},
    "submit": {"type": "plain_text", "text": "Klaar"},
    "blocks": [
        {
            "type": "input",
            "block_id": "naam",
            "label": {"type": "plain_text", "text": "Naam"},
            "element": {"type": "plain_text_input", "action_id": "tekst", "initial_value": "begin"},
        },
        {
            "type": "actions",
            "block_id": "knop",
            "elements": [
                {"type": "button", "action_id": "meer", "text": {"type": "plain_text", "text": "Meer"}}
            ],
        },
    ],
}


def test_a_mention_comes_twice_and_is_answered_in_the_thread(office: Office) -> None:
    app, bodies = office.bolt(), []

    @app.event("app_mention")
    def answer(body: dict[str, Any], say: Callable[..., Any], set_status: Callable[..., Any]) -> None:
        bodies.append(body)
        set_status("zoekt …")
        say("Hallo", thread_ts=body["event"]["ts"])

    @app.event("message")
    def hear(body: dict[str, Any]) -> None:
        bodies.append(body)

    office.connect(app)
    channel = office.channel()
    posted = office.person().chat_postMessage(
        channel=channel, text=f"<@{office.bot_id}> A & B <c> https://x.nl/a"
    )
    wait_for(lambda: len(bodies) == 2)
    replies = wait_for(
        lambda: office.person().conversations_replies(channel=channel, ts=posted["ts"])["messages"][1:]
    )
    mention, message = sorted(bodies, key=lambda body: body["event"]["type"])
    assert mention["event"]["type"] == "app_mention" and message["event"]["type"] == "message"
    assert mention["event_id"] != message["event_id"]
    assert mention["event"]["ts"] == message["event"]["ts"] == posted["ts"]
    assert message["event"]["text"] == f"<@{office.bot_id}> A &amp; B &lt;c&gt; <https://x.nl/a>"
    assert message["event"]["channel_type"] == "channel"
    assert message["authorizations"][0]["user_id"] == office.bot_id
    assert message["team_id"] == message["context_team_id"] == office.bot.auth_test()["team_id"]
    assert replies[0]["text"] == "Hallo" and replies[0]["bot_id"] == office.app_info_bot_id()


def test_changes_and_deletions_are_events(office: Office) -> None:
    app, events = office.bolt(), []
    app.event("message")(lambda event: events.append(event))
    office.connect(app)
    person, channel = office.person(), office.channel()
    ts = person.chat_postMessage(channel=channel, text="een")["ts"]
    person.chat_update(channel=channel, ts=ts, text="twee")
    person.chat_delete(channel=channel, ts=ts)
    wait_for(lambda: len(events) == 3)
    # By kind: Bolt hands events to several threads, so that one may overtake another.
    kinds = {event.get("subtype"): event for event in events}
    assert set(kinds) == {None, "message_changed", "message_deleted"}
    changed, deleted = kinds["message_changed"], kinds["message_deleted"]
    assert changed["message"]["text"] == "twee" and changed["message"]["edited"]["user"] == office.karin
    assert changed["previous_message"]["text"] == "een" and changed["hidden"]
    assert deleted["deleted_ts"] == ts and deleted["previous_message"]["text"] == "twee"


def test_a_message_to_the_app_is_a_message_im(office: Office) -> None:
    app, events = office.bolt(), []
    app.event("message")(lambda event: events.append(event))
    office.connect(app)
    office.person().chat_postMessage(channel=office.direct(), text=f"hoi <@{office.bot_id}>")
    event = wait_for(lambda: events and events[0])
    assert event["channel_type"] == "im" and event["user"] == office.karin
    assert len(events) == 1


def test_a_command_answers_only_the_person_and_opens_a_modal_once(office: Office) -> None:
    app, refused = office.bolt(), []

    @app.command("/proef")
    def run(ack: Callable[..., None], command: dict[str, Any], client: Any) -> None:
        ack(f"gehoord: {command['text']}")
        client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        try:
            client.views_open(trigger_id=command["trigger_id"], view=MODAL)
        except SlackApiError as error:
            refused.append(error.response["error"])

    office.connect(app)
    channel = office.channel()
    assert office.act("command", channel=channel, command="/proef", text="iets") == {"ok": True}
    wait_for(lambda: refused == ["exchanged_trigger_id"])
    mine = office.person().conversations_history(channel=channel)["messages"]
    assert [(message["text"], message["is_ephemeral"]) for message in mine] == [("gehoord: iets", True)]
    assert office.person(1).conversations_history(channel=channel)["messages"] == []
    assert office.bot.conversations_history(channel=channel)["messages"] == []
    assert [view["callback_id"] for view in office.read("views")["views"]] == ["formulier"]


def test_a_trigger_expires(office: Office) -> None:
    triggers: list[str] = []
    app = office.bolt()
    app.command("/proef")(lambda ack, command: (ack(), triggers.append(command["trigger_id"])))
    office.connect(app)
    office.act("command", channel=office.channel(), command="/proef", text="")
    wait_for(lambda: triggers)

    def refusal() -> str:
        try:
            office.bot.views_open(trigger_id=triggers[0], view={**MODAL, "title": None})
        except SlackApiError as error:
            return str(error.response["error"])
        return ""

    assert refusal() == "invalid_arguments"

    def expired() -> bool:
        with pytest.raises(SlackApiError) as caught:
            office.bot.views_push(trigger_id=triggers[0], view=MODAL)
        return bool(caught.value.response["error"] == "expired_trigger_id")

    import time

    time.sleep(0.6)
    assert expired()


def test_buttons_menus_and_feedback(office: Office) -> None:
    app, bodies = office.bolt(), []
    for action_id in ("ja", "menu", "feedback"):
        app.action(action_id)(lambda ack, body: (ack(), bodies.append(body)))
    office.connect(app)
    channel = office.channel()
    ts = office.bot.chat_postMessage(channel=channel, text="?", blocks=BUTTONS)["ts"]
    for action_id, value in (("ja", None), ("menu", "groen"), ("feedback", "slecht")):
        assert office.act("action", channel=channel, ts=ts, action_id=action_id, value=value) == {"ok": True}
    click, choice, feedback = (body["actions"][0] for body in bodies)
    assert click["value"] == "1" and click["block_id"] == "keuze" and click["text"]["text"] == "Ja"
    assert choice["selected_option"]["value"] == "groen"
    assert feedback["type"] == "feedback_buttons" and feedback["value"] == "slecht"
    assert bodies[1]["state"]["values"]["keuze"]["menu"]["selected_option"]["value"] == "groen"
    container = {"type": "message", "message_ts": ts, "channel_id": channel, "is_ephemeral": False}
    assert bodies[0]["container"] == container and bodies[0]["message"]["ts"] == ts
    assert bodies[0]["user"]["id"] == office.karin and bodies[0]["channel"]["name"] == "algemeen"
    assert (
        office.act("action", channel=channel, ts=ts, action_id="menu", value="paars")["error"]
        == "invalid_value"
    )
    assert office.act("action", channel=channel, ts=ts, action_id="weg")["error"] == "action_not_found"


def test_a_response_url_replaces_deletes_and_runs_out(office: Office) -> None:
    app, urls = office.bolt(), []
    app.action("ja")(lambda ack, body: (ack(), urls.append(body["response_url"])))
    office.connect(app)
    channel = office.channel()
    office.bot.chat_postEphemeral(channel=channel, user=office.karin, text="?", blocks=BUTTONS)
    shown = office.person().conversations_history(channel=channel)["messages"]
    office.act("action", channel=channel, ts=shown[0]["ts"], action_id="ja")
    hook = WebhookClient(urls[0])
    hook.send(text="vervangen", replace_original=True)
    shown = office.person().conversations_history(channel=channel)["messages"]
    assert [message["text"] for message in shown] == ["vervangen"] and "blocks" not in shown[0]
    hook.send(text="voor iedereen", response_type="in_channel")
    hook.send(delete_original=True)
    assert [m["text"] for m in office.person(1).conversations_history(channel=channel)["messages"]] == [
        "voor iedereen"
    ]
    assert hook.send(text="4").status_code == hook.send(text="5").status_code == 200
    assert hook.send(text="6").status_code == 404


def test_a_modal_from_start_to_end(office: Office) -> None:
    app, seen = office.bolt(), []

    @app.shortcut("global_one")
    def open_it(ack: Callable[..., None], shortcut: dict[str, Any], client: Any) -> None:
        ack()
        client.views_open(trigger_id=shortcut["trigger_id"], view=MODAL)

    @app.action("meer")
    def more(ack: Callable[..., None], body: dict[str, Any], client: Any) -> None:
        ack()
        view = {**MODAL, "title": {"type": "plain_text", "text": "Gewijzigd"}}
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        with pytest.raises(SlackApiError) as caught:
            client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)
        seen.append(caught.value.response["error"])

    @app.view("formulier")
    def submit(ack: Callable[..., None], view: dict[str, Any]) -> None:
        name = view["state"]["values"]["naam"]["tekst"]["value"]
        if name == "fout":
            ack(response_action="errors", errors={"naam": "Dat mag niet"})
        else:
            ack()
            seen.append(name)

    app.view_closed("formulier")(lambda ack, body: (ack(), seen.append(body["is_cleared"])))
    office.connect(app)
    office.act("shortcut", callback_id="global_one")
    view = wait_for(lambda: office.read("views")["views"])[0]
    assert view["state"]["values"]["naam"]["tekst"]["value"] == "begin"
    assert office.act("action", view_id=view["id"], action_id="tekst", value="getypt") == {"ok": True}
    assert office.act("action", view_id=view["id"], action_id="meer") == {"ok": True}
    wait_for(lambda: seen == ["hash_conflict"])
    view = office.read("views")["views"][0]
    assert view["title"]["text"] == "Gewijzigd"
    assert view["state"]["values"]["naam"]["tekst"]["value"] == "getypt"
    empty = office.act("view", view_id=view["id"], state={"naam": {"tekst": ""}})
    assert empty["response_action"] == "errors" and list(empty["errors"]) == ["naam"]
    wrong = office.act("view", view_id=view["id"], state={"naam": {"tekst": "fout"}})
    assert wrong == {"ok": True, "response_action": "errors", "errors": {"naam": "Dat mag niet"}}
    assert office.act("view", view_id=view["id"], state={"naam": {"tekst": "goed"}}) == {"ok": True}
    assert office.read("views")["views"] == [] and seen[-1] == "goed"
    office.act("shortcut", callback_id="global_one")
    view = wait_for(lambda: office.read("views")["views"])[0]
    assert office.act("view", view_id=view["id"], close=True) == {"ok": True}
    wait_for(lambda: seen[-1] is False)


def test_the_app_home(office: Office) -> None:
    app, events = office.bolt(), []

    @app.event("app_home_opened")
    def opened(event: dict[str, Any], client: Any) -> None:
        events.append(event)
        if event["tab"] == "home":
            client.views_publish(
                user_id=event["user"], view={"type": "home", "blocks": [{"type": "divider"}]}
            )
        else:
            client.assistant_threads_setSuggestedPrompts(
                channel_id=event["channel"], prompts=[{"title": "Vraag", "message": "Wat kun je?"}]
            )

    office.connect(app)
    assert office.read("home_view")["view"] is None
    office.act("home", tab="home")
    first = wait_for(lambda: office.read("home_view")["view"])
    office.act("home", tab="home")
    wait_for(lambda: len(events) == 2)
    assert events[1]["view"]["id"] == first["id"] and "view" not in events[0]
    office.act("home", tab="messages")
    prompts = wait_for(lambda: office.read("prompts", channel=office.direct())["prompts"])
    assert prompts["prompts"] == [{"title": "Vraag", "message": "Wat kun je?"}]


def test_a_message_shortcut(office: Office) -> None:
    app, bodies = office.bolt(), []
    app.shortcut("message_one")(lambda ack, body: (ack(), bodies.append(body)))
    office.connect(app)
    channel = office.channel()
    ts = office.person().chat_postMessage(channel=channel, text="hierover")["ts"]
    assert office.act("shortcut", callback_id="message_one", channel=channel, ts=ts) == {"ok": True}
    assert bodies[0]["type"] == "message_action" and bodies[0]["message"]["text"] == "hierover"
    assert office.act("shortcut", callback_id="anders")["error"] == "shortcut_not_found"


def test_a_stream_grows_and_ends(office: Office) -> None:
    app: App = office.bolt()

    @app.event("message")
    def answer(say_stream: Callable[..., Any]) -> None:
        stream = say_stream(buffer_size=1)
        stream.append(markdown_text="**Een** ")
        stream.append(markdown_text="twee [1]")
        stream.stop(blocks=[{"type": "divider"}])

    office.connect(app)
    direct = office.direct()
    ts = office.person().chat_postMessage(channel=direct, text="vraag")["ts"]

    def finished() -> dict[str, Any] | None:
        replies = office.person().conversations_replies(channel=direct, ts=ts)["messages"][1:]
        return replies[0] if replies and not replies[0].get("streaming") else None

    message = wait_for(finished)
    assert message["text"] == "**Een** twee [1]"
    assert [block["type"] for block in message["blocks"]] == ["markdown", "divider"]
    with pytest.raises(SlackApiError) as caught:
        office.bot.chat_appendStream(channel=direct, ts=message["ts"], markdown_text="nog")
    assert caught.value.response["error"] == "message_not_in_streaming_state"


def test_without_an_app_the_person_is_told(office: Office) -> None:
    answer = office.act("command", channel=office.channel(), command="/proef", text="")
    assert answer == {"ok": False, "error": "app_not_connected"}


def test_an_app_that_does_not_ack(office: Office) -> None:
    app = office.bolt()
    app.command("/proef")(lambda command: None)
    office.connect(app)
    answer = office.act("command", channel=office.channel(), command="/proef", text="")
    assert answer == {"ok": False, "error": "dispatch_failed"}


def test_two_sockets_share_the_work(office: Office) -> None:
    counts = {"a": 0, "b": 0}

    def counting(name: str) -> Callable[[], None]:
        def count() -> None:
            counts[name] += 1

        return count

    for name in counts:
        app = office.bolt()
        app.event("message")(counting(name))
        office.connect(app)
    channel = office.channel()
    for number in range(10):
        office.person().chat_postMessage(channel=channel, text=str(number))
    wait_for(lambda: sum(counts.values()) == 10)
    assert counts == {"a": 5, "b": 5}
