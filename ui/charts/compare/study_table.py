"""All candidates of a study with all their figures, sortable."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from lab.advice.digest import Digest, Row
from lab.analysis.interval import Interval
from lab.spec import LEVELS
from ui.charts.compare import naming
from ui.charts.compare.figures import spread, written
from ui.controls.table import Cell, Column, Line, Table
from ui.controls.worded import Source
from ui.words import N_, UNKNOWN, Words, ntr, number, quantity, tr


class StudyTable(Table):
    """A row a candidate; ``chosen`` and ``hovered`` bring its place in ``Study.candidates``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("Shapes compared"), parent)
        self._digest: Digest | None = None
        self._recommended: int | None = None
        self.show_digest(None)

    def show_digest(self, digest: Digest | None, recommended: int | None = None) -> None:
        """Show a study's figures; ``recommended`` is the place of the one with the badge."""
        before = self._digest
        self._digest, self._recommended = digest, recommended
        columns = _columns(digest)
        changed = before is None or digest is None or before.result.study != digest.result.study
        if changed:
            self.set_chosen(None)
        self.show_lines(columns, self._lines(columns))
        if changed and digest is not None:
            keys = [column.key for column in columns]
            self.sort_by(keys.index("throughput"), falling=True)

    def retranslate(self) -> None:
        """Write everything in the language of now."""
        super().retranslate()
        if hasattr(self, "_digest"):
            columns = _columns(self._digest)
            self.show_lines(columns, self._lines(columns))

    def _lines(self, columns: Sequence[Column]) -> list[Line]:
        digest = self._digest
        if digest is None:
            return []
        return [_line(digest, row, columns, self._recommended) for row in digest.rows]

    def data(self) -> tuple[list[str], list[list[object]]]:
        """The figures as a table: column names with units, and rows; None where unknown."""
        names = ["candidate", "approach", *LEVELS]
        figures: dict[str, Callable[[Row], Interval | None]] = {
            "throughput_per_s": lambda row: row.throughput_per_s,
            "speedup": lambda row: row.speedup,
            "p95_ms": lambda row: row.p95_ms,
            "cores_used": lambda row: row.cores_used,
            "memory_mib": lambda row: row.memory_mib,
            "cpu_ms_per_task": lambda row: row.cpu_ms_per_task,
            "start_up_ms": lambda row: row.start_up_ms,
        }
        for name in figures:
            names += [name, f"{name}_low", f"{name}_high"]
        rows: list[list[object]] = []
        for line in self.rows.lines if self._digest is not None else ():
            row = self._digest.rows[line.key] if self._digest is not None else None
            if row is None:
                continue
            shape = row.candidate.shape
            found: list[object] = [row.candidate.key, row.candidate.approach]
            found += [getattr(shape, level) for level in LEVELS]
            for of in figures.values():
                interval = of(row)
                found += (
                    [None, None, None]
                    if interval is None
                    else [interval.value, interval.low, interval.high]
                )
            rows.append(found)
        return names, rows


def _columns(digest: Digest | None) -> list[Column]:
    columns = [
        Column(key="approach", title=N_("Approach")),
        Column(key="shape", title=N_("P × T × C"), tip=N_("Processes × threads × coroutines")),
    ]
    columns += [
        Column(
            key=setting,
            title=Words("{name}", name=partial(naming.setting_axis, setting)),
            figures=True,
        )
        for setting in _varied(digest)
    ]
    times, tip = _against(digest)
    return [
        *columns,
        Column(key="throughput", title=N_("tasks/s"), figures=True, falling=True),
        Column(key="speedup", title=times, figures=True, falling=True, tip=tip),
        Column(key="p95", title=N_("p95"), figures=True, tip=N_("Latency, 95th percentile")),
        Column(key="cores", title=N_("cores"), figures=True, tip=N_("Cores used on average")),
        Column(key="memory", title=N_("memory"), figures=True, tip=N_("Of all worker processes")),
        Column(
            key="cpu", title=N_("CPU/task"), figures=True, spare=True, tip=N_("CPU time a task")
        ),
        Column(
            key="start-up",
            title=N_("start-up"),
            figures=True,
            spare=True,
            tip=N_("From the wish to the first task"),
        ),
    ]


def _line(digest: Digest, row: Row, columns: Sequence[Column], recommended: int | None) -> Line:
    of, at = row.candidate, row.candidate.shape
    latency = row.latency_ms
    best = digest.ranking[:1] == (row.place,)
    warning = ""
    if row.unsteady:
        warning = ntr(
            "{n} run did not reach a steady state",
            "{n} runs did not reach a steady state",
            row.unsteady,
        )
    cells = {
        "approach": Cell(
            text=tr(naming.title(of)),
            rank=tr(naming.title(of)),
            weight=500,
            glyph=of.approach,
            badge=tr(N_("recommended")) if row.place == recommended else "",
            warning=warning,
        ),
        "shape": Cell(text=naming.shape(of), rank=float(at.lanes), tone="text2"),
        "throughput": _measured(row.throughput_per_s, weight=600 if best else 400),
        "speedup": _measured(row.speedup, aside=row.place != digest.baseline),
        "p95": _brief(latency.p95 if latency else None, N_("ms")),
        "cores": _brief(_value(row.cores_used)),
        "memory": _brief(_value(row.memory_mib), N_("MiB")),
        "cpu": _brief(_value(row.cpu_ms_per_task), N_("ms")),
        "start-up": _brief(_value(row.start_up_ms), N_("ms")),
    }
    settings = dict(of.settings)
    for column in columns:
        if column.key not in cells:
            value = settings.get(column.key)
            text = naming.value_text(value) if value is not None else UNKNOWN
            rank = value if isinstance(value, str) else None if value is None else float(value)
            cells[column.key] = Cell(text=text, rank=rank)
    return Line(row.place, tuple(cells[column.key] for column in columns))


def _measured(found: Interval | None, *, aside: bool = False, weight: int = 400) -> Cell:
    """A figure one compares by: with three digits."""
    if found is None:
        return _unknown()
    beside = spread(found) if aside else ""
    return Cell(text=written(found), rank=found.value, aside=beside, weight=weight)


def _brief(value: float | None, unit: str = "") -> Cell:
    """A figure beside the point: with two digits that count, or whole."""
    if value is None:
        return _unknown()
    decimals = max(0, 1 - math.floor(math.log10(abs(value)))) if value else 0
    text = quantity(number(value, min(decimals, 6)), tr(unit) if unit else "")
    return Cell(text=text, rank=value)


def _unknown() -> Cell:
    return Cell(text=UNKNOWN, tone="text3")


def _value(found: Interval | None) -> float | None:
    return found.value if found is not None else None


def _varied(digest: Digest | None) -> list[str]:
    """The settings of the work that candidates differ in, as they are named first."""
    if digest is None:
        return []
    named = [setting for row in digest.rows for setting, _ in row.candidate.settings]
    return list(dict.fromkeys(named))


def _against(digest: Digest | None) -> tuple[Source, Source]:
    """The title of the column with the ratios, and what they are against."""
    if digest is None or not digest.rows:
        return N_("× sequential"), ""
    base = digest.rows[digest.baseline].candidate
    tip = Words(N_("Times the throughput of {baseline}"), baseline=naming.called(base))
    if base.approach == "sequential":
        return N_("× sequential"), tip
    return N_("× baseline"), tip
