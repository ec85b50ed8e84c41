"""Predict first: a bar a candidate, dragged to a guess; afterwards the measured one beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.spec import Study
from ui.charts.compare import naming
from ui.charts.compare.figures import top
from ui.charts.compare.guess_bar import Columns, GuessBar
from ui.charts.compare.guess_score import Score, order_words, score, size_words
from ui.charts.compare.ticks import decimals, ticks
from ui.charts.scale import nice
from ui.controls.legend import Legend, LegendItem
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.theme.tokens import colour
from ui.words import N_, Words, number, tr

_LEAST = 4.0
"""The track reaches at least so far."""
_MOST = 64.0
"""And at first no further than that, though there are more lanes."""


class GuessBars(Worded, QWidget):
    """Guesses in times the baseline. ``changed`` tells of each move by the person."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[GuessBar] = []
        self._study: Study | None = None
        self._score: Score | None = None
        self.high = _LEAST
        """How far the track reaches, in times the baseline."""
        self.legend = Legend()
        self.words = Text("", tone="text2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._axis = _Axis(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.legend)
        column.addLayout(self._rows)
        column.addWidget(self._axis)
        column.addSpacing(8)
        column.addWidget(self.words)
        column.addStretch(1)
        # Room for the score from the start, so that nothing moves when it comes.
        sized(self, lambda: self.words.setMinimumHeight(round(3 * fonts.metrics(13).lineSpacing())))
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_spoken(N_("Your guesses"))

    # ── before ────────────────────────────────────────────────────────────────────────────
    def ask(self, study: Study) -> None:
        """Ask for a guess of every candidate but the baseline."""
        self._study, self._score = study, None
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        lanes = max((candidate.shape.lanes for candidate in study.candidates), default=1)
        self.high = float(min(max(_LEAST, lanes), _MOST))
        self._bars = [GuessBar(candidate, self.high, self) for candidate in study.candidates]
        for place, bar in enumerate(self._bars):
            if place == study.base:
                bar.set_base()
            bar.moved.connect(self._moved)
            self._rows.addWidget(bar)
        self._say()
        self._arrange()

    def bar(self, place: int) -> GuessBar:
        """The bar of a candidate."""
        return self._bars[place]

    def guesses(self) -> dict[int, float]:
        """Times the baseline, by place; those that were not moved are left out."""
        found = {place: bar.guess for place, bar in enumerate(self._bars)}
        return {place: guess for place, guess in found.items() if guess is not None}

    def set_guesses(self, guesses: dict[int, float]) -> None:
        """Put earlier guesses back, without a signal."""
        for place, bar in enumerate(self._bars):
            if not bar.base:
                bar.set_guess(guesses.get(place))
        self._say()

    # ── after ─────────────────────────────────────────────────────────────────────────────
    def compare(self, digest: Digest) -> None:
        """Show what was measured beside the guesses."""
        if self._study is None or len(digest.rows) != len(self._study.candidates):
            guesses = self.guesses()
            self.ask(digest.result.study)
            self.set_guesses(guesses)
        measured = {row.place: row.speedup for row in digest.rows if row.speedup is not None}
        ends = [top(found) for found in measured.values()] + list(self.guesses().values())
        self.high = nice(max([1.0, *ends]))[0]
        for place, bar in enumerate(self._bars):
            bar.set_high(self.high)
            bar.answer(measured.get(place))
        noise = digest.result.noise
        self._score = score(self.guesses(), measured, noise.ratio if noise is not None else 1.0)
        self._say()
        self._arrange()

    @property
    def score(self) -> Score | None:
        """How guesses and figures compare; None before the run."""
        return self._score

    # ── words ─────────────────────────────────────────────────────────────────────────────
    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self._arrange()

    def _say(self) -> None:
        found = self._score
        if found is None:
            self.legend.set_items([LegendItem("box", "accent", N_("your guess"))])
            self.words.set_source(
                N_(
                    "Drag a bar, or press ← and →: how many times the baseline's work will each"
                    " one do? A wrong guess is where the lesson starts."
                )
            )
        else:
            self.legend.set_items(
                [
                    LegendItem("outline", "accent", N_("your guess")),
                    LegendItem("box", "text2", N_("measured, with 95 % interval")),
                ]
            )
            name = naming.called(self._bars[found.farthest or 0].candidate)
            said = [order_words(found), size_words(found, name)]
            parts = [words for words in said if words is not None]
            if len(self.guesses()) <= 1:
                self.words.set_source(N_("No guess was made this time."))
            elif len(parts) == 2:
                self.words.set_source(Words("{first} {second}", first=parts[0], second=parts[1]))
            else:
                self.words.set_source(parts[0] if parts else "")
        self.setAccessibleDescription(self.words.text())

    def _moved(self, _tick: int) -> None:
        self.changed.emit()

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def _arrange(self) -> None:
        """Give all rows the same columns."""
        unit = fonts.px
        candidates = [bar.candidate for bar in self._bars]
        titles = [fonts.width(tr(naming.title(of)), 13, 500) for of in candidates]
        details = [fonts.width(naming.detail(of), 12) for of in candidates]
        detail = unit(30) + max(titles, default=0.0) + unit(14)
        left = detail + max(details, default=0.0) + unit(18)
        right = max((bar.figures_width() for bar in self._bars), default=0.0) + unit(4)
        columns = Columns(unit(30), detail, left, right)
        for bar in self._bars:
            bar.columns = columns
            bar.updateGeometry()
            bar.update()
        self._axis.update()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()


class _Axis(QWidget):
    """The ratios below the bars."""

    def __init__(self, bars: GuessBars) -> None:
        super().__init__(bars)
        self._of = bars
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(fonts.px(100), fonts.px(24))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        if not self._of.guesses():
            return
        bar = self._of.bar(0)
        long = bar.x_of(self._of.high) - bar.x_of(0)
        marks = ticks(0, self._of.high, max(2, round(long / fonts.px(70))))
        base = paint.baseline(fonts.px(14), 11)
        for value in marks:
            x = bar.x_of(value)
            painter.fillRect(QRectF(round(x), 0, 1, 4), colour("control", 0.6))
            text = f"{number(value, decimals(marks))}×"
            paint.words(painter, x, base, text, 11, 400, "text3", "centre")
