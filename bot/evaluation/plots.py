"""The report's pictures, as SVG that stands in the page itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import TYPE_CHECKING

from bot.evaluation.report import Report
from bot.evaluation.summary import Row
from prompts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#154273", "#8fcae7", "#e17000", "#39870c", "#a90061")


def plots(report: Report, say: Texts) -> dict[str, str]:
    """SVG by name, for what the report has figures of. Raises ImportError without matplotlib."""
    found = {"latency": latency([outcome.milliseconds for outcome in report.outcomes], say)}
    if report.curve:
        found["refusal"] = refusal(report.curve, say)
    if report.compared:
        found["systems"] = systems(report.compared, say)
    return found


def refusal(points: Sequence[tuple[float, float, float]], say: Texts) -> str:
    """What is rightly refused against what is wrongly refused, along the thresholds."""
    figure = _figure(5, 4)
    axes = figure.subplots()
    axes.plot([wrong for _, _, wrong in points], [right for _, right, _ in points], "o-", color=COLOURS[0])
    for at, right, wrong in points[1::4]:
        axes.annotate(f"{at:.2f}", (wrong, right), xytext=(5, -12), textcoords="offset points", fontsize=8)
    axes.set(xlabel=say("evaluation.measures.wrongly_refused"), ylabel=say("evaluation.measures.refused"))
    axes.grid(alpha=0.3)
    return _svg(figure)


def latency(milliseconds: Sequence[float], say: Texts) -> str:
    figure = _figure(5, 3)
    axes = figure.subplots()
    axes.hist(milliseconds, bins=30, color=COLOURS[0])
    axes.set(xlabel="ms", ylabel=say("evaluation.number"))
    return _svg(figure)


def systems(compared: Mapping[str, Mapping[str, Row]], say: Texts) -> str:
    """nDCG@10 of each system, by group of questions."""
    names = list(next(iter(compared.values())))
    figure = _figure(1.6 * len(compared) + 2, 3.5)
    axes = figure.subplots()
    width = 0.8 / len(names)
    for at, name in enumerate(names):
        heights = [rows[name]["ndcg@10"] for rows in compared.values()]
        places = [group + at * width for group in range(len(compared))]
        label = say(f"evaluation.systems.{name}")
        axes.bar(places, heights, width, label=label, color=COLOURS[at % len(COLOURS)])
    axes.set_xticks([group + 0.4 - width / 2 for group in range(len(compared))], list(compared))
    axes.set_ylabel("nDCG@10")
    figure.legend(fontsize=8, loc="outside upper center", ncols=len(names))
    return _svg(figure)


def _figure(width: float, height: float) -> Figure:
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def _svg(figure: Figure) -> str:
    out = StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None})
    text = out.getvalue()
    return text[text.index("<svg") :]
