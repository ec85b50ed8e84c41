"""The four charts, and the state of them: live while a run goes on, whole afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from lab.session.result import Result
from lab.session.snapshot import Snapshot
from lab.spec import Experiment
from ui.controls.card import Card
from ui.controls.worded import Source
from ui.theme.tokens import GAP
from ui.words import N_

from .chart_words import cores_words, lanes_words, latency_words, throughput_words
from .cores_card import CoresCard
from .figures import Figures
from .lanes_card import LanesCard
from .strips import LatencyCard, ThroughputCard


class Charts(QWidget):
    """Throughput and latency above, lanes and cores below; the left column is the wider one."""

    save_asked = Signal(str)
    """The panel of `lab.records.paper` to be saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.throughput = ThroughputCard()
        self.latency = LatencyCard()
        self.lanes = LanesCard()
        self.cores = CoresCard()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        cards: tuple[tuple[Card, str, int, int], ...] = (
            (self.throughput, "throughput", 0, 0),
            (self.latency, "latency", 0, 1),
            (self.lanes, "shares", 1, 0),
            (self.cores, "cores", 1, 1),
        )
        for card, panel, row, column in cards:
            # What a card would like to be must not move the others when it changes.
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            card.add_action(N_("Save this chart…"), "image", partial(self.save_asked.emit, panel))
            card.add_action(N_("Copy its data"), "copy", partial(_copy, card))
            grid.addWidget(card, row, column)
        says = (throughput_words, latency_words, lanes_words, cores_words)
        self._notes = [
            (card.keep_note(), words) for (card, *_), words in zip(cards, says, strict=True)
        ]
        grid.setColumnStretch(0, 58)
        grid.setColumnStretch(1, 42)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)

    def start(self, experiment: Experiment) -> None:
        """Forget the last run; a new one begins."""
        for card in (self.throughput, self.latency, self.lanes, self.cores):
            card.start(experiment)
        for note, _words in self._notes:
            note.set_source("")

    def show_experiment(self, experiment: Experiment) -> None:
        """Follow a change of approach or mix."""
        for card in (self.throughput, self.latency, self.lanes, self.cores):
            card.show_experiment(experiment)

    def append(self, snapshot: Snapshot) -> None:
        """Show a reading."""
        for card in (self.throughput, self.latency, self.lanes, self.cores):
            card.append(snapshot)

    def tell(self, snapshot: Snapshot, experiment: Experiment) -> None:
        """Write the figures of now into the legends."""
        self.lanes.tell(snapshot, experiment)

    def say(self, figures: Figures) -> None:
        """Write below each chart what its figures say."""
        for note, words in self._notes:
            note.set_source(words(figures) or "")

    def mark(self, t_s: float, label: Source) -> None:
        """Mark a change on the time axes."""
        self.throughput.mark(t_s, label)
        self.latency.mark(t_s, label)

    def show_whole(
        self, result: Result, experiment: Experiment, label: Callable[[object], Source]
    ) -> None:
        """Show a run that has ended, to be explored."""
        self.throughput.show_whole(result, label)
        self.latency.show_whole(result, label)
        self.lanes.show_whole(result, experiment)
        self.cores.show_whole(result)


def _copy(card: Card) -> None:
    """Put what a chart shows on the clipboard, as a table for a spreadsheet."""
    chart = getattr(card, "chart", None)
    if chart is None:
        return
    names, rows = chart.data()
    lines = ["\t".join(names), *("\t".join(_cell(cell) for cell in row) for row in rows)]
    QGuiApplication.clipboard().setText("\n".join(lines) + "\n")


def _cell(cell: object) -> str:
    return f"{cell:.6g}" if isinstance(cell, float) else str(cell)
