"""Painting: the few strokes that all controls share, and the guard around every repaint.

An exception that leaves ``paintEvent`` ends the process under PySide6, so a control writes its
picture in a method marked :func:`paints`; an error is logged and the control stays blank.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import fonts, icons
from ui.theme.tokens import colour, current

_log = logging.getLogger(__name__)
W = TypeVar("W", bound=QWidget)
Ink = str | QColor


def paints(draw: Callable[[W, QPainter], None]) -> Callable[[W, QPaintEvent], None]:
    """Make a ``paintEvent`` from a method that is given an antialiasing painter."""

    @wraps(draw)
    def paint_event(self: W, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            draw(self, painter)
        except Exception:  # noqa: BLE001 - one that leaves paintEvent ends the process
            _log.exception("%s cannot be painted", type(self).__name__)
        finally:
            painter.end()

    return paint_event


def ink(what: Ink) -> QColor:
    """A token's colour, or the colour itself."""
    return colour(what) if isinstance(what, str) else what


def pen(what: Ink, width: float = 1.0, dash: Sequence[float] = (), *, round_: bool = False) -> QPen:
    """A pen with flat (or round) caps; ``dash`` in multiples of the width."""
    made = QPen(ink(what), width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap if round_ else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash:
        made.setDashPattern(list(dash))
    return made


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: Ink | None = None,
    stroke: Ink | None = None,
    width: float = 1.0,
) -> None:
    """Draw a rounded rectangle whose stroke lies inside ``rect``."""
    if fill is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(ink(fill))
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    painter.setPen(pen(stroke, width))
    inset = width / 2
    inner = rect.adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(inner, radius - inset, radius - inset)


def words(
    painter: QPainter,
    x: float,
    baseline: float,
    text: str,
    size: float,
    weight: int = 400,
    tone: Ink = "text",
    align: str = "left",
) -> float:
    """Draw one line of text at its baseline; returns its width. ``align`` is where ``x`` is."""
    advance = fonts.width(text, size, weight)
    if align == "right":
        x -= advance
    elif align == "centre":
        x -= advance / 2
    painter.setFont(fonts.font(size, weight))
    painter.setPen(ink(tone))
    painter.drawText(QPointF(round(x), round(baseline)), text)
    return advance


def baseline(middle: float, size: float, weight: int = 400) -> float:
    """The baseline that centres capitals and figures of a text on ``middle``."""
    return middle + fonts.metrics(size, weight).capHeight() / 2


def ratio(painter: QPainter) -> float:
    """Device pixels of each logical one, where the painter paints in the end.

    Its device may say another figure: a widget's own is its screen's, also when it is drawn into an
    image.
    """
    return painter.deviceTransform().m11()


def picture(
    painter: QPainter, x: float, middle: float, name: str, size: int, tone: str = "text2"
) -> None:
    """Draw an icon with its left edge at ``x``, centred on ``middle``; it grows with the text."""
    side = fonts.px(size)
    drawn = icons.pixmap(name, side, tone, ratio(painter))
    painter.drawPixmap(QPointF(round(x), round(middle - side / 2)), drawn)


def ring(painter: QPainter, rect: QRectF, radius: float, *, within: bool = False) -> None:
    """Draw the focus ring inside ``rect``: 2 px, accent.

    ``within`` an outline of its own colour or one like it: the two must be told apart.
    """
    inset = 4 if within else 0
    box(painter, rect.adjusted(inset, inset, -inset, -inset), radius - inset / 2, None, "accent", 2)


def veil(strength: float) -> QColor:
    """A wash over a filled control that the mouse is on or presses, in either theme."""
    return colour("#FFFFFF" if not current().is_dark else "#000000", strength)


def faded(token: str, alpha: float) -> QColor:
    """A token's colour, see-through."""
    return colour(token, alpha)
