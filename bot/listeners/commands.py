"""The slash command: `vraag` or `ask`, `agenda`, `help`; anything else is taken as a question."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.coach.conversation.views import start_view
from bot.inbox import Arrival, Inbox
from bot.services import Services
from prompts import texts

_ASK = {"vraag": "nl", "ask": "en"}
_START = {"agenda"}
_HELP = {"", "help", "hulp", "?"}


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def commanded(command: dict[str, Any], ack: Ack, client: WebClient) -> None:
        first, _, rest = command.get("text", "").strip().partition(" ")
        word = first.lower()
        language = _ASK.get(word) or services.language(command["user_id"])
        say = texts(language)
        if word in _HELP or (word in _START and rest.strip().lower() in _HELP - {""}):
            ack(say("slack.help", command=command["command"]))
        elif word in _START and not rest.strip():
            ack()
            view = start_view(language, channel=command["channel_id"], user=command["user_id"])
            client.views_open(trigger_id=command["trigger_id"], view=view)
        elif word in _ASK and not rest.strip():
            ack(say("slack.empty_question", command=command["command"]))
        else:
            kind = "start" if word in _START else "ask"
            text = rest.strip() if word in _START or word in _ASK else command["text"].strip()
            arrival = _arrival(services, command, kind, text, language)
            inbox.accept(arrival)
            services.enqueue(arrival)
            ack(say("slack.searching")) if kind == "ask" else ack()

    app.command("/reisplan")(commanded)


def _arrival(services: Services, command: dict[str, Any], kind: str, text: str, language: str) -> Arrival:
    team, key = command.get("team_id", services.team), f"command:{command['trigger_id']}"
    payload = {"text": text, "response_url": command["response_url"], "language": language}
    return Arrival(key, kind, team, command["channel_id"], key, command["user_id"], payload)
