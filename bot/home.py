"""What a person finds on the home tab, gathered from the store and the knowledge base."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from slack_sdk.errors import SlackApiError
from sqlalchemy.orm import Session

from bot import agendas
from bot.blocks.home import AgendaLine, KnowledgeLine, home_view
from bot.coach.conversation.open_points import taken_on
from bot.coach.conversation.words import promise as promised
from bot.coach.documents.wording import in_words
from bot.coach.plan import FirstStep
from bot.missing import disputed, unanswered
from bot.services import Services
from bot.slack_text import shorten
from bot.store.agendas import Agenda
from knowledge.errors import KnowledgeError
from prompts import Texts, texts
from prompts.curriculum import Curriculum

_MOST_SHOWN = 5
_PROMISE = 120  # characters


def publish(services: Services, user: str) -> None:
    """Show this person their home tab as things are now."""
    services.client.views_publish(user_id=user, view=home(services, user))


def home(services: Services, user: str) -> dict[str, Any]:
    maintains = is_maintainer(services, user)
    with services.store.session() as session:
        own = agendas.of_person(session, user)
        found = [(_line(services, session, agenda, user), _message(agenda)) for agenda in own]
        missing = unanswered(session)[:_MOST_SHOWN] if maintains else []
        marked = disputed(session)[:_MOST_SHOWN] if maintains else []
    # Slack is asked when the store is free again for others.
    lines = [replace(line, link=_link(services, message)) for line, message in found]
    language, held = services.language(user), _holdings(services)
    return home_view(language, lines, held, missing, marked, maintains=maintains)


def is_maintainer(services: Services, user: str) -> bool:
    return user in services.settings.maintainer_ids


def _line(services: Services, session: Session, agenda: Agenda, user: str) -> AgendaLine:
    say, curriculum = texts(services.language(user)), services.coach.curriculum(session, agenda)
    name = agenda.organisation or say("slack.home.unnamed")
    status = say(f"slack.home.status.{agenda.status}")
    step = services.coach.plan(session, agenda).first_step if agenda.status == "finished" else None
    next_ = _next(agenda, user, curriculum, say, step)
    return AgendaLine(name, curriculum.stage(agenda.stage).title, status, link="", next=next_)


def _message(agenda: Agenda) -> dict[str, str]:
    return {"channel": agenda.channel, "message_ts": agenda.overview_ts or agenda.thread_ts}


def _link(services: Services, message: dict[str, str]) -> str:
    try:
        return str(services.client.chat_getPermalink(**message)["permalink"])
    except SlackApiError:
        return ""


def _next(
    agenda: Agenda, user: str, curriculum: Curriculum, say: Texts, step: FirstStep | None = None
) -> str:
    """What this person can do now: what they promised first, else what the thread waits for."""
    said = {contribution.id: contribution.text for contribution in agenda.contributions}
    for point in agenda.open_points:
        if point.owner == user and not point.done:
            words = said.get(taken_on(point) or 0) or point.text
            promise = shorten(promised(words) or words, _PROMISE)
            return say("maintenance.next.promise", promise=promise)
    if step and step.owner and step.day:
        return say("maintenance.next.step", who=step.owner, day=in_words(step.day, say, short=True))
    if agenda.status != "running":
        return say(f"maintenance.next.{agenda.status}")
    if agenda.phase != "asking":
        return say(f"maintenance.next.{agenda.phase}")
    question = curriculum.question(agenda.question).opening_short
    return say("maintenance.next.asking", question=question)


def _holdings(services: Services) -> KnowledgeLine:
    try:
        documents = services.library.open().documents()
    except KnowledgeError:
        documents = []
    return KnowledgeLine(
        documents=len(documents),
        passages=sum(info.chunks for info in documents),
        date=max((info.indexed_at for info in documents), default="")[:10],
        collections=Counter(info.collection for info in documents if info.collection),
        busy=services.library.being_filled(),
    )
