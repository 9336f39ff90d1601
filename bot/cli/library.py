"""`reisplan knowledge`: look into the knowledge base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.answers.filtering import Pair, UnknownValue, explain, filters_of
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
from knowledge.models import Filters, Hit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from knowledge.base import KnowledgeBase

T = TypeVar("T")

_SHOWN = ("document", "title", "language", "collection", "date", "chunks")
_TALLIES = ("languages", "collections")
_MOST_NEAREST = 5
Collections = Annotated[list[str] | None, typer.Option("--collection", help=say("cli.knowledge.collection"))]
Languages = Annotated[list[str] | None, typer.Option("--language", help=say("cli.knowledge.only_language"))]
Sources = Annotated[list[str] | None, typer.Option("--source", help=say("cli.knowledge.source"))]
Since = Annotated[str, typer.Option(help=say("cli.knowledge.since"))]
Document = Annotated[str, typer.Argument(help=say("cli.knowledge.document"), show_default=False)]
Audiences = Annotated[list[str] | None, typer.Option("--audience", help=say("cli.knowledge.audience"))]

app = typer.Typer(help=say("cli.knowledge.help"), no_args_is_help=True, rich_markup_mode=None)


@app.command(help=say("cli.knowledge.search"))
def search(
    text: Annotated[str, typer.Argument(help=say("cli.knowledge.text"), show_default=False)] = "",
    questions: Questions = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help=say("cli.knowledge.limit"))] = 10,
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
    with knowledge_base(settings_for(data)) as base:
        from bot.answers.followup import standalone

        filters = known_filters(pairs(source, collection, language, audience, since), base)
        for item in read_questions(questions or []):
            question = standalone(item["question"], item.get("history", []), base)
            asked_in = item.get("language")
            hits = base.search(question, language=asked_in, limit=limit, filters=filters, distinct=True)
            print_json({"id": item["id"], "results": [as_data(hit) for hit in hits]})
        if text.strip():
            _show(base.search(text.strip(), limit=limit, filters=filters), json_)


@app.command("list", help=say("cli.knowledge.list"))
def list_(
    collection: Collections = None,
    language: Languages = None,
    audience: Audiences = None,
    json_: Json = False,
    data: Data = None,
) -> None:
    with knowledge_base(settings_for(data)) as base:
        filters = known_filters(pairs(None, collection, language, audience, ""), base)
        documents = [info for info in base.documents() if not filters or filters.accept(info)]
    if not documents:
        typer.echo(say("cli.knowledge.nothing" if filters else "cli.knowledge.empty"), err=True)
        return
    if json_:
        for info in documents:
            print_json({name: getattr(info, name) for name in (*_SHOWN, "audience", "owner", "indexed_at")})
        return
    rows = [[str(getattr(info, name)) for name in _SHOWN] for info in documents]
    console = Console()
    if not console.is_terminal:  # for grep, cut and sort: a document a line, whole names
        for row in rows:
            typer.echo("\t".join(row))
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in _SHOWN:
        wide = name in ("document", "title")
        table.add_column(say(f"cli.knowledge.columns.{name}"), overflow="fold", no_wrap=not wide)
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)


@app.command(help=say("cli.knowledge.show"))
def show(document: Document, json_: Json = False, data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        chunks = base.chunks(_name_of(document, base))
    for chunk in chunks:
        if json_:
            print_json({**asdict(chunk), "section": chunk.section})
            continue
        typer.echo(f"── {chunk.section or chunk.title}\n{chunk.text}\n")


@app.command(help=say("cli.knowledge.remove"))
def remove(
    document: Annotated[
        str, typer.Argument(help=say("cli.knowledge.document_or_folder"), show_default=False)
    ],
    data: Data = None,
) -> None:
    from ingest import forget

    settings = settings_for(data)
    with knowledge_base(settings) as base:
        names = _names_in(document, base) or [_name_of(document, base)]
        for name in names:
            base.remove(name)
    named = names[0] if len(names) == 1 else document
    forgotten = forget(settings.knowledge_folder, named.rstrip("/"))
    typer.echo(say("cli.knowledge.removed", document=named, count=len(names)))
    if not forgotten:
        typer.echo(say("cli.knowledge.may_return"), err=True)


@app.command(help=say("cli.knowledge.stats"))
def stats(json_: Json = False, data: Data = None) -> None:
    from ingest import outdated

    with knowledge_base(settings_for(data)) as base:
        documents = base.documents()
        old = outdated(base)
    counts: dict[str, Any] = {"documents": len(documents), "chunks": sum(info.chunks for info in documents)}
    counts["languages"] = dict(Counter(info.language for info in documents))
    counts["collections"] = dict(Counter(info.collection for info in documents if info.collection))
    counts["outdated"] = old
    counts["indexed_at"] = max((info.indexed_at for info in documents), default="")
    if json_:
        print_json(counts)
        return
    counts["indexed_at"] = f"{counts['indexed_at'][:16].replace('T', ' ')} UTC" if documents else "-"
    for name, value in counts.items():
        shown = ", ".join(f"{key} {count}" for key, count in value.items()) if name in _TALLIES else value
        typer.echo(f"{say(f'cli.knowledge.columns.{name}'):<18}{'-' if shown == '' else shown}")


@app.command(help=say("cli.knowledge.export"))
def export(data: Data = None) -> None:
    with knowledge_base(settings_for(data)) as base:
        for info in base.documents():
            for chunk in base.chunks(info.document):
                print_json({**asdict(chunk), "section": chunk.section})


@app.command(help=say("cli.knowledge.unanswered"))
def unanswered(
    limit: Annotated[int, typer.Option(min=1, help=say("cli.knowledge.unanswered_limit"))] = 50,
    json_: Json = False,
    data: Data = None,
) -> None:
    from bot.missing import unanswered as missing

    questions = _remembered(missing, data)[:limit]
    if not questions and not json_:
        typer.echo(say("cli.knowledge.all_answered"))
    for asked in questions:
        if json_:
            print_json(asdict(asked))
        else:
            typer.echo(f"{asked.times:>4}×  {asked.last[:10]}  {asked.question}")


@app.command(help=say("cli.knowledge.feedback"))
def feedback(
    limit: Annotated[int, typer.Option(min=1, help=say("cli.knowledge.unanswered_limit"))] = 50,
    json_: Json = False,
    data: Data = None,
) -> None:
    from bot.missing import complaints

    found = _remembered(complaints, data)[:limit]
    if not found and not json_:
        typer.echo(say("cli.knowledge.no_feedback"))
    for one in found:
        if json_:
            print_json(asdict(one))
            continue
        reason = say(f"cli.knowledge.reasons.{one.reason}")
        typer.echo(f"{one.at[:10]}  {reason}: {one.question}")
        for document in one.documents:
            typer.echo(f"            {document}")


def _remembered(gather: Callable[[Session], list[T]], data: Data) -> list[T]:
    """Return what the bot's own store holds."""
    from bot.app import open_store

    store = open_store(settings_for(data))
    with store.session() as session:
        found = gather(session)
    store.close()
    return found


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


