"""What is written into a panel: its title, legend, change markers and last values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.textpath import TextPath

from lab.records.palette import Dashes
from lab.records.settings import change_text
from lab.session.snapshot import Marker

from .style import AXIS, LEGEND, LINE, TITLE, Style

HEADROOM = 38.0
"""Points between the top of the axes and the title's baseline: two rows of marker labels."""
_TITLE_LEFT = 23.0
"""Points from the axes' left edge back to the title."""
_BELOW = 32.0
"""Points from the axes down to a legend that did not fit above them."""
_ROWS = 2
_LABEL = 5.5
"""Points from the axes to the baseline of the first row."""
_MOST_LABELS = 24
"""More changes than this are shown as lines only: their labels could not be read."""


@dataclass(frozen=True)
class Swatch:
    """One entry of a legend: an area, or a curve with its dashes."""

    text: str
    colour: str
    dashes: Dashes | None = None

    def handle(self) -> Patch | Line2D:
        """What is drawn before the entry's text."""
        if self.dashes is None:
            return Patch(facecolor=self.colour, linewidth=0)
        return Line2D([], [], color=self.colour, linewidth=LINE, linestyle=line_style(self.dashes))


def line_style(dashes: Dashes) -> Literal["solid"] | tuple[float, Dashes]:
    """Dashes as matplotlib wants them."""
    return (0, dashes) if dashes else "solid"


def size_in_points(axes: Axes) -> tuple[float, float]:
    """Width and height of the axes."""
    box, figure = axes.get_position(), axes.get_figure(root=True)
    width, height = figure.get_size_inches() if figure else (0.0, 0.0)
    return float(box.width * width * 72), float(box.height * height * 72)


def title(
    axes: Axes, style: Style, text: str, *, left: float = _TITLE_LEFT, above: float = HEADROOM
) -> None:
    """The panel's title, ``left`` points out and ``above`` the axes: clear of marker labels."""
    axes.annotate(
        text,
        (0, 1),
        xytext=(-left, above),
        xycoords="axes fraction",
        textcoords="offset points",
        color=style.palette.text,
        fontproperties=style.font(TITLE, "semibold"),
    )


def legend(axes: Axes, style: Style, swatches: list[Swatch], beside: str) -> None:
    """The legend at the right of the title ``beside``; where it does not fit, under the axes.

    It is outside the plot, so it covers no data.
    """
    made = axes.legend(
        [swatch.handle() for swatch in swatches],
        [swatch.text for swatch in swatches],
        loc="lower right",
        bbox_to_anchor=(1, 1),
        bbox_transform=axes.transAxes,
        ncols=len(swatches),
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        handlelength=1.7 if all(s.dashes is not None for s in swatches) else 0.9,
        handleheight=0.9,
        handletextpad=0.5,
        columnspacing=1.3,
        prop=style.font(LEGEND),
        labelcolor=style.palette.text2,
    )
    # The anchor is in the axes' own units; the title's line is a distance in points above them.
    wide, high = size_in_points(axes)
    figure = axes.get_figure(root=True)
    inches = made.get_window_extent().width / figure.dpi if figure else 0.0
    needed = inches * 72 + text_width(beside, style.font(TITLE, "semibold")) + 16
    fits = needed <= wide + _TITLE_LEFT
    place = 1 + (HEADROOM - 2) / high if fits else -_BELOW / high
    made.set_bbox_to_anchor((1, place), axes.transAxes)


def markers(axes: Axes, style: Style, changes: tuple[Marker, ...], seconds: float) -> None:
    """A dashed line for every change and its label above; a second row where two would collide."""
    wide, high = size_in_points(axes)
    points = wide / max(seconds, 1e-9)
    font = style.font(AXIS, "medium")
    taken = [-1e9] * _ROWS
    many = len(changes) > _MOST_LABELS
    for marker in changes:
        text = change_text(marker.setting, marker.old, marker.new, style.wording)
        width = text_width(text, font) + 8
        x = marker.t_s * points
        # At the right edge the label goes to the left of its line.
        left = min(x - 1, wide - width)
        row = next((r for r in range(_ROWS) if left > taken[r] + 3), None)
        shown = row is not None and not many
        above = _LABEL + 15 * (row or 0) if shown else 0.0
        axes.plot(
            [marker.t_s] * 2,
            [0, 1 + above / high],
            color=style.palette.text2,
            linewidth=0.7,
            linestyle=(0, (3, 3)),
            transform=axes.get_xaxis_transform(),
            clip_on=False,
            zorder=3,
        )
        if row is None or many:
            continue
        taken[row] = left + width
        axes.annotate(
            text,
            (0, 1),
            xytext=(left + 4, _LABEL + 15 * row),
            xycoords="axes fraction",
            textcoords="offset points",
            color=style.palette.text,
            fontproperties=font,
            zorder=5,
            bbox={
                "boxstyle": "round,pad=0.35,rounding_size=0.35",
                "facecolor": style.palette.raised,
                "edgecolor": style.palette.control,
                "linewidth": 0.6,
            },
        )


def text_width(text: str, font: FontProperties) -> float:
    """Width of a line of text in points."""
    if not text.strip():
        return 0.0
    return float(TextPath((0, 0), text.replace("$", "S"), prop=font).get_extents().width)


@dataclass(frozen=True)
class End:
    """The last value of a curve, to be written at its end."""

    value: float
    text: str
    colour: str


def ends(axes: Axes, style: Style, seconds: float, values: list[End]) -> None:
    """A dot and the last value at the end of every curve, kept apart from one another."""
    _, high = size_in_points(axes)
    points = high / axes.get_ylim()[1]
    places = []
    floor = -1e9
    for end in sorted(values, key=lambda end: end.value):
        floor = max(end.value * points, floor + AXIS + 2)
        places.append((end, floor))
    # Whatever was pushed above the axes is brought back, and pushes the ones below it down.
    ceiling = high
    for index in range(len(places) - 1, -1, -1):
        end, y = places[index]
        y = min(y, ceiling)
        places[index] = (end, y)
        ceiling = y - AXIS - 2
    for end, y in places:
        axes.plot(
            [seconds], [end.value], "o", color=end.colour, markersize=4, clip_on=False, zorder=6
        )
        axes.annotate(
            end.text,
            (1, 0),
            xytext=(6, y),
            xycoords="axes fraction",
            textcoords="offset points",
            va="center",
            color=style.palette.text2,
            fontproperties=style.font(AXIS, "semibold"),
        )
