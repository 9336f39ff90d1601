"""How long a search takes, also right after another process wrote, and what it holds in memory."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from knowledge.base import KnowledgeBase
from tests.benchmarks.indexes import index, questions
from tests.benchmarks.process import tell

_WRITER = """
import sys
from pathlib import Path
from knowledge import Chunk, DocumentInfo, KnowledgeBase
base = KnowledgeBase.open(Path(sys.argv[1]))
chunk = Chunk("benchmark", "benchmark.md", "Proef", ("Doel",), "De gemeente begint klein.", "nl", 0)
for line in sys.stdin:
    if line == "write\\n":
        base.write(DocumentInfo("benchmark.md", "Proef", "nl", "1"), [chunk])
    else:
        base.remove("benchmark.md")
    print("done", flush=True)
"""


@dataclass(frozen=True, slots=True)
class Queried:
    """Seconds; `first` is the search that reads the index in, `changed` one after another process wrote."""

    chunks: int
    built: float
    first: float
    p50: float
    p95: float
    changed: float


def measure(size: int, documents: Path, indexes: Path) -> Queried:
    folder, built = index(size, documents, indexes)
    base = KnowledgeBase.open(folder / "knowledge")
    base.load()
    asked = questions(documents, 100)
    first, *rest = [_timed(base, question) for question in (asked[0], *asked)]
    p50, p95 = np.percentile(rest, [50, 95])
    return Queried(size, built, first, float(p50), float(p95), _after_changes(base, folder, asked[:5]))


def _timed(base: KnowledgeBase, question: str) -> float:
    begun = time.perf_counter()
    assert base.search(question)
    return time.perf_counter() - begun


def _after_changes(base: KnowledgeBase, folder: Path, asked: list[str]) -> float:
    """The median over searches that each come right after a document was written and one removed."""
    command = [sys.executable, "-c", _WRITER, str(folder / "knowledge")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdin and writer.stdout
        waits = []
        for question in asked:
            for order in ("write\n", "remove\n"):
                writer.stdin.write(order)
                writer.stdin.flush()
                assert writer.stdout.readline() == "done\n"
            waits.append(_timed(base, question))
        writer.stdin.close()
    return float(np.median(waits))


if __name__ == "__main__":
    tell(asdict(measure(int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))))
