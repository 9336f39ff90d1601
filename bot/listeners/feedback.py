"""Whether an answer helped, what was wrong with it, and putting the question to a colleague."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import exchanges
from bot.blocks.asking import ASK_PERSON, person_view, read_person, why_blocks
from bot.inbox import Arrival, Inbox
from bot.services import Services
from bot.store import Exchange
from prompts import texts


def register(app: App, services: Services) -> None:
    inbox = Inbox(services.store)

    def rate(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        side, _, incoming = action["value"].partition("#")
        exchange = note(incoming, side)
        if exchange is None:
            return
        say = texts(exchange.answer["language"])
        more: dict[str, Any] = {"text": say("slack.feedback_thanks")}
        if side != "positive":
            blocks = why_blocks(exchange.answer["language"], incoming)
            more = {"text": say("answers.why.asked"), "blocks": blocks}
        client.chat_postEphemeral(
            channel=body["channel"]["id"],
            user=body["user"]["id"],
            thread_ts=body.get("message", {}).get("thread_ts"),
            **more,
        )

    def why(action: dict[str, Any], ack: Ack, respond: Respond) -> None:
        ack()
        reason = action["action_id"].removeprefix("answer_why_")
        exchange = note(action["value"], reason)
        if exchange is not None:
            say = texts(exchange.answer["language"])
            respond(replace_original=True, text=say(f"answers.why.thanks_{reason}"))

    def person(body: dict[str, Any], action: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        with services.store.session() as session:
            exchange = exchanges.find(session, action["value"])
        if exchange is not None:
            view = person_view(exchange.answer["language"], exchange.incoming, exchange.question)
            client.views_open(trigger_id=body["trigger_id"], view=view)

    def submitted(body: dict[str, Any], view: dict[str, Any], ack: Ack, client: WebClient) -> None:
        wish, user = read_person(view), body["user"]["id"]
        if not wish.channel or not _is_member(client, wish.channel):
            where = texts(services.language(user))("slack.agenda_where")
            ack(response_action="errors", errors={"channel": where})
            return
        team = (body.get("team") or {}).get("id") or services.team
        key, payload = f"view:{view['id']}", {"exchange": wish.exchange, "text": wish.text}
        arrival = Arrival(key, "ask_person", team, wish.channel, key, user, payload)
        inbox.accept(arrival)
        services.enqueue(arrival)
        ack()

    def note(incoming: str, feedback: str) -> Exchange | None:
        with services.store.session() as session:
            exchange = exchanges.find(session, incoming)
            if exchange is not None:
                exchange.feedback = feedback
            return exchange

    app.action("answer_feedback")(rate)
    app.action(re.compile("^answer_why_"))(why)
    app.action("answer_person")(person)
    app.view(ASK_PERSON)(submitted)


def _is_member(client: WebClient, channel: str) -> bool:
    try:
        return bool(client.conversations_info(channel=channel)["channel"].get("is_member"))
    except SlackApiError:
        return False
