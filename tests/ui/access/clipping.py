"""Finds words that have no room: squeezed, run over, cut off without a way to read them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from ui.theme import fonts, paint

SLACK = 3
"""Logical pixels that a rounding may be off."""


def squeezed(shown: QWidget) -> list[str]:
    """Widgets below ``shown`` that are smaller than what they say they need, or run over others."""
    found = []
    for widget in visible(shown):
        if isinstance(widget, (QScrollBar, QAbstractScrollArea)) or not _speaks(widget):
            continue
        needs, has = widget.minimumSizeHint(), widget.size()
        if isinstance(widget, QLabel) and not widget.text():
            continue
        if isinstance(widget.parentWidget(), QLineEdit):
            continue  # Qt's own button to clear the line
        if isinstance(widget, QLabel) and widget.wordWrap():
            high = widget.heightForWidth(widget.width())
            if high > has.height() + SLACK:
                found.append(f"{_name(widget)} needs {high} of height, has {has.height()}")
        elif needs.width() > has.width() + SLACK and not _told(widget):
            found.append(f"{_name(widget)} needs {needs.width()} of width, has {has.width()}")
        elif needs.height() > has.height() + SLACK:
            found.append(f"{_name(widget)} needs {needs.height()} of height, has {has.height()}")
    return found


def outside(shown: QWidget) -> list[str]:
    """Widgets that say something and reach beyond what they are in, where that does not scroll."""
    found = []
    for widget in visible(shown):
        if not _speaks(widget):
            continue
        inner, at = widget, widget.rect()
        while inner is not shown:
            around = inner.parentWidget()
            if around is None:
                break
            at = at.translated(inner.pos())
            inner = around
            if _scrolls(inner) or inner.isWindow():
                break
            room = inner.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not room.contains(at):
                found.append(f"{_name(widget)} reaches beyond {_name(inner)}: {at} {room}")
                break
    return found


def overlapping(shown: QWidget) -> list[str]:
    """Neighbours that stand on one another."""
    found = []
    for parent in [shown, *visible(shown)]:
        children = [
            one
            for one in parent.children()
            if isinstance(one, QWidget) and one.isVisible() and not one.isWindow() and _speaks(one)
        ]
        for place, one in enumerate(children):
            for other in children[place + 1 :]:
                shared = one.geometry().intersected(other.geometry())
                if shared.width() > SLACK and shared.height() > SLACK:
                    found.append(f"{_name(one)} and {_name(other)} overlap by {shared}")
    return found


@contextmanager
def written(patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What is painted by `paint.words` beyond the widget it is painted on, while this is open."""
    found: list[str] = []
    real = paint.words

    def words(
        painter: QPainter,
        x: float,
        baseline: float,
        text: str,
        size: float,
        weight: int = 400,
        tone: paint.Ink = "text",
        align: str = "left",
    ) -> float:
        wide = real(painter, x, baseline, text, size, weight, tone, align)
        device = painter.device()
        if isinstance(device, QWidget) and not isinstance(device.parent(), QAbstractItemView):
            left = x - (wide if align == "right" else wide / 2 if align == "centre" else 0)
            metrics = fonts.metrics(size, weight)
            top, low = baseline - metrics.capHeight(), baseline
            corners = (QPointF(left, top), QPointF(left + wide, low))
            a, b = (painter.transform().map(corner) for corner in corners)
            room = QRect(device.rect()).adjusted(-SLACK, -SLACK, SLACK, SLACK)
            if not (room.left() <= a.x() and b.x() <= room.right() + 1):
                found.append(f"{_name(device)} writes {text!r} from {a.x():.0f} to {b.x():.0f}")
            elif not (room.top() <= a.y() and b.y() <= room.bottom() + 1):
                found.append(f"{_name(device)} writes {text!r} at {b.y():.0f} of {room.height()}")
        return wide

    with patch.context() as here:
        here.setattr(paint, "words", words)
        yield found


def visible(shown: QWidget) -> list[QWidget]:
    """All that is visible below ``shown`` and no window of its own."""
    return [
        one
        for one in shown.findChildren(QWidget)
        if one.isVisibleTo(shown) and one.window() is shown.window()
    ]


def _speaks(widget: QWidget) -> bool:
    """Whether there are words or figures on it."""
    return isinstance(
        widget, (QLabel, QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)
    ) or type(widget).__name__ in ("Tile", "Legend", "Note", "Segmented")


def _scrolls(widget: QWidget) -> bool:
    area = widget.parentWidget()
    if isinstance(area, QScrollArea) and area.viewport() is widget:
        inner = area.widget()
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return not never or inner is None or inner.width() <= widget.width() + SLACK
    return isinstance(area, QAbstractScrollArea)


def _told(widget: QWidget) -> bool:
    """Whether what is cut off can be read in the tool tip."""
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else ""
    return bool(words) and words in widget.toolTip()


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
    around = widget.parentWidget()
    return f"{type(around).__name__}>{type(widget).__name__}({words or widget.accessibleName()!r})"
