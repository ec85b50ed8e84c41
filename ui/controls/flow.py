"""A row that goes on in another line where it does not fit: what a row is at twice the text size.

As long as everything fits on one line it is laid out as by a QHBoxLayout, and so it is added to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QSpacerItem, QWidget

_MOST = 16_777_215
"""Qt's own largest size."""


@runtime_checkable
class Breaks(Protocol):
    """A widget that has lines of its own: a legend, a row of segments."""

    def line_width(self) -> int:
        """How wide it is at least on one line."""
        ...


class _Widths(NamedTuple):
    """How wide an item may be; asking Qt for it takes long, and a layout is asked very often."""

    least: int
    narrow: int
    """The least on a line with others; what can break itself does so alone only."""
    most: int
    wished: int


@dataclass
class _Part:
    item: QLayoutItem
    stretch: int = 0
    low: bool = False
    """Whether it stands at the bottom of its line."""
    _widths: _Widths | None = None
    _heights: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.spring = isinstance(self.item, QSpacerItem)
        self._breaks = isinstance(self.item.widget(), Breaks)

    @property
    def grows(self) -> bool:
        ways = self.item.expandingDirections()
        return self.stretch > 0 or bool(ways & Qt.Orientation.Horizontal)

    @property
    def widths(self) -> _Widths:
        if self._widths is None:
            least = self.item.minimumSize().width()
            most = max(self.item.maximumSize().width(), least)
            wished = min(max(self.item.sizeHint().width(), least), most)
            widget = self.item.widget() if self._breaks else None
            narrow = max(least, widget.line_width()) if isinstance(widget, Breaks) else least
            self._widths = _Widths(least, narrow, most, wished)
        return self._widths

    def height(self, width: int) -> int:
        if width not in self._heights:
            by_width = self.item.hasHeightForWidth()
            self._heights[width] = (
                self.item.heightForWidth(width) if by_width else self.item.sizeHint().height()
            )
        return self._heights[width]

    def forget(self) -> None:
        self._widths = None
        self._heights.clear()


