"""A figure that speaks of now: label, value with unit, and its change since the last marker."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import CARD_RADIUS
from ui.words import UNKNOWN

_PAD = 16


class Tile(Worded, QWidget):
    """One value; :meth:`set_figures` repaints only the lines that have changed."""

    def __init__(self, label: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self._value = UNKNOWN
        self._unit: Source = ""
        self._delta = ""
        self._note: Source = ""
        self._compact = False
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(label)

    @property
    def value(self) -> str:
        """The figure as it is shown."""
        return self._value

    def set_label(self, label: Source) -> None:
        """Name another figure."""
        if label != self._label:
            self._label = label
            self.set_spoken(label)
            self.update()

    def set_figures(
        self, value: str, unit: Source = "", delta: str = "", note: Source = ""
    ) -> None:
        """Show a written figure, its unit, its change (``▲ 19 %``) and a note beside that.

        ``value`` and ``delta`` are in the reader's format already; unit and note are sources.
        """
        top = (value, unit) != (self._value, self._unit)
        bottom = (delta, note) != (self._delta, self._note)
        if not (top or bottom):
            return
        self._value, self._unit, self._delta, self._note = value, unit, delta, note
        if top:
            self._widen()
            self.update(self._line(*self._lines()[1]))
        if bottom:
            self.update(self._line(*self._lines()[2]))
        self._describe()

    def set_compact(self, compact: bool) -> None:
        """Take less height, for small windows."""
        if compact != self._compact:
            self._compact = compact
            self._room = 0
            self._widen()
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Say everything in the new language."""
        self._room = 0
        self._widen()
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """92 high, 76 when compact."""
        return QSize(fonts.px(220), fonts.px(76 if self._compact else 92))

    def minimumSizeHint(self) -> QSize:
        """Value and unit are never cut off; room once taken is kept, so that tiles stand still."""
        return QSize(max(fonts.px(120), self._room), self.sizeHint().height())

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the card and its three lines."""
        paint.box(painter, QRectF(self.rect()), CARD_RADIUS, "surface", "border")
        (label_at, _), (value_at, _), (note_at, _) = self._lines()
        room = self.width() - 2 * _PAD
        name, note = said(self._label), said(self._note)
        label = _fit(name, 12, 500, room)
        paint.words(painter, _PAD, label_at, label, 12, 500, "text2")
        size = 24 if self._compact else 28
        used = paint.words(painter, _PAD, value_at, self._value, size, 600)
        unit = said(self._unit)
        if unit:
            paint.words(painter, _PAD + used + 5, value_at, unit, 13, 400, "text2")
        x = float(_PAD)
        if self._delta:
            x += paint.words(painter, x, note_at, self._delta, 12, 600) + 5
        shown = _fit(note, 12, 400, self.width() - x - 12)
        if shown:
            paint.words(painter, x, note_at, shown, 12, 400, "text3")
        cut = [whole for whole, part in ((name, label), (note, shown)) if whole != part]
        self.set_whole("\n".join(cut))

    def _widen(self) -> None:
        wide = 2 * _PAD + fonts.width(self._value, 24 if self._compact else 28, 600)
        unit = said(self._unit)
        wide += fonts.width(unit, 13) + 5 if unit else 0
        if wide > max(self._room, fonts.px(120)):
            self._room = round(wide) + 1
            self.updateGeometry()

    def _lines(self) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
        """Baseline and height of label, value and note."""
        unit = fonts.px
        if self._compact:
            return (unit(21), unit(16)), (unit(47), unit(28)), (unit(66), unit(16))
        return (unit(25), unit(16)), (unit(58), unit(34)), (unit(79), unit(16))

    def _line(self, baseline: int, height: int) -> QRect:
        descent = round(height * 0.3)
        return QRect(1, baseline - height, self.width() - 2, height + descent)

    def _describe(self) -> None:
        unit, note = said(self._unit), said(self._note)
        parts = (f"{self._value} {unit}".strip(), f"{self._delta} {note}".strip())
        self.setAccessibleDescription("; ".join(part for part in parts if part))


def _fit(text: str, size: float, weight: int, room: float) -> str:
    """``text``, or its beginning where there is no room; figures are never passed to this."""
    return fonts.metrics(size, weight).elidedText(text, Qt.TextElideMode.ElideRight, room)
