"""How costs are written for a reader: a time in the unit it is read in, a size as one says it."""

from __future__ import annotations

from lab.analysis.interval import Interval
from lab.costs.kinds import CostFigure
from lab.costs.rows import CostRow
from lab.costs.sentences import size_text
from ui.charts.compare.figures import places, spread, written
from ui.words import N_, NBSP, Words, from_lab, number, quantity, tr

_LARGER = {
    "µs": ((1e6, N_("s")), (1e3, N_("ms"))),
    "ns": ((1e6, N_("ms")), (1e3, N_("µs"))),
    "KiB": ((1024.0, N_("MiB")),),
}
"""From so many of a unit on, a figure is written in another one."""


def size_of(row: CostRow) -> str:
    """A row's size: 4 KiB, or 5,000; empty where its section has none."""
    return size_words(row.kind.section, row.size) if row.size else ""


def size_words(section: str, size: int) -> str:
    """A size of a section as one says it."""
    return str(from_lab(size_text(size))) if section == "messages" else number(size)


def called(row: CostRow) -> str:
    """Kind and size in one: *Pipe, 4 KiB*."""
    size = size_of(row)
    title = tr(row.kind.title)
    return f"{title}, {size}" if size else title


def readable(found: Interval, of: CostFigure) -> tuple[Interval, str]:
    """A figure in the unit in which it is read best, and that unit."""
    for factor, unit in _LARGER.get(of.unit, ()):
        if found.value >= factor:
            edges = (None if e is None else e / factor for e in (found.low, found.high))
            low, high = edges
            return Interval(found.value / factor, low, high, found.count), tr(unit)
    return found, tr(of.unit)


def brief(found: Interval, of: CostFigure) -> tuple[str, str]:
    """The figure with its unit, and its interval."""
    at, unit = readable(found, of)
    return quantity(written(at), unit), spread(at)


def titled(of: CostFigure) -> Words:
    """Title and unit of a figure: *Time to start, µs*."""
    return Words(N_("{title}, {unit}"), title=lambda: tr(of.title), unit=lambda: tr(of.unit))


def decade(value: float) -> str:
    """A power of ten at an axis: 0.1, 1, 10,000; above a million with an exponent's sign."""
    if value >= 1e6:
        power = round(value / 1e6)
        return f"{number(power)}{NBSP}M" if power < 1000 else f"{number(power / 1000)}{NBSP}G"
    return number(value, places(value) - 2 if value < 1 else 0)