def pairs(
    source: list[str] | None,
    collection: list[str] | None,
    language: list[str] | None,
    audience: list[str] | None,
    since: str,
) -> list[Pair]:
    """Return the options that say where to look, as the answers take them."""
    given = {"source": source, "collection": collection, "language": language, "audience": audience}
    since_ = [("since", since)] if since else []
    return [(key, value) for key, values in given.items() for value in values or ()] + since_


def _name_of(given: str, base: KnowledgeBase) -> str:
    """Return the whole name of a document that is given by its name, or by the end of it."""
    names = [info.document for info in base.documents()]
    ends = [name for name in names if name == given or name.endswith(f"/{given}")]
    if given not in names and len(ends) != 1:
        nearest = (ends or get_close_matches(given, names, _MOST_NEAREST, cutoff=0.5))[:_MOST_NEAREST]
        told = [say("cli.knowledge.nearest", names="\n  ".join(nearest))] if nearest else []
        fail("\n".join([say("cli.knowledge.unknown", document=given), *told]))
    return given if given in names else ends[0]


def _names_in(folder: str, base: KnowledgeBase) -> list[str]:
    """Return the documents in a folder that was ingested, by its name; none when it is no folder."""
    name = folder.rstrip("/")
    return [info.document for info in base.documents() if name and info.document.startswith(f"{name}/")]


def known_filters(wanted: list[Pair], base: KnowledgeBase) -> Filters | None:
    """Return the filters, None for none; an unknown value ends the command with what is known."""
    try:
        return filters_of(wanted, base.documents()) if wanted else None
    except UnknownValue as unknown:
        fail(explain(unknown, say), 2)


def _show(hits: list[Hit], json_: bool) -> None:
    if json_:
        print_json({"results": [as_data(hit) for hit in hits]})
        return
    if not hits:
        typer.echo(say("cli.knowledge.nothing"), err=True)
    for number, hit in enumerate(hits, 1):
        chunk = hit.chunk
        section = f" › {chunk.section}" if chunk.section else ""
        typer.echo(f"{number:>2}. {chunk.title}{section}  ({hit.score:.3f})\n    {chunk.document}")
        typer.echo(f"    {' '.join(chunk.text.split())[:300]}\n")
