"""Predict first: a pin on a scale, and what was measured below it, on the same scale."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.analysis.interval import Interval
from lab.spec import Parameter
from ui.charts.compare.figures import repeats_text, spread, written
from ui.charts.compare.guess_bar import guessed
from ui.charts.compare.guess_score import apart_words, one_words
from ui.controls.scale import Scale
from ui.controls.slider import Slider
from ui.theme import fonts, paint
from ui.theme.tokens import colour, mix
from ui.words import N_, Words, quantity, tr

TIMES = "×"
"""The unit of a ratio."""
_LONGEST = 1e7
"""Highest over lowest: with two digits at its low end, a slider cannot count much further."""
_DECADES_FROM = 128
"""A scale that spans more than this is marked by decades, a shorter one by doublings."""


class GuessPin(Slider):
    """Asks for one figure. Drag the pin, or press ← and →; afterwards it stays where it was put."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._approach, self._unit, self._start = "text", TIMES, 1.0
        self._measured: Interval | None = None
        self._kept = 1.0
        self.touched = False
        super().__init__(scale_of(0.5, 8, logarithmic=True), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_guess(None)
        self.moved.connect(self._touch)
        self.valueChanged.connect(self._describe)
        self.set_spoken(
            N_("Your guess"),
            help_=N_(
                "Drag the pin, or press the arrow keys, to guess. Where the scale is logarithmic"
                " Page Up doubles the guess and Page Down halves it."
            ),
        )
        self._describe()

    def ask_for(
        self, low: float, high: float, *, logarithmic: bool, unit: str, approach: str
    ) -> None:
        """Ask for a figure between ``low`` and ``high``; its unit is a marked text.

        ``approach`` is the one that is measured: its colour is the answer's.
        """
        self._approach, self._unit, self._measured = approach, unit, None
        self._set_scale(scale_of(low, high, logarithmic=logarithmic))
        self._start = 1.0 if unit == TIMES and low <= 1 <= high else low
        self.setEnabled(True)
        self.set_guess(None)

    @property
    def guess(self) -> float | None:
        """What is guessed; None while the pin was not moved."""
        return self._place_of_pin if self.touched else None

    @property
    def _place_of_pin(self) -> float:
        """The figure the pin stands at; once it has been measured, where it stood then."""
        return float(self._scale.value(self.value())) if self._measured is None else self._kept

    def set_guess(self, value: float | None) -> None:
        """Put the pin there, without a signal; None takes the guess back."""
        self.touched = value is not None
        self.setValue(self._scale.tick(self._start if value is None else value))
        self._describe()
        self.update()

    def compare(self, measured: Interval) -> None:
        """Show what was measured below the guess, which cannot be moved any more."""
        kept = self._place_of_pin
        self._measured, self._kept = measured, kept
        self.setEnabled(False)
        scale = self._scale
        low, high = scale.low * scale.quantum, scale.high * scale.quantum
        if not scale.logarithmic:
            low, high = min(low, measured.value), max(high, measured.value)
        elif measured.value > 0:
            # In whole doublings, so that the marks stay round, and as far as a slider counts.
            room = math.floor(math.log2(_LONGEST * low / high))
            above = math.ceil(math.log2(measured.value) - math.log2(high) - 1e-9)
            below = math.ceil(math.log2(low) - math.log2(measured.value) - 1e-9)
            high *= 2 ** max(0, min(above, room))
            low /= 2 ** max(0, min(below, room))
        # A longer scale may have coarser ticks; the guess itself stays as it was.
        self._set_scale(scale_of(low, high, logarithmic=scale.logarithmic))
        self.setValue(self._scale.tick(kept))
        self._describe()
        self.update()

    @property
    def words(self) -> Words | None:
        """What is said of guess and measurement together; None before the run or without guess."""
        guess, measured = self.guess, self._measured
        if guess is None or measured is None:
            return None
        if not self._scale.logarithmic:
            return apart_words(guess, measured, self._unit)
        return one_words(guess / measured.value) if measured.value > 0 else None

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

    def _x(self, value: float) -> float:
        scale = self._scale
        tick = min(max(value / scale.quantum, scale.low), scale.high)
        if scale.logarithmic:
            low, high = math.log(scale.low), math.log(scale.high)
            place = (math.log(tick) - low) / (high - low)
        else:
            place = (tick - scale.low) / (scale.high - scale.low)
        return self._edge + place * (self.width() - 2 * self._edge)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint scale, pin and, after the run, what was measured."""
        y = fonts.px(88)
        left, right = self._edge, self.width() - self._edge
        paint.box(painter, QRectF(left, y - 3, right - left, 6), 3, mix("border", "control", 0.3))
        self._paint_marks(painter, y)
        value = self._place_of_pin
        if self._measured is None:
            self._paint_pin(painter, value, y)
        else:
            self._paint_answer(painter, value, self._measured, y)

    def _paint_marks(self, painter: QPainter, y: float) -> None:
        unit = fonts.px
        hidden = self._x(self._measured.value) if self._measured is not None else -math.inf
        for mark in marks_of(self._scale):
            x = self._x(mark)
            painter.fillRect(QRectF(round(x), y + 8, 1, 6), colour("control"))
            if abs(x - hidden) >= self._bubble_width(self._measured_words()) / 2 + unit(12):
                base = paint.baseline(y + unit(25), 12)
                text = self._mark_words(mark)
                half = fonts.width(text, 12) / 2
                middle = min(max(x, half), self.width() - half)
                paint.words(painter, middle, base, text, 12, 400, "text3", "centre")

    def _paint_pin(self, painter: QPainter, value: float, y: float) -> None:
        x, one = self._x(value), self._x(self._start)
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

    def _paint_answer(self, painter: QPainter, value: float, measured: Interval, y: float) -> None:
        x, at = self._x(value), self._x(measured.value)
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
    def _with_unit(self, figure: str) -> str:
        return f"{figure}{TIMES}" if self._unit == TIMES else quantity(figure, tr(self._unit))

    def _mark_words(self, value: float) -> str:
        if self._unit == TIMES and value == 0.5:
            return "½×"
        return self._with_unit(guessed(value))

    def _guess_words(self) -> str:
        return tr(N_("Your guess {figure}"), figure=self._with_unit(guessed(self._place_of_pin)))

    def _measured_words(self) -> str:
        if self._measured is None:
            return ""
        return tr(N_("Measured {figure}"), figure=self._with_unit(written(self._measured)))

    def _touch(self, _tick: int) -> None:
        self.touched = True
        self._describe()
        self.update()

    def _set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.setRange(scale.low, scale.high)

    def _describe(self, *_value: object) -> None:
        parts = [self._guess_words() if self.touched else tr(N_("No guess yet"))]
        if self._measured is not None:
            parts += [self._measured_words(), spread(self._measured)]
        self.setAccessibleDescription(", ".join(filter(None, parts)))


def scale_of(low: float, high: float, *, logarithmic: bool) -> Scale:
    """The scale of guesses from ``low`` to ``high``."""
    kind = "log" if logarithmic else "linear"
    return Scale.of(Parameter("guess", "", "", float(low), (low, high), kind, (), ""))


def marks_of(scale: Scale) -> list[float]:
    """Where the scale is marked: at doublings, at decades, or at fifths."""
    low, high = scale.low * scale.quantum, scale.high * scale.quantum
    if not scale.logarithmic:
        return [low + (high - low) * part / 5 for part in range(6)]
    base = 2.0 if high <= low * _DECADES_FROM else 10.0
    exponent = math.ceil(math.log(low, base) - 1e-9)
    found = []
    while base**exponent <= high * (1 + 1e-9):
        found.append(base**exponent)
        exponent += 1
    if base == 2.0 and len(found) < 3:
        return [low, high]
    return found
