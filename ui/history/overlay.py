"""The chart of the chosen runs: one figure of all of them over their time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lab.history import Entry
from lab.session.result import Result
from lab.session.snapshot import WINDOW_S
from ui.charts.curve import Curve
from ui.charts.overlay import Course, OverlayPlot
from ui.charts.smoothing import smooth
from ui.controls.card import Card
from ui.controls.choice import Choice
from ui.controls.legend import Legend, LegendItem
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .picture import Picture
from .styles import Style, styles
from .wording import title_of


@dataclass(frozen=True)
class Figure:
    """A column of a run's course that can be looked at."""

    column: str
    label: str
    unit: str
    averaged: bool = False
    times: float = 1.0


FIGURES = (
    Figure("throughput_per_s", N_("Throughput"), N_("tasks/s"), averaged=True),
    Figure("p50_ms", N_("Latency p50"), "ms"),
    Figure("p95_ms", N_("Latency p95"), "ms"),
    Figure("p99_ms", N_("Latency p99"), "ms"),
    Figure("cores_used", N_("Cores used"), N_("cores"), averaged=True),
    Figure("running", N_("Running"), "%", times=100.0),
    Figure("gil", N_("Waiting for the GIL"), "%", times=100.0),
    Figure("io", N_("Waiting for I/O"), "%", times=100.0),
    Figure("lanes", N_("Lanes"), N_("lanes")),
)
_SHORT = 24


class OverlayCard(Card):
    """Draws up to five runs; which figure is chosen in the head."""

    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.chart = OverlayPlot(N_("tasks/s"))
        super().__init__(N_("Course"), legend=Legend(), body=self.chart, parent=parent)
        self._runs: tuple[tuple[Entry, Result], ...] = ()
        self.figure = Choice(name=N_("Figure in the chart"))
        for figure in FIGURES:
            self.figure.add_item(figure.label, figure.column)
        sized(self, lambda: self.figure.setMaximumWidth(self.figure.sizeHint().width()))
        self.figure.chosen.connect(self._draw)
        self.lead_with(self.figure)
        self.add_action(N_("Save this chart…"), "image", self.save_asked.emit)
        self.add_action(N_("Copy its data"), "copy", self._copy)
        self.setTabOrder(self.figure, self.menu_button)

    @property
    def shown(self) -> Figure:
        """The figure that is drawn."""
        return next(figure for figure in FIGURES if figure.column == self.figure.current)

    @property
    def runs(self) -> tuple[tuple[Entry, Result], ...]:
        """What is drawn."""
        return self._runs

    def show_runs(self, runs: Sequence[tuple[Entry, Result]]) -> None:
        """Draw these runs, in this order; while they are the same the chart stays as it is."""
        same = [id(result) for _, result in runs] == [id(result) for _, result in self._runs]
        self._runs = tuple(runs)
        if same:
            self._tell()
        else:
            self._draw()

    def save(self, path: Path, dpi: int) -> None:
        """Write the chart as it is now as a picture. Raises HebraError."""
        assert self.legend is not None
        unit, title = tr(self.shown.unit), tr(self.shown.label)
        Picture(title, unit, self.chart.courses, self.legend).save(path, dpi)

    def _copy(self) -> None:
        """Put what is drawn on the clipboard, as a table for a spreadsheet."""
        names, rows = self.chart.data()
        lines = ["\t".join(names)]
        lines += ["\t".join(f"{cell:.6g}" for cell in row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines) + "\n")

    def changeEvent(self, event: QEvent) -> None:
        """Shades between two colours are others in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_runs"):
            self._draw()

    def _draw(self, *_chosen: object) -> None:
        looks = self._looks()
        alone = len(looks) == 1
        courses = [
            _course(result, look, self.shown, alone=alone)
            for (_, result), look in zip(self._runs, looks, strict=True)
        ]
        self.chart.show_courses(courses, self.shown.unit)
        self.chart.setAccessibleName(tr(self.shown.label))
        self._tell()

    def _tell(self) -> None:
        """Say in the legend which curve is whose; one alone needs none."""
        items = [
            LegendItem(
                _swatch(look), look.token, Words("{name}", name=partial(called, entry, look.number))
            )
            for (entry, _), look in zip(self._runs, self._looks(), strict=True)
        ]
        if self.legend is not None:
            self.legend.set_items(items if len(items) > 1 else [])

    def _looks(self) -> list[Style]:
        return styles(result.experiment.approach for _, result in self._runs)


def called(entry: Entry, number: int) -> str:
    """What a curve is called in the legend: its number and the beginning of its run's name."""
    title = title_of(entry)
    return f"{number} {title}" if len(title) <= _SHORT else f"{number} {title[:_SHORT].rstrip()}…"


def _swatch(look: Style) -> str:
    if not look.dash:
        return "line"
    return "dot" if look.dash[0] < 2 else "dash"


def _course(result: Result, look: Style, figure: Figure, *, alone: bool) -> Course:
    rows = result.series.rows
    t_s = rows.get("t_s", np.empty(0))
    values = rows.get(figure.column, np.full(len(t_s), np.nan)) * figure.times
    if figure.averaged and len(t_s):
        values = smooth(values, rows["dt_s"], WINDOW_S)
    label = figure.label if alone else str(look.number)
    curve = Curve(f"{look.number}", label, look.token, look.dash, fill=alone)
    return Course(curve, t_s, values)
