"""Runs of pieces that fit a chunk, of about the same length, cut where the text breaks most naturally."""

from collections.abc import Sequence
from itertools import pairwise

from ingest.pieces import Piece, join

_CUT_COST = {"\n\n": 0.0, "\n": 0.1, " ": 0.2}
_AFTER_COLON = 0.5


def pack(pieces: Sequence[Piece], size: int) -> list[Sequence[Piece]]:
    """Return the cheapest runs of at most `size` characters; only a lone piece with its head can be longer.

    A run costs what it leaves empty, squared, so that runs get even; a cut costs more inside a list or
    paragraph and most after a colon, which announces what follows.
    """
    if not pieces:
        return []
    if len(join(pieces)) <= size:
        return [pieces]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        best.append(min(_ways(pieces, size, end, best)))
    cuts = [len(pieces)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    return [pieces[start:end] for start, end in pairwise(cuts)]


def _ways(
    pieces: Sequence[Piece], size: int, end: int, best: list[tuple[float, int]]
) -> list[tuple[float, int]]:
    """Return (cost, start) for every run that can end at `end`."""
    ways: list[tuple[float, int]] = []
    length = 0
    for start in range(end - 1, -1, -1):
        first = pieces[start]
        frame = len(first.head) + len(first.tail)
        opens_block = first.gap == "\n\n"
        length += len(first.text) + len(first.gap) + (frame if opens_block else 0)
        if length - len(first.gap) + (0 if opens_block else frame) > size and ways:
            break
        free = max(1 - length / size, 0.0)
        ways.append((best[start][0] + free * free + _cut_cost(pieces, start) + 0.05, start))
    return ways


def _cut_cost(pieces: Sequence[Piece], at: int) -> float:
    if at == 0:
        return 0.0
    announced = _AFTER_COLON if pieces[at - 1].text.rstrip().endswith(":") else 0.0
    return _CUT_COST[pieces[at].gap] + announced
