"""`python -m tests.benchmarks [--documents DIR] [--sizes 1000 10000 100000] [--output DIR]`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.process import run

LIBRARY = Path(__file__).parents[2] / "knowledge" / "library"
Rows = list[dict[str, Any]]
_REPLIES = 10_000  # passages that replies are measured on


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--documents", type=Path, default=LIBRARY, help="a folder with Markdown")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--indexes", type=Path, help="where indexes are kept for the next time")
    parser.add_argument("--output", type=Path, default=Path("benchmarks"), help="where figures and plot go")
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        indexes = (given.indexes or Path(folder)).absolute()
        on_index = (given.documents, indexes)
        figures: dict[str, Rows] = {
            "ingest": [run("ingest", name, given.documents) for name in ("reisplan", "tutorial")],
            "queries": [run("queries", size, *on_index) for size in given.sizes],
            "replies": [run("replies", name, _REPLIES, *on_index) for name in ("signs", "answers")],
            "start": [run("replies", "start", 0, *on_index)],
        }
    (given.output / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    _print(**figures)
    _draw(figures["ingest"], figures["queries"], given.output / "figures.png")


def _print(ingest: Rows, queries: Rows, replies: Rows, start: Rows) -> None:
    ours, theirs = ingest
    table = Table("ingest", "documents", "chunks", "seconds", "chunks/s", "characters/s", "MB")
    for row in ingest:
        rates = (row["chunks"] / row["seconds"], row["characters"] / row["seconds"])
        shown = (row["documents"], row["chunks"], f"{row['seconds']:.1f}", *(f"{rate:.0f}" for rate in rates))
        table.add_row(row["name"], *map(str, shown), str(row["memory"]))
    Console().print(table)
    print(f"of the same text, {theirs['seconds'] / ours['seconds']:.2f} times as fast as the tutorial")
    print(f"unchanged again: {ours['again']:.2f} s, {ours['seconds'] / ours['again']:.0f} times as fast")
    table = Table("chunks", "p50 ms", "p95 ms", "after a change ms", "first s", "built s", "MB")
    for row in queries:
        times = [f"{row[name] * 1000:.0f}" for name in ("p50", "p95", "changed")]
        table.add_row(
            str(row["chunks"]), *times, f"{row['first']:.2f}", f"{row['built']:.0f}", str(row["memory"])
        )
    Console().print(table)
    table = Table("wait for", "chunks", "p50 ms", "p95 ms")
    for row in replies:
        table.add_row(
            row["name"], str(row["chunks"]), *(f"{row[name] * 1000:.0f}" for name in ("p50", "p95"))
        )
    Console().print(table)
    page, answer = (f"{start[0][name]:.1f} s" for name in ("page", "answer"))
    print(f"reisplan demo on the starter library: page after {page}, first answer after {answer}")
    print(
        f"load of the machine: {', '.join(str(row['load']) for row in (*ingest, *queries, *replies, *start))}"
    )


def _draw(ingested: Rows, queried: Rows, file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(12, 3.5), layout="constrained")
    names = [row["name"] for row in ingested]
    left.bar(names, [row["characters"] / row["seconds"] for row in ingested], color=["#154273", "#b4b4b4"])
    left.set_title("Ingest, characters a second")
    sizes = [row["chunks"] for row in queried]
    for name, style in (("p50", "o-"), ("p95", "o--"), ("changed", "o:")):
        label = "after a change" if name == "changed" else name
        middle.plot(sizes, [row[name] * 1000 for row in queried], style, color="#154273", label=label)
    middle.set(title="Search, ms", xscale="log", ylim=(0, None), xlabel="chunks")
    middle.legend()
    right.plot(sizes, [row["memory"] for row in queried], "o-", color="#154273")
    right.set(title="Most memory, MB", xscale="log", ylim=(0, None), xlabel="chunks")
    figure.savefig(file, dpi=150)


if __name__ == "__main__":
    main()
