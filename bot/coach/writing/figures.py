"""How well the checks tell carried sentences from made-up ones: `python -m bot.coach.writing.figures`.

On `prompts/writing/carried.jsonl`: "limits" are the sentences by which the limits were set, "apart" those
that were written afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.coach.writing.checks import invents, is_in, is_inert
from bot.coach.writing.orders import Supports
from bot.coach.writing.support import Support
from prompts.judging import read_lines
from prompts.writing import CARRIED

NAMES = ("Meral", "Joost", "Priya", "Bert", "Tom")  # who said it


def count(sentences: Sequence[dict[str, Any]], supports: Supports) -> Counter[tuple[bool, bool]]:
    """How many sentences, by whether they are carried and whether they are let through."""
    return Counter((one["carried"], _passes(one, supports)) for one in sentences)


def _passes(one: dict[str, Any], supports: Supports) -> bool:
    text, language, said = one["sentence"], one["language"], one["said"]
    return (
        is_inert(text, language)
        and is_in(text, language)
        and not invents(text, said, NAMES, language)
        and supports(text, said, language)
    )


def main() -> None:
    from bot.services import Library
    from bot.settings import load_settings

    base = Library(load_settings()).open()
    supports = Support(lambda said: base.embed(said, kind="passage"))
    sentences = read_lines(CARRIED)
    for name in ("limits", "apart"):
        found = count([one for one in sentences if one["set"] == name], supports)
        print(f"{name}: carried {found[True, True]} let through, {found[True, False]} stopped; ", end="")
        print(f"not carried {found[False, True]} let through, {found[False, False]} stopped")


if __name__ == "__main__":
    main()
