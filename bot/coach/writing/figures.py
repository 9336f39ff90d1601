"""How well the checks tell carried sentences from made-up ones, and the same from nearly the same.

`python -m bot.coach.writing.figures`, on `carried.jsonl` and `alike.jsonl` in `prompts/writing/`: "limits"
are those by which the limits were set, "apart" those that were written beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from bot.coach.drafts.likeness import Likeness
from bot.coach.writing.checks import invents, is_in, is_inert
from bot.coach.writing.orders import Supports
from bot.coach.writing.support import Embed, Support
from prompts.judging import read_lines
from prompts.writing import ALIKE, CARRIED

NAMES = ("Meral", "Joost", "Priya", "Bert", "Tom")  # who said it


def count(sentences: Sequence[dict[str, Any]], supports: Supports) -> Counter[tuple[bool, bool]]:
    """How many sentences, by whether they are carried and whether they are let through."""
    return Counter((one["carried"], _passes(one, supports)) for one in sentences)


def count_alike(pairs: Sequence[dict[str, Any]], embed: Embed) -> Counter[tuple[bool, bool]]:
    """How many pairs of statements, by whether they say the same and whether they are taken for that."""

    def merged(pair: dict[str, Any]) -> bool:
        likeness = Likeness((pair["one"], pair["other"]), pair["language"])
        return bool(likeness.look_up(lambda query, language: (), embed).lines)

    return Counter((pair["same"], merged(pair)) for pair in pairs)


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
    embed: Embed = lambda said: base.embed(said, kind="passage")  # noqa: E731
    supports = Support(embed)
    sentences, pairs = read_lines(CARRIED), read_lines(ALIKE)
    for name in ("limits", "apart"):
        found = count([one for one in sentences if one["set"] == name], supports)
        print(f"{name}: carried {found[True, True]} let through, {found[True, False]} stopped; ", end="")
        print(f"not carried {found[False, True]} let through, {found[False, False]} stopped")
        alike = count_alike([pair for pair in pairs if pair["set"] == name], embed)
        print(f"{name}: the same {alike[True, True]} merged, {alike[True, False]} left; ", end="")
        print(f"not the same {alike[False, True]} merged, {alike[False, False]} left")


if __name__ == "__main__":
    main()
