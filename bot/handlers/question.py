"""The path of a question: read it, answer it, remember the exchange, plan the reply."""

from __future__ import annotations

import time

import structlog

from bot import exchanges
from bot.answers.context import Release
from bot.answers.models import Answer, Question, Status
from bot.answers.pipeline import unavailable
from bot.answers.validation import WORDLESS, problem_with
from bot.blocks.answer import answer_blocks
from bot.inbox import Arrival
from bot.outbox import Call, plan, post, respond
from bot.services import Services
from bot.slack_text import mrkdwn, plain, shorten, without_mention
from bot.status import show_status
from bot.store import Delivery
from bot.streams import Stream
from bot.triage import is_direct
from knowledge.errors import KnowledgeError
from knowledge.language import detect
from prompts import texts

log = structlog.get_logger()

_FOUND = (Status.ANSWERED, Status.PARTIAL)
_NOT_FOUND = (Status.REFUSED, Status.UNAVAILABLE)
_LOOK_AGAIN = 1.0  # seconds
_STATUS_LASTS = 60.0  # seconds; Slack drops a status after two minutes
_PATIENCE = 600.0  # seconds


def handle(services: Services, arrival: Arrival) -> None:
    """Answer a message in its thread."""
    text = asked(services, arrival)
    stream = Stream(services, arrival) if _may_stream(services, arrival) else None
    reply = answer_to(services, arrival, text, stream)
    if reply.status not in _FOUND and not _is_to_the_bot(services, arrival):
        _keep_silent(services, arrival)
        return
    with services.store.session() as session:
        exchanges.remember(session, arrival, text, reply)
        posting = post_answer(arrival, reply, below=_more_to_come(services, reply))
        plan(session, arrival.key, [stream.closing(reply, posting) if stream else posting])


def _may_stream(services: Services, arrival: Arrival) -> bool:
    """Only a model writes slowly; and who didn't ask isn't shown an answer that may be none."""
    return bool(services.settings.llm_model and arrival.payload["addressed"])


def _more_to_come(services: Services, reply: Answer) -> str:
    """Say that documents are still being read in: right after the start much of the library is missing."""
    reading = reply.status in _FOUND and services.library.being_filled()
    return texts(reply.language)("slack.library_partial") if reading else ""


def _is_to_the_bot(services: Services, arrival: Arrival) -> bool:
    """Tell whether somebody waits for a reply: it was called, or nobody else is in the thread."""
    if arrival.payload["addressed"]:
        return True
    pages = services.client.conversations_replies(channel=arrival.channel, ts=arrival.thread_ts, limit=200)
    people = {message.get("user") for page in pages for message in page.get("messages", [])}
    return people <= {arrival.user, services.bot_user}


def _keep_silent(services: Services, arrival: Arrival) -> None:
    """Nobody asked the bot, and it has nothing to add: people are talking to each other."""
    where = {"channel_id": arrival.channel, "thread_ts": arrival.thread_ts, "status": ""}
    with services.store.session() as session:
        plan(session, arrival.key, [Call("silence", "assistant_threads_setStatus", where)])


def handle_command(services: Services, arrival: Arrival) -> None:
    """Answer a slash command: in a channel only the asker sees it, and can share it."""
    text = plain(arrival.payload["text"])
    reply = answer_to(services, arrival, text)
    call = post_answer(arrival, reply) if is_direct(arrival.channel) else _private(arrival, reply)
    with services.store.session() as session:
        exchanges.remember(session, arrival, text, reply)
        plan(session, arrival.key, [call])


def anchor(services: Services, arrival: Arrival) -> None:
    """Let follow-ups find the exchange in the thread under the message that was just posted."""
    with services.store.session() as session:
        for name in ("answer", "shared"):
            sent = session.get(Delivery, f"{arrival.key}/0/{name}")
            exchange = exchanges.find(session, arrival.payload.get("exchange", arrival.key))
            if sent is not None and sent.ts and exchange is not None:
                exchange.thread_ts = sent.ts
        plan(session, arrival.key, [], phase=1)


