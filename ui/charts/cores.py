"""Load of every core: this experiment's part, and everything else on top."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from lab.session.snapshot import CoreLoad
from ui.charts.canvas import Canvas
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix
from ui.words import number, percent, tr

LABELLED = 16
"""Up to so many cores each has its figure; beyond, bars fill an image and cost the same."""
WIDEST = 44
WORDS_S = 0.25
SPEAK_S = 1.0


class CoresChart(Canvas):
    """A bar for each core, 0 to 100 %.

    More than :data:`LABELLED` cores are drawn as one image, a column of pixels or more for each,
    at the same height scale: a heat strip would hide which part is the experiment's.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cores: tuple[CoreLoad, ...] = ()
        self._approach = "threads"
        self._now = 0.0
        self._said_at = self._spoken_at = -math.inf
        self._texts: tuple[str, ...] = ()
        self._plot = QRect()
        self._drawn: tuple[tuple[int, int], ...] = ()
        self._labels: dict[str, QPixmap] = {}

    # ── data ──────────────────────────────────────────────────────────────────────────────
    def append(self, t_s: float, cores: Sequence[CoreLoad]) -> None:
        """Show these loads, of ``t_s`` seconds since the run's start."""
        if t_s < self._now - 1.0:
            self._said_at = self._spoken_at = -math.inf
        self._now = t_s
        if len(cores) != len(self._cores):
            self._said_at = -math.inf
            self.stale()
        self._cores = tuple(cores)
        if not self.showing():
            return
        changed = False
        if t_s - self._said_at >= WORDS_S:
            self._said_at = t_s
            texts = tuple(number(core.load * 100) for core in cores)
            changed, self._texts = texts != self._texts, texts
        if t_s - self._spoken_at >= SPEAK_S:
            self._spoken_at = t_s
            self.tell(self.figures())
        if changed or self._heights() != self._drawn:
            self.update(self._plot.adjusted(0, -self._plot.top(), 1, 0))

    def set_approach(self, token: str) -> None:
        """Give this experiment's part its approach's colour."""
        if token != self._approach:
            self._approach = token
            self.stale()

    def clear(self) -> None:
        """Show no load, for a new run."""
        self._cores = ()
        self._texts = ()
        self._now = 0.0
        self._said_at = self._spoken_at = -math.inf
        self.tell("")
        self.stale()

    def figures(self) -> str:
        """Every core's load and this experiment's part, in words."""
        if not self._cores:
            return ""
        loads = np.array([(core.load, core.experiment) for core in self._cores])
        mean = tr(
            "{n} cores, load {load}, this experiment {experiment}",
            n=number(len(self._cores)),
            load=percent(float(loads[:, 0].mean())),
            experiment=percent(float(loads[:, 1].mean())),
        )
        if len(self._cores) > LABELLED:
            return mean
        each = ", ".join(
            tr("core {i}: {load}", i=number(i), load=percent(core.load))
            for i, core in enumerate(self._cores)
        )
        return f"{mean}. {each}"

    def data(self) -> tuple[list[str], list[list[float]]]:
        """The loads on show: column names with units, and a row for each core."""
        names = ["core", "load_percent", "experiment_percent"]
        return names, [
            [float(i), core.load * 100, core.experiment * 100] for i, core in enumerate(self._cores)
        ]

    # ── layout ────────────────────────────────────────────────────────────────────────────
    def rebuild(self) -> None:
        """Draw the grid, the bars' tracks and the cores' numbers."""
        left = max(fonts.px(40), math.ceil(fonts.width(percent(1.0), 11)) + 10)
        top, bottom = fonts.px(10), fonts.px(20)
        self._plot = QRect(
            left, top, max(1, self.width() - left - 4), max(1, self.height() - top - bottom)
        )
        self._labels.clear()
        self._texts = tuple(number(core.load * 100) for core in self._cores)
        plot = self._plot
        self.backdrop = self.blank()
        painter = QPainter(self.backdrop)
        for part in (0.0, 0.5, 1.0):
            y = round(plot.top() + plot.height() * (1 - part))
            painter.fillRect(
                QRectF(plot.left(), y, plot.width(), 1), colour("control" if part == 0 else "grid")
            )
            base = paint.baseline(y, 11)
            paint.words(painter, left - 6, base, percent(part), 11, 400, "text3", "right")
        self._draw_tracks(painter)
        painter.end()

    def _draw_tracks(self, painter: QPainter) -> None:
        plot, base, count = self._plot, self.height() - 3, len(self._cores)
        if not count:
            return
        track = mix("surface", "sunken" if not current().is_dark else "raised", 0.65)
        if count > LABELLED:
            painter.fillRect(QRectF(plot), track)
            every = _round_step(count / max(1, plot.width() // fonts.px(36)))
            shown = range(0, count, every)
        else:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for i in range(count):
                x, wide = self._slot(i)
                paint.box(painter, QRectF(x, plot.top(), wide, plot.height()), 3, track)
            shown = range(count)
        for i in shown:
            middle = plot.left() + plot.width() * (i + 0.5) / count
            paint.words(painter, middle, base, number(i), 11, 400, "text3", "centre")

    def _slot(self, i: int) -> tuple[int, int]:
        """Left edge and width of core ``i``'s bar, in logical pixels."""
        pitch = self._plot.width() / len(self._cores)
        wide = int(max(3, min(fonts.px(WIDEST), pitch - max(2, min(16, pitch * 0.3)))))
        return round(self._plot.left() + pitch * (i + 0.5) - wide / 2), wide

    def _heights(self) -> tuple[tuple[int, int], ...]:
        """Device pixels of this experiment's part and of the whole load, for each core."""
        tall = self._plot.height() * self.ratio
        return tuple(
            (
                round(tall * min(max(core.experiment, 0.0), 1.0)),
                round(tall * min(max(core.load, core.experiment, 0.0), 1.0)),
            )
            for core in self._cores
        )

    # ── painting ──────────────────────────────────────────────────────────────────────────
    def draw(self, painter: QPainter, area: QRect) -> None:
        """Copy the grid, then fill the bars."""
        self.copy_backdrop(painter, area)
        self._drawn = self._heights()
        if len(self._cores) > LABELLED:
            self._draw_image(painter)
        else:
            self._draw_bars(painter)

    def _draw_bars(self, painter: QPainter) -> None:
        plot, k = self._plot, self.ratio
        own, other = colour(self._approach), colour("other")
        floor = plot.top() + plot.height()
        line = 1 / k
        for i, (mine, whole) in enumerate(self._drawn):
            x, wide = self._slot(i)
            if mine:
                painter.fillRect(QRectF(x, floor - mine / k, wide, mine / k), own)
            if whole > mine:
                seam = line if mine and whole - mine > 1 else 0.0
                tall = (whole - mine) / k - seam
                painter.fillRect(QRectF(x, floor - whole / k, wide, tall), other)
            label = self._label(self._texts[i] if i < len(self._texts) else "")
            y = max(plot.top() + 1.0, floor - whole / k - label.height() / k - 2)
            painter.drawPixmap(round(x + (wide - label.width() / k) / 2), round(y), label)

    def _draw_image(self, painter: QPainter) -> None:
        plot, k = self._plot, self.ratio
        wide, tall = round(plot.width() * k), round(plot.height() * k)
        heights = np.array(self._drawn)[np.arange(wide) * len(self._drawn) // wide]
        level = np.arange(tall, 0, -1)[:, None]
        pixels = np.zeros((tall, wide), np.uint32)
        pixels[level <= heights[:, 1]] = colour("other").rgba()
        pixels[level <= heights[:, 0]] = colour(self._approach).rgba()
        pitch = wide / len(self._drawn)
        if pitch >= 4 * k:
            gaps = np.round(np.arange(1, len(self._drawn)) * pitch).astype(np.intp)
            pixels[:, gaps] = 0
        image = QImage(
            pixels.tobytes(), wide, tall, wide * 4, QImage.Format.Format_ARGB32_Premultiplied
        )
        painter.save()
        painter.scale(1 / k, 1 / k)
        painter.drawImage(round(plot.left() * k), round(plot.top() * k), image)
        painter.restore()

    def _label(self, text: str) -> QPixmap:
        """A figure as a pixmap: there are a hundred of them, and shaping text is dear."""
        made = self._labels.get(text)
        if made is None:
            wide, tall = math.ceil(fonts.width(text, 11, 500)) + 2, fonts.px(12)
            made = QPixmap(max(1, round(wide * self.ratio)), round(tall * self.ratio))
            made.setDevicePixelRatio(self.ratio)
            made.fill(colour("surface", 0.0))
            inner = QPainter(made)
            paint.words(inner, wide / 2, tall - 2, text, 11, 500, "text2", "centre")
            inner.end()
            self._labels[text] = made
        return made


def _round_step(least: float) -> int:
    """The smallest power of two that is at least this, and 1."""
    return 1 << max(0, math.ceil(math.log2(max(1.0, least))))
