"""Takes the mean vector of each language from the starter library, which says most things in both.

Usage: python -m knowledge.training.typical DATA/knowledge   (an index of knowledge/library alone)
Writes knowledge/typical.json.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from knowledge.catalogue import Catalogue

PACKAGE = Path(__file__).parent.parent


def main(folder: Path) -> None:
    catalogue = Catalogue(folder)
    counts = Counter(chunk.language for chunk in catalogue.listed(catalogue.changed(-1)))
    means = {
        language: [round(float(value), 4) for value in total / counts[language]]
        for language, total in sorted(catalogue.totals().items())
    }
    kept = {"model": catalogue.state.model, "means": means}
    (PACKAGE / "typical.json").write_text(json.dumps(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
