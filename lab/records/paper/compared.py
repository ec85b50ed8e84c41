"""Candidates held against each other on paper: bars with their 95 % intervals, a row each."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes

from lab.advice.digest import Digest, Row
from lab.analysis.interval import Interval
from lab.records import describe
from lab.spec import N_

from .notes import text_width, title
from .style import AXIS, LEGEND, Style, label_ticks, plain_axes, steps

MOST_BARS = 16
"""More rows than this could not be read; the table has them all."""
_THICK = 0.56
_LABEL_POINTS = 172.0
"""Room left of the axes for the approach and its shape."""
_VALUE_POINTS = 112.0
"""Room right of the axes for the figure and its interval."""


@dataclass(frozen=True)
class Measure:
    """A figure that bars can show: which of a row's intervals, its title and unit."""

    field: str
    title: str
    unit: str

    def of(self, row: Row) -> Interval | None:
        """The row's figure."""
        interval: Interval | None = getattr(row, self.field)
        return interval


MEASURES = {
    "throughput": Measure("throughput_per_s", N_("Throughput by approach"), N_("tasks/s")),
    "latency": Measure("p95_ms", N_("95th percentile of the latency"), N_("ms")),
    "cpu": Measure("cpu_ms_per_task", N_("CPU time a task"), N_("ms")),
    "memory": Measure("memory_mib", N_("Memory of the workers"), N_("MiB")),
}


def bars(axes: Axes, digest: Digest, style: Style, measure: Measure) -> None:
    """A bar for each candidate, the highest throughput on top; whiskers are the 95 % interval."""
    rows = [row for place in digest.ranking if measure.of(row := digest.rows[place]) is not None]
    rows = rows[:MOST_BARS]
    # All may be nothing: CPU time that is known in ticks only.
    top = max((_upper(measure.of(row)) for row in rows), default=0.0) or 1.0
    marks = [mark for mark in steps(top) if mark <= top]
    axes.set_xlim(0, top)
    axes.set_ylim(len(rows) - 0.5, -0.5)
    for level, row in enumerate(rows):
        interval = measure.of(row)
        assert interval is not None
        _bar(axes, style, level, row, interval)
    plain_axes(axes, style)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_visible(True)
    axes.tick_params(axis="x", length=0)
    axes.set_yticks([])
    axes.set_xticks(marks, [style.wording.plain(mark) for mark in marks])
    axes.grid(axis="x", color=style.palette.grid, linewidth=0.8)
    label_ticks(axes, style)
    title(axes, style, style.say(measure.title), left=_LABEL_POINTS, above=14)
    axes.annotate(
        style.say(measure.unit),
        (1, 0),
        xytext=(_VALUE_POINTS, -4),
        xycoords="axes fraction",
        textcoords="offset points",
        ha="right",
        va="top",
        color=style.palette.text3,
        fontproperties=style.font(AXIS),
    )


def margins() -> tuple[float, float]:
    """Points to leave free left and right of the axes."""
    return _LABEL_POINTS, _VALUE_POINTS


def _bar(axes: Axes, style: Style, level: int, row: Row, interval: Interval) -> None:
    palette = style.palette
    colour = palette.approach(row.candidate.approach)
    axes.barh(level, interval.value, _THICK, color=colour, linewidth=0, zorder=2)
    low, high = interval.low, interval.high
    number = style.wording.number
    left, right = (0, level), (_upper(interval), level)
    name = describe.candidate_title(row.candidate, style.wording)
    _write(axes, style, left, -_LABEL_POINTS, name)
    numbers = describe.candidate_numbers(row.candidate, style.wording)
    _write(axes, style, left, -_LABEL_POINTS + 62, numbers, quiet=True)
    _write(axes, style, right, 8, number(interval.value), strong=True)
    if low is None or high is None:
        return
    # First a halo in the colour of the paper, so that the line is seen on the bar and beside it.
    for ink, width, cap in ((palette.surface, 3.4, 4.6), (palette.text, 1.1, 3.4)):
        axes.errorbar(
            interval.value,
            level,
            xerr=[[max(0.0, interval.value - low)], [max(0.0, high - interval.value)]],
            color=ink,
            elinewidth=width,
            capsize=cap,
            capthick=width,
            zorder=3,
        )
    wide = text_width(number(interval.value), style.font(LEGEND, "semibold"))
    _write(axes, style, right, 14 + wide, f"{number(low)}–{number(high)}", quiet=True)


def _write(
    axes: Axes,
    style: Style,
    at: tuple[float, int],
    right: float,
    text: str,
    *,
    strong: bool = False,
    quiet: bool = False,
) -> None:
    font = style.font(LEGEND - 0.5 if quiet else LEGEND, "semibold" if strong else "medium")
    axes.annotate(
        text,
        at,
        xytext=(right, 0),
        textcoords="offset points",
        va="center",
        color=style.palette.text3 if quiet else style.palette.text,
        fontproperties=font,
        annotation_clip=False,
        parse_math=False,
        zorder=5,
    )


def _upper(interval: Interval | None) -> float:
    if interval is None:
        return 0.0
    return interval.value if interval.high is None else max(interval.value, interval.high)
