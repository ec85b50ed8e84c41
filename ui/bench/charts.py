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
from ui.controls.arranged import Arranged
from ui.controls.card import Card
from ui.controls.worded import Source
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import GAP
from ui.words import N_

from .chart_words import cores_words, lanes_words, latency_words, throughput_words
from .cores_card import CoresCard
from .figures import Figures
from .lanes_card import LanesCard
from .strips import LatencyCard, ThroughputCard

TWO_FROM = 520
"""From this width on two charts stand beside each other."""
LEAST = 164
"""The least height of a chart with its head and note."""


class Charts(Arranged, QWidget):
    """Throughput and latency above, lanes and cores below; the left column is the wider one.

    Where they would be too narrow they stand below each other.
    """

    save_asked = Signal(str)
    """The panel of `lab.records.paper` to be saved."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.throughput = ThroughputCard()
        self.latency = LatencyCard()
        self.lanes = LanesCard()
        self.cores = CoresCard()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        cards: tuple[tuple[Card, str], ...] = (
            (self.throughput, "throughput"),
            (self.latency, "latency"),
            (self.lanes, "shares"),
            (self.cores, "cores"),
        )
        self._cards = [card for card, _panel in cards]
        for card, panel in cards:
            # What a card would like to be must not move the others when it changes.
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            card.add_action(N_("Save this chart…"), "image", partial(self.save_asked.emit, panel))
            card.add_action(N_("Copy its data"), "copy", partial(_copy, card))
            sized(card, partial(_keep_height, card))
        says = (throughput_words, latency_words, lanes_words, cores_words)
        self._notes = [
            (card.keep_note(), words) for (card, *_), words in zip(cards, says, strict=True)
        ]
        self._across = 0
        self._put(2)

    def arrange(self) -> None:
        """Stand beside each other where there is room."""
        across = 2 if self.width() >= fonts.px(TWO_FROM) else 1
        if across != self._across:
            self._put(across)

    def _put(self, across: int) -> None:
        self._across = across
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // across, place % across)
            self._grid.setRowStretch(place, int(place * across < len(self._cards)))
        self._grid.setColumnStretch(0, 58)
        self._grid.setColumnStretch(1, 42 if across > 1 else 0)
        self.updateGeometry()

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


def _keep_height(card: Card) -> None:
    card.setMinimumHeight(fonts.px(LEAST))


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
