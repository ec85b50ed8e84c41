"""Where a card stands beside what it speaks of. Pure geometry, in the window's coordinates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize

APART = 16
"""Between the card and what it speaks of, and between the card and the window's edge."""


def beside(card: QSize, frames: Sequence[QRect], room: QRect) -> QPoint:
    """The upper left corner of ``card``: beside the first frame, clear of all where that can be.

    Right of it, left, below, above, in this order; where none has room, over the frame's far end.
    Without frames in the middle of ``room``. It always begins within ``room``, and a card no larger
    than ``room`` ends there.
    """
    if not frames:
        return _within(card, room.center() - QPoint(card.width() // 2, card.height() // 2), room)
    of = frames[0]
    middle = QPoint(of.center().x() - card.width() // 2, of.center().y() - card.height() // 2)
    corners = (
        QPoint(of.right() + 1 + APART, middle.y()),
        QPoint(of.left() - APART - card.width(), middle.y()),
        QPoint(middle.x(), of.bottom() + 1 + APART),
        QPoint(middle.x(), of.top() - APART - card.height()),
    )
    places = [QRect(_within(card, corner, room), card) for corner in corners]
    clear = (at for at in places if not any(at.intersects(frame) for frame in frames))
    best = next(clear, None) or min(places, key=lambda at: _covered(at, of))
    return best.topLeft()


def _within(card: QSize, corner: QPoint, room: QRect) -> QPoint:
    x = min(corner.x(), room.right() + 1 - APART - card.width())
    y = min(corner.y(), room.bottom() + 1 - APART - card.height())
    return QPoint(max(x, room.left() + APART), max(y, room.top() + APART))


def _covered(card: QRect, frame: QRect) -> int:
    shared = card.intersected(frame)
    return max(0, shared.width()) * max(0, shared.height())
