"""`reisplan knowledge`: look into the knowledge base."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

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
from knowledge.models import Hit

_SHOWN = ("document", "title", "language", "collection", "date", "chunks")

app = typer.Typer(help=say("cli.knowledge.help"), no_args_is_help=True, rich_markup_mode=None)


@app.command(help=say("cli.knowledge.search"))
def search(
    text: Annotated[str, typer.Argument(help=say("cli.knowledge.text"), show_default=False)] = "",
    questions: Questions = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help=say("cli.knowledge.limit"))] = 10,
    json_: Json = False,
    data: Data = None,
) -> None:
    if not text.strip() and not questions:
        fail(say("cli.ask.empty"), 2)
    with knowledge_base(settings_for(data)) as base:
        from bot.answers.followup import standalone

        for item in read_questions(questions or []):
            question = standalone(item["question"], item.get("history", []), base)
            hits = base.search(question, language=item.get("language"), limit=limit)
            print_json({"id": item["id"], "results": [as_data(hit) for hit in hits]})
        if text.strip():
            _show(base.search(text.strip(), limit=limit), json_)


@app.command("list", help=say("cli.knowledge.list"))
def list_(json_: Json = False, data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        documents = base.documents()
    if json_:
        for info in documents:
            print_json(
                {
                    name: str(getattr(info, name))
                    for name in ("document", "title", "language", "chunks", "date")
                }
            )
        return
    table = Table("document", say("cli.knowledge.title"), say("cli.knowledge.language"), "chunks")
    for info in documents:
        table.add_row(info.document, info.title, info.language, str(info.chunks))
    Console().print(table)


@app.command(help=say("cli.knowledge.show"))
def show(document: str, data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        chunks = base.chunks(document)
    if not chunks:
        fail(say("cli.knowledge.unknown", document=document))
    for chunk in chunks:
        typer.echo(f"── {chunk.section or chunk.title}\n{chunk.text}\n")


@app.command(help=say("cli.knowledge.remove"))
def remove(document: str, data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        if document not in {info.document for info in base.documents()}:
            fail(say("cli.knowledge.unknown", document=document))
        base.remove(document)
    typer.echo(say("cli.knowledge.removed", document=document))


@app.command(help=say("cli.knowledge.stats"))
def stats(json_: Json = False, data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        documents = base.documents()
    counts: dict[str, Any] = {"documents": len(documents), "chunks": sum(info.chunks for info in documents)}
    for language in sorted({info.language for info in documents}):
        counts[language] = sum(info.language == language for info in documents)
    if json_:
        print_json(counts)
        return
    for name, count in counts.items():
        typer.echo(f"{name:<12}{count}")


def as_data(hit: Hit) -> dict[str, Any]:
    """Return the hit in the shape that DESIGN.md section 4 promises."""
    chunk = hit.chunk
    return {
        "document": chunk.document,
        "title": chunk.title,
        "section": chunk.section,
        "text": hit.context or chunk.text,
        "score": round(hit.score, 4),
    }


def _show(hits: list[Hit], json_: bool) -> None:
    if json_:
        print_json({"results": [as_data(hit) for hit in hits]})
        return
    for number, hit in enumerate(hits, 1):
        chunk = hit.chunk
        section = f" › {chunk.section}" if chunk.section else ""
        typer.echo(f"{number:>2}. {chunk.title}{section}  ({hit.score:.3f})\n    {chunk.document}")
        typer.echo(f"    {' '.join(chunk.text.split())[:300]}\n")
