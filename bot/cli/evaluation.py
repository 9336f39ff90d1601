"""`reisplan evaluate`: how well the product finds, answers and refuses."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.cli.common import Data, fail, knowledge_base, say, settings_for

if TYPE_CHECKING:
    from bot.evaluation.outcomes import Outcome
    from bot.evaluation.report import Gain, Report, Search
    from bot.evaluation.thresholds import Breach
    from knowledge.base import KnowledgeBase
    from knowledge.evaluation.questions import Item

_err = Console(stderr=True)


def _option(name: str, *flags: str) -> Any:
    return typer.Option(*flags, help=say(f"evaluation.{name}"), show_default=False)


def register(app: typer.Typer) -> None:
    app.command("evaluate", help=say("evaluation.help"))(evaluate)


def evaluate(
    questions: Annotated[
        list[Path] | None, typer.Argument(help=say("evaluation.questions"), show_default=False)
    ] = None,
    json_: Annotated[Path | None, _option("json", "--json")] = None,
    html: Annotated[Path | None, _option("html", "--html")] = None,
    thresholds: Annotated[Path | None, _option("thresholds", "--thresholds")] = None,
    baselines: Annotated[bool, _option("baselines", "--baselines")] = False,
    ablate: Annotated[bool, _option("ablate", "--ablate")] = False,
    answers: Annotated[bool, _option("answers_option", "--answers")] = False,
    sources: Annotated[Path, _option("sources", "--sources")] = Path(),
    data: Data = None,
) -> None:
    bounds = thresholds or (None if questions else _shipped())
    _need(html=bool(html), baselines=baselines)
    settings = settings_for(data)
    with knowledge_base(settings) as base:
        from bot.answers.pipeline import Answerer
        from bot.evaluation.report import Report

        items = _items(questions, base)
        report = Report(_outcomes(base, Answerer.from_settings(settings, base), items))
        if baselines:
            vectors = settings.reisplan_data / "evaluation" / "vectors.npz"
            report = replace(report, systems=_baselines(base, report.outcomes, vectors, sources))
        if ablate:
            report = replace(report, without=_ablations(base, report.outcomes))
        if answers or html:
            from bot.evaluation.quality import qualities

            report = replace(report, qualities=qualities(base, report.outcomes))
    report = replace(report, breaches=_breaches(bounds, report) if bounds else [])
    _give(report, json_, html)
    if report.breaches:
        raise typer.Exit(1)


def _shipped() -> Path:
    from bot.evaluation.thresholds import shipped

    return shipped()


def _need(*, html: bool, baselines: bool) -> None:
    """End at once when a library that isn't installed will be needed, rather than after minutes."""
    from importlib.util import find_spec

    wanted = ["ir_measures"]
    wanted += ["matplotlib"] if html else []
    wanted += ["langchain_chroma", "langchain_text_splitters"] if baselines else []
    for package in wanted:
        if find_spec(package) is None:
            fail(say("evaluation.missing", package=package.replace("_", "-")), 2)


def _items(questions: list[Path] | None, base: KnowledgeBase) -> list[Item]:
    """The questions asked for; of the starter library's, those that the indexed documents answer."""
    from knowledge.evaluation.questions import QuestionsError, load, of_documents, starter

    try:
        items = load(questions or [starter()])
    except QuestionsError as error:
        key = "bad_question" if error.line else "no_file"
        fail(say(f"evaluation.{key}", file=error.file, **({"line": error.line} if error.line else {})), 2)
    if not questions:
        items = of_documents(items, (info.document for info in base.documents()))
    if not items:
        fail(say("evaluation.no_questions"), 2)
    return items


def _outcomes(base: KnowledgeBase, answerer: Any, items: list[Item]) -> list[Outcome]:
    from bot.evaluation.outcomes import outcomes

    asked = outcomes(base, answerer, items)
    return list(track(asked, say("evaluation.busy"), len(items), console=_err))


def _baselines(
    base: KnowledgeBase, outcomes: Iterable[Outcome], vectors: Path, sources: Path
) -> dict[str, list[int | None]]:
    """As simple as they come: a follow-up is searched for by its last message alone."""
    from knowledge.evaluation.baselines import baselines
    from knowledge.evaluation.cache import CachedVectors

    with _err.status(say("evaluation.comparing", what=say("evaluation.systems.tutorial"))):
        searches = baselines(base, CachedVectors(base, vectors), sources)
    asked = [replace(outcome, searched=outcome.item.question) for outcome in outcomes]
    return dict(_ranked(searches, asked, "systems"))


