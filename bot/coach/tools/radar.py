"""A radar plot: how people answered on each axis, as a band from lowest to highest with the mean in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO
from textwrap import fill

Axis = tuple[str, float, float, float]  # label, lowest, mean, highest
_INK, _BAND = "#1b3a5c", "#9db8d2"
_OUTSIDE = 1.08  # where labels stand, in radii


def draw(axes: Sequence[Axis], most: int, legend: tuple[str, str]) -> bytes:
    """A PNG of 960 by 780 pixels, in letters that can be read in a thread.

    Values run from 0 to `most`, `legend` names the mean and the band.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 5.2), dpi=150)
    plot = figure.add_axes((0.23, 0.18, 0.5, 0.62), projection="polar")
    angles = [2 * math.pi * n / len(axes) for n in range(len(axes) + 1)]
    low, mean, high = ([*(axis[i] for axis in axes), axes[0][i]] for i in (1, 2, 3))
    plot.fill_between(angles, low, high, color=_BAND, alpha=0.6, label=legend[1])
    plot.plot(angles, mean, color=_INK, linewidth=2.5, marker="o", markersize=6, label=legend[0])
    plot.set_theta_offset(math.pi / 2)  # type: ignore[attr-defined]
    plot.set_theta_direction(-1)  # type: ignore[attr-defined]
    plot.set_ylim(0, most)
    plot.set_yticks(range(1, most + 1))
    plot.tick_params(axis="y", labelsize=12)
    plot.set_xticks(angles[:-1], [])
    for angle, axis in zip(angles, axes, strict=False):
        plot.text(angle, most * _OUTSIDE, _broken(axis[0]), fontsize=14, va=_end(angle), ha=_side(angle))
    figure.legend(loc="lower center", ncols=2, fontsize=15, frameon=False)
    made = BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def _broken(label: str) -> str:
    return fill(label, 12, break_long_words=False)


def _end(angle: float) -> str:
    """Which end of its label lies next to the circle at the top and at the bottom."""
    along = math.cos(angle)
    return "center" if abs(along) < 0.9 else "bottom" if along > 0 else "top"


def _side(angle: float) -> str:
    """Which end of its label lies next to the circle; angles run clockwise from the top."""
    across = math.sin(angle)
    return "center" if abs(across) < 0.1 else "left" if across > 0 else "right"
