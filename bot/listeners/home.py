"""The app opened: its home tab, and suggested prompts above an empty conversation."""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import agendas
from bot.blocks.home import AgendaLine, KnowledgeLine, home_view
from bot.coach.views import start_view
from bot.services import Services
from bot.store.agendas import Agenda
from knowledge.errors import KnowledgeError
from prompts import texts
from prompts.curriculum import load_curriculum

log = structlog.get_logger()


def register(app: App, services: Services) -> None:
    def opened(event: dict[str, Any], client: WebClient) -> None:
        if event.get("tab") == "messages":
            _suggest(services, client, event["channel"])
        else:
            client.views_publish(user_id=event["user"], view=_home(services, event["user"]))

    def start(body: dict[str, Any], ack: Ack, client: WebClient) -> None:
        ack()
        view = start_view(services.settings.reisplan_language, channel="", user=body["user"]["id"])
        client.views_open(trigger_id=body["trigger_id"], view=view)

    app.event("app_home_opened")(opened)
    app.action("home_start")(start)
    app.action("home_open_agenda")(lambda ack: ack())  # the link itself does the work


def _suggest(services: Services, client: WebClient, channel: str) -> None:
    say = texts(services.settings.reisplan_language)
    prompts = [{"title": text, "message": text} for text in say.many("slack.prompts")]
    try:
        # Without thread_ts: under agent_view a call that has one does nothing.
        client.api_call(
            "assistant.threads.setSuggestedPrompts",
            json={"channel_id": channel, "title": say("slack.prompts_title"), "prompts": prompts},
        )
    except SlackApiError as error:
        log.warning("no prompts suggested", error=error.response.get("error"))


def _home(services: Services, user: str) -> dict[str, Any]:
    with services.store.session() as session:
        lines = [_line(services, agenda) for agenda in agendas.of_person(session, user)]
    return home_view(services.settings.reisplan_language, lines, _knowledge(services))


def _line(services: Services, agenda: Agenda) -> AgendaLine:
    try:
        where = {"channel": agenda.channel, "message_ts": agenda.overview_ts or agenda.thread_ts}
        link = str(services.client.chat_getPermalink(**where)["permalink"])
    except SlackApiError:
        link = ""
    say = texts(services.settings.reisplan_language)
    stage = load_curriculum(agenda.language).stage(agenda.stage).title
    name = agenda.organisation or say("slack.home.unnamed")
    return AgendaLine(name, stage, say(f"slack.home.status.{agenda.status}"), link)


def _knowledge(services: Services) -> KnowledgeLine:
    try:
        documents = services.library.open().documents()
    except KnowledgeError:
        return KnowledgeLine(0, "")
    newest = max((str(info.indexed_at) for info in documents), default="")
    return KnowledgeLine(len(documents), newest[:10])
