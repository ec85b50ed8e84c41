"""Predict first, for two: a pin on a logarithmic scale, and the measured ratio below it."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.analysis.interval import Interval
from lab.spec import Candidate
from ui.charts.compare.figures import repeats_text, spread, written
from ui.charts.compare.guess_bar import guessed
from ui.charts.compare.guess_score import one_words
from ui.controls.scale import Scale
from ui.controls.slider import Slider
from ui.theme import fonts, paint
from ui.theme.tokens import colour, mix
from ui.words import N_, Words, tr

_HUNDREDTH = 0.01
_LOWEST = 50
"""Half as much, in hundredths."""
_HIGHEST = 64


class RatioPin(Slider):
    """How many times the work of ``first`` does ``second`` do? Drag the pin, or press ← and →."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._approach = "text"
        self._measured: Interval | None = None
        self.touched = False
        super().__init__(_scale(8), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setValue(100)
        self.moved.connect(self._touch)
        self.valueChanged.connect(self._describe)
        self.set_spoken(
            N_("Your guess"),
            help_=N_(
                "Drag the pin, or press the arrow keys, to guess how many times the work the second"
                " one does. Page Up doubles the guess, Page Down halves it."
            ),
        )
        self._describe()

    def ask(self, first: Candidate, second: Candidate) -> None:
        """Ask how many times the work of ``first`` the ``second`` does."""
        self._approach, self._measured = second.approach, None
        self.touched = False
        lanes = max(8, second.shape.lanes, first.shape.lanes)
        self._set_high(min(_HIGHEST, 2 ** math.ceil(math.log2(lanes))))
        self.setEnabled(True)
        self.setValue(100)
        self._describe()
        self.update()

    @property
    def guess(self) -> float | None:
        """Times the first one's throughput; None while the pin was not moved."""
        return self.value() * _HUNDREDTH if self.touched else None

    def set_guess(self, times: float | None) -> None:
        """Put the pin there, without a signal; None takes the guess back."""
        self.touched = times is not None
        self.setValue(self._scale.tick(1.0 if times is None else times))
        self._describe()
        self.update()

    def compare(self, measured: Interval) -> None:
        """Show the measured ratio below the guess, which cannot be moved any more."""
        self._measured = measured
        self.setEnabled(False)
        top = max(measured.value, self.value() * _HUNDREDTH, 8.0)
        self._set_high(2 ** math.ceil(math.log2(top) - 1e-9))
        self._describe()
        self.update()

    @property
    def words(self) -> Words | None:
        """What is said of guess and measurement together; None before the run or without guess."""
        guess, measured = self.guess, self._measured
        if guess is None or measured is None or measured.value <= 0:
            return None
        return one_words(guess / measured.value)

    def retranslate(self) -> None:
        """Tell guess and figure in the language of now."""
        super().retranslate()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a bubble above and one below."""
        return QSize(fonts.px(460), fonts.px(176))

    def minimumSizeHint(self) -> QSize:
        """Room for both bubbles and the scale."""
        return QSize(fonts.px(280), fonts.px(176))

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def _place(self, x: float) -> float:
        return (x - self._edge) / max(1.0, self.width() - 2 * self._edge)

    @property
    def _edge(self) -> float:
        return float(fonts.px(16))

    def _x(self, times: float) -> float:
        tick = min(max(times / _HUNDREDTH, self._scale.low), self._scale.high)
        low, high = math.log(self._scale.low), math.log(self._scale.high)
        return self._edge + (math.log(tick) - low) / (high - low) * (self.width() - 2 * self._edge)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint scale, pin and, after the run, the measured ratio."""
        y = fonts.px(88)
        left, right = self._edge, self.width() - self._edge
        paint.box(painter, QRectF(left, y - 3, right - left, 6), 3, mix("border", "control", 0.3))
        self._paint_marks(painter, y)
        times = self.value() * _HUNDREDTH
        if self._measured is None:
            self._paint_pin(painter, times, y)
        else:
            self._paint_answer(painter, times, self._measured, y)

    def _paint_marks(self, painter: QPainter, y: float) -> None:
        unit = fonts.px
        tick = self._scale.low
        hidden = self._x(self._measured.value) if self._measured is not None else -math.inf
        while tick <= self._scale.high:
            x = self._x(tick * _HUNDREDTH)
            painter.fillRect(QRectF(round(x), y + 8, 1, 6), colour("control"))
            if abs(x - hidden) >= self._bubble_width(self._measured_words()) / 2 + unit(12):
                text = "½×" if tick == _LOWEST else f"{guessed(tick * _HUNDREDTH)}×"
                base = paint.baseline(y + unit(25), 12)
                paint.words(painter, x, base, text, 12, 400, "text3", "centre")
            tick *= 2

    def _paint_pin(self, painter: QPainter, times: float, y: float) -> None:
        x, one = self._x(times), self._x(1.0)
        tone = "accent" if self.touched else "control"
        painter.fillRect(QRectF(min(x, one), y - 3, abs(x - one), 6), colour(tone))
        if self.touched:
            self._bubble(
                painter, x, y, self._guess_words(), "accent", None, "on_accent", above=True
            )
        else:
            words = tr(N_("Drag to guess"))
            self._bubble(painter, x, y, words, "surface", "control", "text2", above=True)
        if self.shows_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(paint.pen("accent", 2))
            painter.drawEllipse(QPointF(x, y), 15, 15)
        painter.setBrush(colour("surface"))
        painter.setPen(paint.pen(tone, 2.5))
        painter.drawEllipse(QPointF(x, y), 10, 10)

    def _paint_answer(self, painter: QPainter, times: float, measured: Interval, y: float) -> None:
        x, at = self._x(times), self._x(measured.value)
        if self.touched:
            painter.setPen(paint.pen("accent", 2, (2, 2)))
            painter.drawLine(QPointF(at, y), QPointF(x, y))
            words = self._guess_words()
            self._bubble(painter, x, y, words, "surface", "accent", "accent", above=True)
            painter.setBrush(colour("surface"))
            painter.setPen(paint.pen("accent", 2.5))
            painter.drawEllipse(QPointF(x, y), 8, 8)
        words = self._measured_words()
        self._bubble(painter, at, y, words, self._approach, None, "surface", above=False)
        if measured.low is not None and measured.high is not None:
            painter.setPen(paint.pen("text", 2))
            painter.drawLine(QPointF(self._x(measured.low), y), QPointF(self._x(measured.high), y))
        painter.setBrush(colour(self._approach))
        painter.setPen(paint.pen("surface", 2))
        painter.drawEllipse(QPointF(at, y), 9, 9)
        base = paint.baseline(y + fonts.px(74), 12)
        about = repeats_text(measured)
        half = fonts.width(about, 12) / 2
        middle = min(max(at, half), self.width() - half)
        paint.words(painter, middle, base, about, 12, 400, "text3", "centre")

    def _bubble(
        self,
        painter: QPainter,
        x: float,
        y: float,
        words: str,
        fill: str,
        stroke: str | None,
        tone: str,
        *,
        above: bool,
    ) -> None:
        unit = fonts.px
        wide = self._bubble_width(words)
        top = y - unit(62) if above else y + unit(26)
        left = min(max(0.0, x - wide / 2), self.width() - wide)
        painter.setPen(paint.pen(stroke or fill, 1.5))
        ends = (top + unit(32), y - 10) if above else (top, y + 10)
        painter.drawLine(QPointF(x, ends[0]), QPointF(x, ends[1]))
        area = QRectF(round(left), round(top), round(wide), unit(32))
        paint.box(painter, area, 8, fill, stroke, 1.5)
        base = paint.baseline(area.center().y(), 14, 600)
        paint.words(painter, area.center().x(), base, words, 14, 600, tone, "centre")

    def _bubble_width(self, words: str) -> float:
        return fonts.width(words, 14, 600) + fonts.px(24)

    # ── words ─────────────────────────────────────────────────────────────────────────────
    def _guess_words(self) -> str:
        return tr(N_("Your guess {times}×"), times=guessed(self.value() * _HUNDREDTH))

    def _measured_words(self) -> str:
        if self._measured is None:
            return ""
        return tr(N_("Measured {times}×"), times=written(self._measured))

    def _touch(self, _tick: int) -> None:
        self.touched = True
        self._describe()
        self.update()

    def _set_high(self, high: int) -> None:
        kept = self.value()
        self._scale = _scale(high)
        self.setRange(self._scale.low, self._scale.high)
        self.setValue(kept)

    def _describe(self, *_value: object) -> None:
        parts = [self._guess_words() if self.touched else tr(N_("No guess yet"))]
        if self._measured is not None:
            parts += [self._measured_words(), spread(self._measured)]
        self.setAccessibleDescription(", ".join(filter(None, parts)))


def _scale(high: int) -> Scale:
    return Scale(_LOWEST, high * 100, _HUNDREDTH, True, False)
