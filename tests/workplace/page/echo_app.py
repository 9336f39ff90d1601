"""A small Bolt app that uses what the page has to show."""

from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

SCOPES = (
    "app_mentions:read assistant:write channels:history chat:write commands files:write im:history im:write"
    " pins:write reactions:write users:read"
)
MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Reisplan"},
    "features": {
        "agent_view": {
            "agent_description": "Echoes.",
            "suggested_prompts": [{"title": "Wat kun je?", "message": "Wat kun je?"}],
        },
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "bot_user": {"display_name": "Reisplan"},
        "slash_commands": [
            {"command": "/reisplan", "description": "Vraag iets", "usage_hint": "vraag … | agenda"},
        ],
        "shortcuts": [
            {"name": "Vraag hierover", "type": "message", "callback_id": "ask_about", "description": "x"},
            {"name": "Open formulier", "type": "global", "callback_id": "open_form", "description": "x"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES.split()}},
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "app_mention", "message.im"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict[str, str]:
    return {"type": "mrkdwn", "text": text}


def button(text: str, action_id: str, value: str = "1", **extra: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(text), "action_id": action_id, "value": value, **extra}


CONFIRM = {
    "title": plain("Zeker?"),
    "text": plain("Dit kan niet terug."),
    "confirm": plain("Ja hoor"),
    "deny": plain("Toch niet"),
}
ANSWER: list[dict[str, Any]] = [
    {
        "type": "section",
        "text": mrkdwn("*Common Ground* scheidt data van processen. [1] <https://vng.nl|VNG>"),
    },
    {"type": "context", "elements": [mrkdwn("[1] Common Ground › Wat is het")]},
    {
        "type": "actions",
        "block_id": "moves",
        "elements": [
            button("Klopt", "agree", style="primary"),
            button("Weg ermee", "drop", style="danger", confirm=CONFIRM),
            button("Formulier", "form"),
        ],
    },
    {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": {"text": plain("Goed"), "value": "good"},
                "negative_button": {"text": plain("Fout"), "value": "bad"},
            }
        ],
    },
]
FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "form",
    "title": plain("Eerste stap"),
    "submit": plain("Opslaan"),
    "close": plain("Laat maar"),
    "notify_on_close": True,
    "blocks": [
        {
            "type": "input",
            "block_id": "what",
            "label": plain("Wat ga je doen?"),
            "hint": plain("Eén zin is genoeg."),
            "element": {
                "type": "plain_text_input",
                "action_id": "text",
                "multiline": True,
                "max_length": 200,
            },
        },
        {
            "type": "input",
            "block_id": "when",
            "label": plain("Voor wanneer?"),
            "optional": True,
            "element": {"type": "datepicker", "action_id": "date"},
        },
        {
            "type": "input",
            "block_id": "who",
            "label": plain("Wie trekt het?"),
            "optional": True,
            "element": {"type": "users_select", "action_id": "user"},
        },
        {
            "type": "input",
            "block_id": "how",
            "label": plain("Hoe?"),
            "optional": True,
            "element": {
                "type": "checkboxes",
                "action_id": "ways",
                "options": [
                    {"text": plain("Bellen"), "value": "call"},
                    {"text": plain("Mailen"), "value": "mail"},
                ],
            },
        },
        {"type": "actions", "block_id": "more", "elements": [button("Verder kijken", "push")]},
    ],
}
SECOND: dict[str, Any] = {
    "type": "modal",
    "title": plain("Bovenop"),
    "blocks": [{"type": "section", "text": mrkdwn("Tweede venster")}],
}


def build(token: str, base_url: str) -> App:
    """The app; what it was told is kept in `app.heard`."""
    app = App(token=token, client=WebClient(token=token, base_url=f"{base_url}/api/"))
    heard: list[tuple[str, Any]] = []
    app.heard = heard  # type: ignore[attr-defined]

    @app.event("app_mention")
    def mentioned(event: dict[str, Any], client: WebClient) -> None:
        thread = event.get("thread_ts", event["ts"])
        heard.append(("mention", event["text"]))
        client.assistant_threads_setStatus(channel_id=event["channel"], thread_ts=thread, status="denkt na…")
        if "wacht" in event["text"]:
            return
        client.chat_postMessage(
            channel=event["channel"], thread_ts=thread, text="Common Ground", blocks=ANSWER
        )

    @app.event("message")
    def direct(event: dict[str, Any], client: WebClient) -> None:
        if event.get("channel_type") == "im" and "subtype" not in event:
            heard.append(("direct", event["text"]))
            client.chat_postMessage(
                channel=event["channel"], thread_ts=event["ts"], text=f"Echo: {event['text']}"
            )

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        heard.append(("home", event["tab"]))
        if event["tab"] == "home":
            blocks = [
                {"type": "header", "text": plain("Jouw agenda's")},
                {"type": "actions", "elements": [button("Nieuw", "new")]},
            ]
            client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.command("/reisplan")
    def command(ack: Any, command: dict[str, Any], client: WebClient, respond: Any) -> None:
        ack()
        heard.append(("command", command["text"]))
        if command["text"] == "agenda":
            client.chat_postMessage(channel=command["channel_id"], text="Jullie agenda begint hier.")
        else:
            respond(f"Alleen voor jou: {command['text']}")

    @app.action("agree")
    def agree(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.append(("agree", body["actions"][0]["value"]))
        message = body["message"]
        client.chat_update(
            channel=body["channel"]["id"],
            ts=message["ts"],
            text="Akkoord",
            blocks=[*ANSWER[:2], {"type": "section", "text": mrkdwn("Akkoord :white_check_mark:")}],
        )

    @app.action("drop")
    def drop(ack: Any) -> None:
        ack()
        heard.append(("drop", None))

    @app.action("feedback")
    def feedback(ack: Any, body: dict[str, Any]) -> None:
        ack()
        heard.append(("feedback", body["actions"][0]["value"]))

    @app.action("new")
    @app.action("form")
    def form(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.shortcut("open_form")
    def shortcut(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    @app.action("push")
    def push(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_push(trigger_id=body["trigger_id"], view=SECOND)

    @app.view("form")
    def submitted(ack: Any, view: dict[str, Any]) -> None:
        values = view["state"]["values"]
        if values["what"]["text"]["value"] == "niets":
            ack(response_action="errors", errors={"what": "Dat is te weinig."})
            return
        ack()
        heard.append(("submitted", values))

    @app.view_closed("form")
    def closed(ack: Any) -> None:
        ack()
        heard.append(("closed", None))

    @app.shortcut("ask_about")
    def about(ack: Any, shortcut: dict[str, Any], client: WebClient) -> None:
        ack()
        heard.append(("shortcut", shortcut["message"]["text"]))
        user, channel = shortcut["user"]["id"], shortcut["channel"]["id"]
        client.chat_postEphemeral(channel=channel, user=user, text="Dit ziet niemand anders.")

    return app


def connect(app: App, app_token: str) -> SocketModeHandler:
    """Connects over Socket Mode and returns when the app is there."""
    handler = SocketModeHandler(app, app_token)
    handler.client.web_client = app.client
    handler.connect()
    return handler