class Flow(QLayout):
    """Widgets beside each other, each line as high as what is in it and at least ``line``.

    What comes after :meth:`addStretch` stands at the right end of its line.
    """

    def __init__(self, parent: QWidget | None = None, *, line: int = 0, between: int = 8) -> None:
        super().__init__(parent)
        self._parts: list[_Part] = []
        self._high: dict[int, int] = {}
        self._line, self._between = line, between
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(8)

    def set_line(self, line: int) -> None:
        """Have every line at least so high."""
        self._line = line
        self.invalidate()

    # ── as a QHBoxLayout ──────────────────────────────────────────────────────────────────────
    def addWidget(
        self,
        widget: QWidget,
        stretch: int = 0,
        alignment: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
    ) -> None:
        """Add a widget at the end."""
        super().addWidget(widget)
        part = self._parts[-1]
        part.stretch, part.low = stretch, alignment == Qt.AlignmentFlag.AlignBottom

    def insertWidget(self, place: int, widget: QWidget) -> None:
        """Add a widget before what stands at ``place``."""
        self.addWidget(widget)
        self._parts.insert(place, self._parts.pop())
        self.invalidate()

    def addLayout(self, layout: QLayout, stretch: int = 0) -> None:
        """Add a layout at the end; it is never broken."""
        self.addChildLayout(layout)
        self.addItem(layout)
        self._parts[-1].stretch = stretch

    def addStretch(self, stretch: int = 1) -> None:
        """Push what comes after it to the right end of the line it comes to stand on."""
        self.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        self._parts[-1].stretch = stretch

    # ── Qt ───────────────────────────────────────────────────────────────────────────────────
    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._parts.append(_Part(item))
        self.invalidate()

    def count(self) -> int:
        """How many items there are."""
        return len(self._parts)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """An item; None where there is none."""
        return self._parts[index].item if 0 <= index < len(self._parts) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out; None where there is none."""
        return self._parts.pop(index).item if 0 <= index < len(self._parts) else None

    def invalidate(self) -> None:
        """What was asked of the items holds no longer."""
        self._high.clear()
        for part in self._parts:
            part.forget()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """As wide as may be, never higher than needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """A narrow row is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as that width needs."""
        if width not in self._high:
            margins = self.contentsMargins()
            lines = self._lines(width - margins.left() - margins.right())
            high = sum(self._height(line, widths) for line, widths in lines)
            high += self._between * max(0, len(lines) - 1)
            self._high[width] = high + margins.top() + margins.bottom()
        return self._high[width]

    def sizeHint(self) -> QSize:
        """All on one line."""
        parts = self._shown()
        wide = sum(part.widths.wished for part in parts) + self._gaps(parts)
        high = max((part.height(part.widths.wished) for part in parts), default=0)
        return QSize(wide, max(self._line, high)).grownBy(self.contentsMargins())

    def minimumSize(self) -> QSize:
        """The widest item and the highest."""
        parts = [part for part in self._shown() if not part.spring]
        wide = max((part.widths.least for part in parts), default=0)
        high = max((part.item.minimumSize().height() for part in parts), default=0)
        return QSize(wide, max(self._line, high)).grownBy(self.contentsMargins())

    def line_width(self) -> int:
        """How wide the row has to be for one line."""
        parts = self._shown()
        margins: QMargins = self.contentsMargins()
        wide = sum(part.widths.narrow for part in parts) + self._gaps(parts)
        return wide + margins.left() + margins.right()

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        lines = self._lines(inner.width())
        highs = [self._height(line, widths) for line, widths in lines]
        spare = inner.height() - sum(highs) - self._between * max(0, len(lines) - 1)
        y = inner.top() + max(0, spare // 2)
        for (line, widths), high in zip(lines, highs, strict=True):
            x = inner.left()
            before: _Part | None = None
            for part, wide in zip(line, widths, strict=True):
                x += self._gap(before, part)
                tall = min(part.height(wide), high)
                top = y + (high - tall if part.low else (high - tall) // 2)
                if not part.spring:
                    part.item.setGeometry(self._mirrored(QRect(x, top, wide, tall), inner))
                x += wide
                before = part
            y += high + self._between

    # ── lines ────────────────────────────────────────────────────────────────────────────────
    def _shown(self) -> list[_Part]:
        return [part for part in self._parts if part.spring or not part.item.isEmpty()]

    def _gap(self, before: _Part | None, part: _Part) -> int:
        return 0 if before is None or before.spring else self.spacing()

    def _gaps(self, parts: list[_Part]) -> int:
        pairs = zip([None, *parts], parts, strict=False)
        return sum(self._gap(before, part) for before, part in pairs)

    def _lines(self, room: int) -> list[tuple[list[_Part], list[int]]]:
        parts = self._shown()
        if not parts:
            return []
        lines: list[list[_Part]] = [[]]
        if sum(part.widths.narrow for part in parts) + self._gaps(parts) <= room:
            lines = [parts]
        else:
            for part in parts:
                line = lines[-1]
                wide = sum(min(p.widths.wished, room) for p in [*line, part])
                full = wide + self._gaps([*line, part]) > room
                if full and not part.spring and any(not p.spring for p in line):
                    # What was to be pushed to the right is so on the next line as well.
                    lines.append([line.pop(), part] if line[-1].spring else [part])
                else:
                    line.append(part)
        return [(line, self._widths(line, room)) for line in lines]

    def _widths(self, line: list[_Part], room: int) -> list[int]:
        room -= self._gaps(line)
        wide = [min(part.widths.wished, max(room, part.widths.least)) for part in line]
        lack = sum(wide) - room
        if lack > 0:
            least = [part.widths.narrow if len(line) > 1 else part.widths.least for part in line]
            slack = [max(0, now - low) for now, low in zip(wide, least, strict=True)]
            total = sum(slack)
            if total:
                wide = [
                    now - min(spare, -(-lack * spare // total))
                    for now, spare in zip(wide, slack, strict=True)
                ]
            return wide
        for grows in (
            [part.stretch if not part.spring else 0 for part in line],
            [part.stretch if part.spring else 0 for part in line],
            [int(part.grows and not part.spring) for part in line],
        ):
            left = room - sum(wide)
            share = sum(grows)
            if left <= 0 or not share:
                continue
            for place, part in enumerate(line):
                most = _MOST if part.spring else part.widths.most
                wide[place] = min(most, wide[place] + left * grows[place] // share)
        return wide

    def _height(self, line: list[_Part], widths: list[int]) -> int:
        pairs = zip(line, widths, strict=True)
        return max(self._line, *(part.height(wide) for part, wide in pairs if not part.spring), 0)

    def _mirrored(self, rect: QRect, inner: QRect) -> QRect:
        parent = self.parentWidget()
        if parent is None or not parent.isRightToLeft():
            return rect
        rect.moveRight(inner.left() + inner.right() - rect.left())
        return rect
