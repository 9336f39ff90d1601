"""The report as one HTML file that needs nothing beside it."""

from __future__ import annotations

from functools import partial
from importlib.resources import files

from bot.evaluation.plots import plots
from bot.evaluation.report import Report, examples, misses, wrongly_answered
from bot.evaluation.summary import MEASURES
from prompts import Texts

_LONG = 700  # characters of a text that are shown


def page(report: Report, say: Texts) -> str:
    """Raises ImportError without matplotlib."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(share=_share, signed="{:+.3f}".format, short=_short, figure=_figure)
    template = environment.from_string(
        (files("bot") / "evaluation" / "report.html").read_text(encoding="utf-8")
    )
    return template.render(
        say=partial(_say, say),
        language=say.language,
        report=report,
        measures=MEASURES,
        plots=plots(report, say),
        misses=misses(report.outcomes),
        wrong=wrongly_answered(report.outcomes),
        examples=examples(report.qualities),
    )


def _say(say: Texts, key: str, **values: object) -> str:
    return say(f"evaluation.{key}", **values)


def _share(value: float) -> str:
    return f"{value:.3f}"


def _figure(value: float | None, measure: str) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if measure.endswith("ms") else f"{value:.3f}"


def _short(text: str) -> str:
    return text if len(text) <= _LONG else text[:_LONG] + " …"
