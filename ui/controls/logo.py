"""The mark of the app: three strands that weave."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import RAIL, current
from ui.words import N_

# colour and start height: the outer strands cross to the other side and back
_STRANDS = (("threads", -7.0), ("asyncio", 0.0), ("combined", 7.0))


class Logo(Worded, QLabel):
    """The woven strands, ``side`` large in the middle of ``room``, in the theme's own colours."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        side: int = 36,
        room: tuple[int, int] = (RAIL, 62),
    ) -> None:
        super().__init__(parent)
        self._side, self._room = side, room
        self._given: tuple[int, int, int] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_spoken(N_("Hebra"))

    def sizeHint(self) -> QSize:
        """The room it stands in: the rail's, unless another was given."""
        return QSize(*self._pixels[1:])

    def set_pixels(self, side: int, wide: int, high: int) -> None:
        """Be of another size than designed, in logical pixels."""
        if (side, wide, high) != self._given:
            self._given = (side, wide, high)
            self.updateGeometry()
            self.update()

    @property
    def _pixels(self) -> tuple[int, int, int]:
        wide, high = self._room
        return self._given or (fonts.px(self._side), fonts.px(wide) - 1, fonts.px(high))

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the mark in the middle."""
        mark = _mark(current().name, self._pixels[0], paint.ratio(painter))
        side = mark.width() / mark.devicePixelRatio()
        at = QPointF(round((self.width() - side) / 2), round((self.height() - side) / 2))
        painter.drawPixmap(at, mark)


@lru_cache(maxsize=16)
def _mark(_theme: str, size: int, ratio: float) -> QPixmap:
    side = round(size * ratio)
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 36, side / 36)
    # What lies above at the left lies below at the right: so they weave.
    for half, order in ((QRectF(0, 0, 18, 36), _STRANDS), (QRectF(18, 0, 18, 36), _STRANDS[::-1])):
        painter.setClipRect(half)
        for token, offset in order:
            path = strand(offset)
            gap = QPainterPathStroker()
            gap.setWidth(5.2)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
            painter.fillPath(gap.createStroke(path), Qt.GlobalColor.black)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(paint.pen(token, 3.0, round_=True))
            painter.drawPath(path)
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


def strand(offset: float) -> QPainterPath:
    """One strand on a field of 36 × 36: from one side to the other and back."""
    path = QPainterPath(QPointF(3, 18 + offset))
    path.cubicTo(13, 18 + offset, 12, 18 - offset * 0.9, 18, 18 - offset * 0.9)
    path.cubicTo(24, 18 - offset * 0.9, 23, 18 + offset, 33, 18 + offset)
    return path
