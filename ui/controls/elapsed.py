"""How long a run has been going on, with a short note below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.words import N_, Words


class Elapsed(Worded, QLabel):
    """Minutes and seconds since the start, ``00:42``; hours when there are any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: Source = ""
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_seconds(0.0)

    def set_seconds(self, seconds: float) -> None:
        """Show ``seconds``; repaints only when what is shown changes."""
        whole = max(0, int(seconds))
        hours, rest = divmod(whole, 3600)
        shown = f"{rest // 60:02d}:{rest % 60:02d}"
        if hours:
            shown = f"{hours}:{shown}"
        if shown != self.text():
            grew = len(shown) != len(self.text())
            self.setText(shown)
            self.set_spoken(Words(N_("Elapsed time {time}"), time=shown))
            if grew:
                self.updateGeometry()
            self.update()

    def set_note(self, source: Source) -> None:
        """Show a short note below the time."""
        if source != self._note:
            self._note = source
            self.set_spoken(description=source)
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Take the room the new words need."""
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as time or note."""
        note = fonts.width(said(self._note), 11)
        time = fonts.width(self.text(), 20, 600)
        return QSize(round(max(fonts.px(80), note, time)) + 2, max(40, fonts.px(40)))

    def minimumSizeHint(self) -> QSize:
        """Figures are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint time and note, set to the right."""
        note = said(self._note)
        middle = self.height() / 2
        top = middle - fonts.px(8) if note else middle
        base = paint.baseline(top, 20, 600)
        paint.words(painter, self.width(), base, self.text(), 20, 600, "text", "right")
        if note:
            base = paint.baseline(middle + fonts.px(12), 11)
            paint.words(painter, self.width(), base, note, 11, 400, "text3", "right")