def _ablations(base: KnowledgeBase, outcomes: Iterable[Outcome]) -> dict[str, list[int | None]]:
    from knowledge.evaluation.ablation import ablations, search

    outcomes = list(outcomes)
    found = dict(_ranked(ablations(base), outcomes, "stages"))
    if any(outcome.item.history for outcome in outcomes):
        alone = [replace(outcome, searched=outcome.item.question) for outcome in outcomes]
        found |= _ranked({"follow_up": lambda question: search(base, question)}, alone, "stages")
    return found


def _ranked(
    searches: dict[str, Search], outcomes: list[Outcome], area: str
) -> Iterator[tuple[str, list[int | None]]]:
    from bot.evaluation.report import ranks

    for name, search in searches.items():
        with _err.status(say("evaluation.comparing", what=say(f"evaluation.{area}.{name}"))):
            yield name, ranks(outcomes, search)


def _breaches(file: Path, report: Report) -> list[Breach]:
    from bot.evaluation.thresholds import ThresholdsError, breaches

    if not file.is_file():
        fail(say("evaluation.no_file", file=file), 2)
    try:
        return breaches(file, report.rows)
    except ThresholdsError as error:
        fail(say("evaluation.bad_thresholds", file=error.file, what=error.what), 2)


def _give(report: Report, json_: Path | None, html: Path | None) -> None:
    content = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
    if json_ == Path("-"):
        typer.echo(content)
    else:
        _show(report)
        _write(json_, lambda: content)
    if html:
        from bot.evaluation.page import page

        _write(html, lambda: page(report, say))


def _write(file: Path | None, content: Callable[[], str]) -> None:
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content(), encoding="utf-8")


def _show(report: Report) -> None:
    from bot.evaluation.summary import MEASURES

    console = Console(width=None if Console().is_terminal else 200)
    table = Table(
        say("evaluation.group"),
        say("evaluation.number"),
        *(say(f"evaluation.measures.{name}") for name in MEASURES),
    )
    for group, row in report.rows.items():
        table.add_row(group, f"{row['n']:.0f}", *(_figure(row.get(name), name) for name in MEASURES))
    console.print(table)
    _show_systems(console, report)
    _show_gains(console, report.gains, "systems")
    _show_gains(console, report.worth, "stages")
    _show_ways(console, report)
    for breach in report.breaches:
        console.print(_told(breach), style="bold red")


def _show_systems(console: Console, report: Report) -> None:
    if not report.compared:
        return
    table = Table("nDCG@10 / recall@5", *report.compared)
    for system in report.compared["all"]:
        rows = (group[system] for group in report.compared.values())
        cells = (f"{row['ndcg@10']:.3f} / {row['recall@5']:.3f}" for row in rows)
        table.add_row(say(f"evaluation.systems.{system}"), *cells)
    console.print(table)


def _show_gains(console: Console, gains: list[Gain], area: str) -> None:
    if not gains:
        return
    title = say(f"evaluation.{'gains' if area == 'systems' else 'stages_worth'}")
    table = Table(title, "nDCG@10", say("evaluation.interval"))
    for gain in gains:
        interval = f"{gain.low:+.3f} … {gain.high:+.3f}"
        table.add_row(say(f"evaluation.{area}.{gain.system}"), f"{gain.mean:+.3f}", interval)
    console.print(table)


def _show_ways(console: Console, report: Report) -> None:
    if not report.ways:
        return
    table = Table(say("evaluation.answers"), say("evaluation.f1"), say("evaluation.similarity"))
    for way, (f1, similarity) in report.ways.items():
        table.add_row(say(f"evaluation.ways.{way}"), f"{f1:.3f}", f"{similarity:.3f}")
    console.print(table)


def _told(breach: Breach) -> str:
    side = "least" if breach.least else "most"
    return say(
        "evaluation.breach",
        group=breach.group,
        measure=say(f"evaluation.measures.{breach.measure}"),
        value=_figure(breach.value, breach.measure) or "–",
        bound=say(f"evaluation.{side}", bound=breach.bound),
    )


def _figure(value: float | None, measure: str) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if measure.endswith("ms") else f"{value:.3f}"
