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
    """A PNG of 1000 by 900 pixels; values run from 0 to `most`, `legend` names the mean and the band."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 9), dpi=100)
    plot = figure.add_axes((0.2, 0.17, 0.6, 0.67), projection="polar")
    angles = [2 * math.pi * n / len(axes) for n in range(len(axes) + 1)]
    low, mean, high = ([*(axis[i] for axis in axes), axes[0][i]] for i in (1, 2, 3))
    plot.fill_between(angles, low, high, color=_BAND, alpha=0.6, label=legend[1])
    plot.plot(angles, mean, color=_INK, linewidth=3, marker="o", markersize=8, label=legend[0])
    plot.set_theta_offset(math.pi / 2)  # type: ignore[attr-defined]
    plot.set_theta_direction(-1)  # type: ignore[attr-defined]
    plot.set_ylim(0, most)
    plot.set_yticks(range(1, most + 1))
    plot.set_xticks(angles[:-1], [])
    for angle, axis in zip(angles, axes, strict=False):
        plot.text(angle, most * _OUTSIDE, fill(axis[0], 14), fontsize=15, va="center", ha=_side(angle))
    figure.legend(loc="lower center", ncols=2, fontsize=14, frameon=False)
    made = BytesIO()
    figure.savefig(made, format="png", metadata={"Software": None})
    return made.getvalue()


def _side(angle: float) -> str:
    """Which end of its label lies next to the circle; angles run clockwise from the top."""
    across = math.sin(angle)
    return "center" if abs(across) < 0.1 else "left" if across > 0 else "right"
