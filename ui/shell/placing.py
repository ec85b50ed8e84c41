"""Where the window may stand: on a screen that is there, no larger than it, seen whole.

Lengths are logical pixels of the desktop that all screens share.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QRegion

ORDINARY = (1440, 900)
LEAST = (1024, 640)
VISIBLE = 120
"""A remembered place counts when a piece of this size of it is on some screen."""
FRAME = 40
"""What the system puts around a window takes about so much of the height."""

Place = tuple[int, int, int, int]
"""x, y, width, height of the window without its frame."""


def visible_place(wanted: Place, screens: Sequence[QRect]) -> QRect:
    """``wanted``, if all of it is on screens; else the nearest place on the screen it is most on.

    Without a fair piece on any screen it is put in the middle of the first. ``screens`` are what
    is free of them, the first screen first.
    """
    place = QRect(*wanted)
    if not screens or _covered(place, screens):
        return place
    home = max(screens, key=lambda screen: _area(screen.intersected(place)))
    shared = home.intersected(place)
    there = shared.width() >= VISIBLE and shared.height() >= VISIBLE
    if not there:
        home = screens[0]
    if place.width() > home.width() or place.height() > home.height():
        place.setSize(place.size().boundedTo(QSize(home.width(), home.height() - FRAME)))
    if not there:
        place.moveCenter(home.center())
    left = min(place.x(), home.x() + home.width() - place.width())
    top = min(place.y(), home.y() + home.height() - place.height())
    place.moveTo(max(left, home.x()), max(top, home.y()))
    return place


def first_size(screen: QRect) -> tuple[QSize, bool]:
    """The size of a window that has none yet, and whether there is room for more than that."""
    size = QSize(*ORDINARY).boundedTo(screen.size())
    return size, screen.width() > size.width() and screen.height() >= size.height() + FRAME


def least_size(screen: QRect) -> QSize:
    """The smallest the window gets: what the pages need, unless the screen has less."""
    return QSize(*LEAST).boundedTo(QSize(screen.width(), screen.height() - FRAME))


def _covered(place: QRect, screens: Sequence[QRect]) -> bool:
    """Whether every part of ``place`` is on a screen."""
    rest = QRegion(place)
    for screen in screens:
        rest = rest.subtracted(QRegion(screen))
    return rest.isEmpty()


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())