def share(services: Services, arrival: Arrival) -> None:
    """Post a private answer for everyone in the channel to see."""
    with services.store.session() as session:
        exchange = exchanges.find(session, arrival.payload["exchange"])
        if exchange is None:
            return
        reply = exchanges.answer_of(exchange)
        say = texts(reply.language)
        asked_by = say("slack.shared", user=exchange.user, question=shorten(mrkdwn(exchange.question), 1000))
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": asked_by}}]
        blocks += answer_blocks(reply, exchange.incoming)
        calls = [
            post("shared", arrival.channel, asked_by, blocks=blocks),
            respond(
                "done",
                arrival.payload["response_url"],
                {"replace_original": True, "text": say("slack.shared_done")},
            ),
        ]
        plan(session, arrival.key, calls)


def ask_person(services: Services, arrival: Arrival) -> None:
    """Put a question to the people in a channel, in the name of whoever asked."""
    with services.store.session() as session:
        exchange = exchanges.find(session, arrival.payload["exchange"])
        say = texts(exchange.answer["language"] if exchange else services.language(arrival.user))
        question = shorten(mrkdwn(arrival.payload["text"]), 2000)
        text = say("answers.person.posted", user=arrival.user, question=question)
        blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
        plan(session, arrival.key, [post("question", arrival.channel, text, blocks=blocks)])


def asked(services: Services, arrival: Arrival) -> str:
    """Return what the person wrote, as they see it."""
    return plain(without_mention(arrival.payload["text"], services.bot_user))


def answer_to(services: Services, arrival: Arrival, text: str, release: Release | None = None) -> Answer:
    """Answer a question with what was said in the thread before it; `release` gets what is ready of it."""
    with services.store.session() as session:
        history = exchanges.history(session, arrival)
    language = arrival.payload.get("language", "")
    if not language and not history and problem_with(text) in WORDLESS:
        language = services.language(arrival.user)  # nothing that was written tells it
    if not text and arrival.payload.get("files"):
        language = language or services.language(arrival.user)
        return Answer(Status.INVALID, language, texts(language)("slack.file_unread"))
    question = Question(text, language, history)
    reply = _answer(services, question, release)
    if reply.status in _NOT_FOUND and _wait_for_documents(services, arrival):
        reply = _answer(services, question, release)
    return reply


def _answer(services: Services, question: Question, release: Release | None) -> Answer:
    try:
        return services.answerer().answer(question, release)
    except KnowledgeError as error:
        log.error("knowledge base out of use", code=error.code)
        return unavailable(error, question.language or detect(question.text))


def _wait_for_documents(services: Services, arrival: Arrival) -> bool:
    """Wait while documents are being read in; True when there was something to wait for."""
    waited = 0.0
    while services.library.being_filled() and waited < _PATIENCE:
        if waited % _STATUS_LASTS == 0:
            show_status(services, arrival, busy=True)
        time.sleep(_LOOK_AGAIN)
        waited += _LOOK_AGAIN
    return waited > 0


def post_answer(arrival: Arrival, reply: Answer, *, below: str = "") -> Call:
    """Return the call that posts the answer in the thread, or as a message of its own after a command."""
    thread = "" if arrival.kind == "ask" else arrival.thread_ts
    blocks = answer_blocks(reply, arrival.key)
    if below:
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": below}})
    options = {"blocks": blocks, "unfurl_links": False, "unfurl_media": False}
    return post("answer", arrival.channel, shorten(mrkdwn(reply.text), 3000), thread_ts=thread, **options)


def _private(arrival: Arrival, reply: Answer) -> Call:
    blocks = answer_blocks(reply, arrival.key, shareable=True)
    body = {"response_type": "ephemeral", "text": shorten(mrkdwn(reply.text), 3000), "blocks": blocks}
    return respond("answer", arrival.payload["response_url"], body)
