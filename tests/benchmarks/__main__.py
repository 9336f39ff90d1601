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


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--documents", type=Path, default=LIBRARY, help="a folder with Markdown")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--output", type=Path, default=Path("benchmarks"), help="where figures and plot go")
    given = parser.parse_args()
    with TemporaryDirectory() as models:
        queried = [run("queries", size, given.documents, models) for size in given.sizes]
    ingested = [run("ingest", name, given.documents) for name in ("reisplan", "tutorial")]
    given.output.mkdir(parents=True, exist_ok=True)
    figures = {"ingest": ingested, "queries": queried}
    (given.output / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    _print(ingested, queried)
    _draw(ingested, queried, given.output / "figures.png")


def _print(ingested: Rows, queried: Rows) -> None:
    ours, theirs = ingested
    table = Table("ingest", "documents", "chunks", "seconds", "chunks/s", "characters/s", "MB")
    for row in ingested:
        rates = (row["chunks"] / row["seconds"], row["characters"] / row["seconds"])
        shown = (row["documents"], row["chunks"], f"{row['seconds']:.1f}", *(f"{rate:.0f}" for rate in rates))
        table.add_row(row["name"], *map(str, shown), str(row["memory"]))
    Console().print(table)
    print(f"of the same text, {theirs['seconds'] / ours['seconds']:.2f} times as fast as the tutorial")
    print(f"unchanged again: {ours['again']:.2f} s, {ours['seconds'] / ours['again']:.0f} times as fast")
    table = Table("chunks", "p50 ms", "p95 ms", "first s", "built s", "MB")
    for row in queried:
        times = (f"{row['p50'] * 1000:.0f}", f"{row['p95'] * 1000:.0f}", f"{row['first']:.2f}")
        table.add_row(str(row["chunks"]), *times, f"{row['built']:.0f}", str(row["memory"]))
    Console().print(table)


def _draw(ingested: Rows, queried: Rows, file: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (left, middle, right) = pyplot.subplots(1, 3, figsize=(12, 3.5), layout="constrained")
    names = [row["name"] for row in ingested]
    left.bar(names, [row["characters"] / row["seconds"] for row in ingested], color=["#154273", "#b4b4b4"])
    left.set_title("Ingest, characters a second")
    sizes = [row["chunks"] for row in queried]
    for name, style in (("p50", "o-"), ("p95", "o--")):
        middle.plot(sizes, [row[name] * 1000 for row in queried], style, color="#154273", label=name)
    middle.set(title="Search, ms", xscale="log", ylim=(0, None), xlabel="chunks")
    middle.legend()
    right.plot(sizes, [row["memory"] for row in queried], "o-", color="#154273")
    right.set(title="Most memory, MB", xscale="log", ylim=(0, None), xlabel="chunks")
    figure.savefig(file, dpi=150)


if __name__ == "__main__":
    main()
