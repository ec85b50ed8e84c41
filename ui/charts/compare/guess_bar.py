"""One guessed bar: a slider whose track is the bar, and after the run the measured bar in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.analysis.interval import Interval
from lab.spec import Candidate
from ui.charts.compare import naming
from ui.charts.compare.figures import spread, written
from ui.charts.compare.marks import whisker
from ui.controls.glyph import glyph_pixmap
from ui.controls.scale import Scale
from ui.controls.slider import Slider
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix
from ui.words import N_, UNKNOWN, Words, number, tr

HUNDREDTH = 0.01
ROW = 36


@dataclass(frozen=True)
class RatioScale(Scale):
    """Ratios in hundredths: the track is linear from 0, the keys go by round figures."""

    @classmethod
    def up_to(cls, high: float) -> RatioScale:
        """From a hundredth to ``high``."""
        return cls(5, math.ceil(high / HUNDREDTH - 1e-9), HUNDREDTH, True, False)

    def place(self, tick: int) -> float:
        """Where ``tick`` stands on the track, 0..1."""
        return tick / self.high

    def at(self, place: float) -> int:
        """The tick a mouse means: two digits that count."""
        tick = min(max(place, 0.0), 1.0) * self.high
        unit: int = 10 ** max(0, math.floor(math.log10(max(tick, 1.0))) - 1)
        return min(max(round(tick / unit) * unit, self.low), self.high)


@dataclass(frozen=True)
class Columns:
    """Where things are in every row, in logical pixels."""

    title: float
    detail: float
    left: float
    """Of the bars."""
    right: float
    """Room for the figures after the bars."""


class GuessBar(Slider):
    """A guess in times the baseline. Until it is moved it stands at 1, dimmed: no guess yet."""

    def __init__(self, candidate: Candidate, high: float, parent: QWidget | None = None) -> None:
        self.candidate = candidate
        self.touched = False
        self.base = False
        self.measured: Interval | None = None
        self.answered = False
        self.columns = Columns(0, 0, 0, 0)
        super().__init__(RatioScale.up_to(high), parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setValue(100)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.moved.connect(self._touch)
        self.valueChanged.connect(self._describe)
        self.set_spoken(
            naming.called(candidate),
            help_=N_(
                "Drag the bar, or press the arrow keys, to guess how many times the baseline's work"
                " this one does. Page Up doubles the guess, Page Down halves it."
            ),
        )
        self._describe()

    @property
    def guess(self) -> float | None:
        """Times the baseline; None while it was not moved."""
        if self.base:
            return 1.0
        return self.value() * HUNDREDTH if self.touched else None

    def set_guess(self, times: float | None) -> None:
        """Put the guess there, without a signal; None takes it back."""
        self.touched = times is not None
        self.setValue(self._scale.tick(1.0 if times is None else times))
        self._describe()
        self.update()

    def set_base(self) -> None:
        """This one is the baseline: 1 by definition, not to be guessed."""
        self.base = True
        self.setEnabled(False)
        self.unsetCursor()

    def set_high(self, high: float) -> None:
        """Stretch the track to ``high``; the guess stays."""
        self._scale = RatioScale.up_to(high)
        self.setRange(self._scale.low, self._scale.high)
        self.update()

    def answer(self, measured: Interval | None) -> None:
        """Show what was measured beside the guess, which cannot be moved any more."""
        self.answered = True
        # The baseline's ratio to itself is 1, and not by measurement.
        self.measured = Interval(1.0, None, None, 0) if self.base and measured else measured
        self.setEnabled(False)
        self.unsetCursor()
        self._describe()
        self.update()

    def retranslate(self) -> None:
        """Tell the guess in the language of now."""
        super().retranslate()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of a list."""
        return QSize(fonts.px(480), fonts.px(ROW))

    def minimumSizeHint(self) -> QSize:
        """Names, figures and some bar."""
        wide = self.columns.left + self.columns.right + fonts.px(60)
        return QSize(round(wide), fonts.px(ROW))

    # ── picture ───────────────────────────────────────────────────────────────────────────
    def x_of(self, times: float) -> float:
        """The pixel of a ratio."""
        return self.columns.left + self._length * times / (self._scale.high * HUNDREDTH)

    @property
    def _length(self) -> float:
        return max(1.0, self.width() - self.columns.left - self.columns.right)

    def _place(self, x: float) -> float:
        return (x - self.columns.left) / self._length

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint names, bars, handle and figures."""
        unit, middle = fonts.px, self.height() / 2
        approach, columns = self.candidate.approach, self.columns
        side = unit(20)
        sharp = glyph_pixmap(approach, side, ratio=painter.deviceTransform().m11())
        painter.drawPixmap(QPointF(0, round(middle - side / 2)), sharp)
        base = paint.baseline(middle, 13, 500)
        paint.words(painter, columns.title, base, tr(naming.title(self.candidate)), 13, 500)
        paint.words(painter, columns.detail, base, naming.detail(self.candidate), 12, 400, "text3")
        self._paint_ground(painter)
        if self.answered:
            self._paint_answer(painter)
        else:
            self._paint_guess(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        """A line at 1, where the baseline is, and one at 0."""
        at = round(self.x_of(0))
        painter.fillRect(QRectF(at, 0, 1, self.height()), colour("control", 0.55))
        painter.fillRect(QRectF(round(self.x_of(1)), 0, 1, self.height()), colour("grid"))

    def _paint_guess(self, painter: QPainter) -> None:
        unit, middle = fonts.px, self.height() / 2
        end = self.x_of(1.0 if self.base else self.value() * HUNDREDTH)
        high = unit(20)
        bar = QRectF(self.x_of(0) + 1, middle - high / 2, max(0.0, end - self.x_of(0) - 1), high)
        if self.base:
            painter.fillRect(bar, colour(self.candidate.approach))
        elif self.touched:
            painter.fillRect(bar, colour("accent"))
        else:
            painter.fillRect(bar, mix("surface", "control", 0.35))
        text = paint.baseline(middle, 13, 600)
        words = f"{guessed(self.guess if self.guess is not None else 1.0)}×"
        if self.base:
            paint.words(painter, end + unit(10), text, words, 13, 600)
            return
        tone = "accent" if self.touched else "control"
        if self.shows_ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(paint.pen("accent", 2))
            painter.drawEllipse(QPointF(end, middle), 13, 13)
        painter.setBrush(colour("text" if current().is_dark else "surface"))
        painter.setPen(paint.pen(tone, 2.5))
        painter.drawEllipse(QPointF(end, middle), 9, 9)
        shown = words if self.touched else tr(N_("drag"))
        weight = 600 if self.touched else 400
        ink = "text" if self.touched else "text3"
        paint.words(painter, end + unit(20), text, shown, 13, weight, ink)

    def _paint_answer(self, painter: QPainter) -> None:
        unit, middle, measured = fonts.px, self.height() / 2, self.measured
        high = unit(14)
        if measured is not None:
            end = self.x_of(measured.value)
            bar = QRectF(self.x_of(0) + 1, round(middle - high / 2), end - self.x_of(0) - 1, high)
            painter.fillRect(bar, colour(self.candidate.approach))
        guess = self.guess
        if guess is not None and not self.base:
            edge = QRectF(
                self.x_of(0), middle - unit(12), self.x_of(guess) - self.x_of(0), unit(24)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(paint.pen("accent", 2, (2, 2)))
            corner = [edge.topLeft(), edge.topRight(), edge.bottomRight(), edge.bottomLeft()]
            painter.drawPolyline(corner)
        if measured is not None and measured.low is not None and measured.high is not None:
            whisker(painter, self.x_of(measured.low), self.x_of(measured.high), middle, 5.0)
        x = self.width() - self.columns.right + unit(12)
        base = paint.baseline(middle, 13, 600)
        if measured is None:
            paint.words(painter, x, base, UNKNOWN, 13, 400, "text3")
        else:
            x += paint.words(painter, x, base, f"{written(measured)}×", 13, 600) + unit(6)
            paint.words(painter, x, base, spread(measured), 12, 400, "text3")
        if guess is not None and not self.base:
            paint.words(painter, self.width(), base, self._guess_words(), 12, 400, "text2", "right")

    def figures_width(self) -> float:
        """The room its figures need after the bars."""
        unit = fonts.px
        if not self.answered:
            return unit(20) + fonts.width("88.8×", 13, 600)
        need = float(unit(12))
        if self.measured is not None:
            need += fonts.width(f"{written(self.measured)}×", 13, 600) + unit(6)
            need += fonts.width(spread(self.measured), 12)
        return need + unit(12) + fonts.width(self._guess_words(), 12)

    def _guess_words(self) -> str:
        guess = self.guess
        if guess is None or self.base:
            return ""
        return tr(N_("guess {times}×"), times=guessed(guess))

    def _touch(self, _tick: int) -> None:
        self.touched = True
        self._describe()
        self.update()

    def _describe(self, *_value: object) -> None:
        times = self.guess
        parts: list[object] = []
        if times is not None and not self.base:
            parts.append(tr(N_("Your guess: {times} times the baseline"), times=guessed(times)))
        elif self.base:
            parts.append(tr(N_("The baseline")))
        else:
            parts.append(tr(N_("No guess yet")))
        if self.measured is not None:
            words = Words(N_("measured {times} times"), times=written(self.measured))
            parts.append(words)
            if spread(self.measured):
                parts.append(spread(self.measured))
        self.setAccessibleDescription(", ".join(str(part) for part in parts))


def guessed(times: float) -> str:
    """A guess as one would say it: no digits that nobody meant."""
    return number(times, len(f"{times:.3g}".partition(".")[2]) if times < 1000 else 0)
