"""What the colours and lines of a chart stand for, with the current figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint

_SWATCH = 20
_BETWEEN = 16
_DASHES = {"line": (), "dash": (2.2, 1.3), "dot": (1.0, 1.1)}


@dataclass(frozen=True)
class LegendItem:
    """A swatch (``line``, ``dash``, ``dot``, ``box`` or ``outline``) in a token's colour, its name
    and, with ``key``, a place for a figure.
    """

    swatch: str
    token: str
    source: Source
    key: str = ""


class Legend(Worded, QWidget):
    """Items beside each other; where there is too little room they go on in a second row."""

    def __init__(self, items: Sequence[LegendItem] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[LegendItem, ...] = ()
        self._values: dict[str, str] = {}
        self._room: dict[str, float] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_items(items)

    def set_items(self, items: Sequence[LegendItem]) -> None:
        """Show other items; their figures are empty until set."""
        if tuple(items) != self._items:
            self._items = tuple(items)
            self._values.clear()
            self._room.clear()
            self.retranslate()

    def set_values(self, values: Mapping[str, str]) -> None:
        """Show written figures by the items' keys; only those that changed are repainted."""
        changed = [
            item
            for item in self._items
            if item.key in values and values[item.key] != self._values.get(item.key, "")
        ]
        if not changed:
            return
        grew = False
        for item in changed:
            value = values[item.key]
            self._values[item.key] = value
            wide = fonts.width(value, 12, 600) + 5 if value else 0.0
            # Room never shrinks, so that the items do not move with the figures.
            if wide > self._room.get(item.key, 0.0):
                self._room[item.key] = wide
                grew = True
        if grew:
            self.updateGeometry()
            self.update()
        else:
            places = self._places(self.width())
            for item in changed:
                self.update(places[self._items.index(item)])
        self._describe()

    def retranslate(self) -> None:
        """Take the room the new words need."""
        self._describe()
        self.updateGeometry()
        self.update()

    def line_width(self) -> int:
        """How wide the legend is on one line."""
        wide = sum(self._wide(item) for item in self._items)
        return round(wide + _BETWEEN * max(0, len(self._items) - 1)) + 2

    def sizeHint(self) -> QSize:
        """All on one line."""
        return QSize(self.line_width(), fonts.px(20))

    def minimumSizeHint(self) -> QSize:
        """The widest item."""
        widest = max((self._wide(item) for item in self._items), default=0.0)
        return QSize(round(widest) + 2, fonts.px(20))

    def hasHeightForWidth(self) -> bool:
        """A narrow legend is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many rows as that width needs."""
        places = self._places(width)
        return (places[-1].bottom() + 1) if places else fonts.px(20)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint swatches, names and figures."""
        self.draw(painter, self.width())

    def draw(self, painter: QPainter, width: int) -> None:
        """Draw all of it within ``width``, on the screen or in a picture."""
        for item, place in zip(self._items, self._places(width), strict=True):
            middle = place.center().y() + 0.5
            self._swatch(painter, item, place.left(), middle)
            base = paint.baseline(middle, 12)
            x = place.left() + fonts.px(_SWATCH)
            x += round(paint.words(painter, x, base, said(item.source), 12, 400, "text2"))
            value = self._values.get(item.key, "")
            if value:
                paint.words(painter, x + 5, base, value, 12, 600)

    @staticmethod
    def _swatch(painter: QPainter, item: LegendItem, x: float, middle: float) -> None:
        unit = fonts.px
        area = QRectF(x, middle - unit(5), unit(12), unit(10))
        if item.swatch == "box":
            paint.box(painter, area, 2, item.token)
        elif item.swatch == "outline":
            paint.box(painter, area, 2, None, item.token, 1.5)
        else:
            painter.setPen(paint.pen(item.token, 2.4, _DASHES[item.swatch]))
            painter.drawLine(QPointF(x, middle), QPointF(x + unit(14), middle))

    def _wide(self, item: LegendItem) -> float:
        return (
            fonts.px(_SWATCH) + fonts.width(said(item.source), 12) + self._room.get(item.key, 0.0)
        )

    def _places(self, width: int) -> list[QRect]:
        places: list[QRect] = []
        x, y, high = 0.0, 0, fonts.px(20)
        for item in self._items:
            wide = self._wide(item)
            if x > 0 and x + wide > width:
                x, y = 0.0, y + high
            places.append(QRect(round(x), y, round(wide) + 2, high))
            x += wide + _BETWEEN
        return places

    def _describe(self) -> None:
        parts = (
            f"{said(item.source)} {self._values.get(item.key, '')}".strip() for item in self._items
        )
        self.setAccessibleDescription(", ".join(parts))
