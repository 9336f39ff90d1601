"""`reisplan ask`: an answer in the terminal, with its sources."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.answers.filtering import Pair
from bot.answers.models import Answer, Question, Status, Turn
from bot.cli.common import (
    Data,
    Json,
    Questions,
    fail,
    knowledge_base,
    print_json,
    read_questions,
    say,
    settings_for,
)
from bot.cli.library import Audiences, Collections, Languages, Since, Sources, known_filters, pairs
from prompts import texts


def register(app: typer.Typer) -> None:
    app.command("ask", help=say("cli.ask.help"))(ask)


def ask(
    text: Annotated[str, typer.Argument(help=say("cli.ask.text"), show_default=False)] = "",
    questions: Questions = None,
    source: Sources = None,
    collection: Collections = None,
    language: Languages = None,
    audience: Audiences = None,
    since: Since = "",
    json_: Json = False,
    data: Data = None,
) -> None:
    if not text.strip() and not questions:
        fail(say("cli.ask.empty"), 2)
    from bot.answers.pipeline import Answerer

    settings = settings_for(data)
    only = tuple(pairs(source, collection, language, audience, since))
    with knowledge_base(settings) as base:
        known_filters(list(only), base)
        answerer = Answerer.from_settings(settings, base)
        for item in read_questions(questions or []):
            print_json({"id": item["id"], **as_data(answerer.answer(_question(item, only)))})
        if text.strip():
            answer = answerer.answer(Question(text.strip(), only=only))
            if answer.status is Status.UNAVAILABLE:
                fail(answer.text)
            if json_:
                print_json(as_data(answer))
            else:
                _show(answer)


def as_data(answer: Answer) -> dict[str, Any]:
    """Return the answer in the shape that DESIGN.md section 4 promises."""
    citations = answer.citations or answer.nearest
    fields = ("number", "document", "title", "section", "text")
    return {
        "language": answer.language,
        "status": str(answer.status),
        "refused": answer.refused,
        "answer": answer.text,
        "sentences": [{"text": s.text, "citations": list(s.citations)} for s in answer.sentences],
        "citations": [{field: getattr(citation, field) for field in fields} for citation in citations],
    }


def _question(item: dict[str, Any], only: tuple[Pair, ...]) -> Question:
    history = tuple(Turn(turn["role"], turn["text"]) for turn in item.get("history", []))
    return Question(item["question"], item.get("language", ""), history, only)


def _show(answer: Answer) -> None:
    typer.echo(answer.text)
    if answer.note:
        typer.echo(f"\n{answer.note}")
    if answer.nearest:
        typer.echo(f"\n{texts(answer.language)('slack.nearest')}:")
    for citation in answer.citations or answer.nearest:
        section = f" › {citation.section}" if citation.section else ""
        typer.echo(f"\n[{citation.number}] {citation.title}{section}\n    {citation.document}")
