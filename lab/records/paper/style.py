"""What every panel is drawn with: colours, fonts, and language of one chart.

It is an argument, not a global state: two charts in two languages can be drawn at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties

from lab.assets import resource
from lab.records.palette import Palette
from lab.records.wording import Wording
from lab.spec import Approach

Weight = Literal["regular", "medium", "semibold"]

_FILES: dict[Weight, str] = {
    "regular": "Inter-Regular.otf",
    "medium": "Inter-Medium.otf",
    "semibold": "Inter-SemiBold.otf",
}
AXIS, LEGEND, TITLE, HEAD = 7.5, 8.0, 9.5, 15.0
"""Type sizes in points."""
LINE = 1.5
"""Width of a curve in points."""


@cache
def _face(weight: Weight) -> FontProperties:
    path = resource("fonts", _FILES[weight])
    if path.is_file():
        return FontProperties(fname=path)
    return FontProperties(family="sans-serif", weight=600 if weight == "semibold" else weight)


@dataclass(frozen=True)
class Style:
    """Look and language of one chart; ``approach`` is None where several are compared."""

    palette: Palette
    approach: Approach | None
    wording: Wording

    @property
    def colour(self) -> str:
        """The approach's colour, or that of text where there is no single one."""
        return self.palette.approach(self.approach.name) if self.approach else self.palette.text

    def font(self, size: float, weight: Weight = "regular") -> FontProperties:
        """Inter where it comes with the app, else the system's sans serif."""
        face = _face(weight).copy()
        face.set_size(size)
        return face

    def say(self, text: str, **fields: object) -> str:
        """``text`` in the reader's language, its fields filled in."""
        return self.wording.say(text, **fields)


def steps(top: float, wanted: int = 4) -> list[float]:
    """Round marks (1-2-2.5-5) from 0 to at least ``top``, about ``wanted`` steps."""
    if not top > 0:
        return [0.0, 1.0]
    rough = top / wanted
    power = 1.0
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    size = next(k * power for k in (1, 2, 2.5, 5, 10) if k * power >= rough * 0.999)
    count = int(-(-top // size))
    return [i * size for i in range(count + 1)]


def plain_axes(axes: Axes, style: Style) -> None:
    """Take away what matplotlib draws by itself, and keep the baseline."""
    axes.set_facecolor(style.palette.surface)
    for name, spine in axes.spines.items():
        spine.set_visible(name == "bottom")
        spine.set_color(style.palette.control)
        spine.set_linewidth(0.6)
    axes.tick_params(
        axis="both", length=0, width=0.6, color=style.palette.control, pad=4, labelsize=AXIS
    )
    axes.tick_params(axis="x", length=3)
    axes.set_axisbelow(True)


def label_ticks(axes: Axes, style: Style) -> None:
    """Give the tick labels their font and colour (after the ticks have been set)."""
    for label in [*axes.get_xticklabels(), *axes.get_yticklabels()]:
        label.set_fontproperties(style.font(AXIS))
        label.set_color(style.palette.text3)


def value_axis(axes: Axes, style: Style, top: float, unit: str) -> None:
    """A vertical axis from 0 with round marks, light lines and its unit above."""
    marks = steps(top)
    axes.set_ylim(0, marks[-1])
    axes.set_yticks(marks, [style.wording.plain(mark) for mark in marks])
    axes.grid(axis="y", color=style.palette.grid, linewidth=0.8)
    unit_above(axes, style, unit)


def share_axis(axes: Axes, style: Style) -> None:
    """A vertical axis from 0 to 100 %."""
    marks = [0.0, 0.25, 0.5, 0.75, 1.0]
    axes.set_ylim(0, 1)
    axes.set_yticks(marks, [style.wording.percent(mark) for mark in marks])
    axes.grid(axis="y", color=style.palette.grid, linewidth=0.8)


def unit_above(axes: Axes, style: Style, unit: str) -> None:
    """Write the unit above the vertical axis."""
    axes.annotate(
        unit,
        (0, 1),
        xytext=(-4, 7),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        va="bottom",
        color=style.palette.text3,
        fontproperties=style.font(AXIS),
    )


def time_axis(axes: Axes, style: Style, seconds: float) -> None:
    """A horizontal axis from the start to the end of the run, in s, min or h."""
    unit, length = next(
        ((u, n) for u, n in (("h", 3600), ("min", 60)) if seconds >= 3 * n), ("s", 1)
    )
    marks = [mark for mark in steps(seconds / length, 5) if mark * length <= seconds * 1.0001]
    axes.set_xlim(0, max(seconds, 1e-3))
    texts = [style.wording.plain(mark) for mark in marks]
    texts[-1] = f"{texts[-1]} {unit}"
    axes.set_xticks([mark * length for mark in marks], texts)
