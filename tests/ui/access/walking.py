"""Walks a window by Tab as a person does who has no mouse, and looks at every stop."""

from __future__ import annotations

import itertools
import re

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from tests.ui.access.clipping import visible
from ui.charts.canvas import Canvas
from ui.charts.compare.surface import Surface
from ui.charts.finished import FinishedPlot
from ui.hazards.deadlock.graph_view import GraphView

MOST_STOPS = 150
LEAST_TARGET = 24
RING = 3.0
"""The least contrast of what shows the focus against what was there before."""
_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
)
_CLASS = re.compile(r"^_?[A-Z][a-z]+([A-Z][a-z]+)+$|^Q[A-Z]\w+$")


def controls(shown: QWidget) -> list[QWidget]:
    """Everything below ``shown`` that can be used."""
    found = []
    for widget in visible(shown):
        if isinstance(widget, QScrollBar) or not widget.isEnabled() or _within(widget):
            continue
        if isinstance(widget, _CONTROLS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(widget)
    return found


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return str(interface.text(QAccessible.Text.Name)).strip()


def badly_named(shown: QWidget) -> list[str]:
    """Controls without a name, or with one that is no word for people."""
    found = []
    for widget in controls(shown):
        name = name_of(widget)
        if not name or _CLASS.match(name) or name.lower() in ("button", "botón"):
            found.append(f"{described(widget)} is called {name!r}")
    return found


def too_small(shown: QWidget) -> list[str]:
    """Controls that a finger would miss."""
    return [
        f"{described(one)} is {one.width()} × {one.height()}"
        for one in controls(shown)
        if min(one.width(), one.height()) < LEAST_TARGET
    ]


def walk(shown: QWidget) -> list[QWidget]:
    """Press Tab until the focus is where it was first; AssertionError when it never is."""
    window = shown.window()
    if not controls(shown):
        return []
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        at = QApplication.focusWidget()
        QTest.keyClick(at if at is not None else window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, (
            f"Tab leads nowhere from {described(at or window)} in {described(shown)}"
        )
        if stops and now is stops[0]:
            return stops
        assert now not in stops, f"Tab goes round: {[described(one) for one in [*stops, now]]}"
        stops.append(now)
    raise AssertionError(f"Tab never comes back: {[described(stop) for stop in stops]}")


def unreached(shown: QWidget, stops: list[QWidget]) -> list[str]:
    """Controls that neither Tab nor arrows come to."""
    reached = set(stops)
    found = []
    for widget in controls(shown):
        if widget in reached or _proxied(widget, reached):
            continue
        group = widget.group() if isinstance(widget, QAbstractButton) else None
        if group is not None and group.exclusive() and reached & set(group.buttons()):
            continue  # one stop for Tab, arrows within
        found.append(f"{described(widget)} cannot be reached")
    return found


def untold(shown: QWidget) -> list[str]:
    """Charts that are not named, or whose figures are not told in words."""
    found = []
    for chart in visible(shown):
        if not isinstance(chart, (Canvas, Surface, FinishedPlot, GraphView)):
            continue
        told = str(chart.accessibleDescription()).strip()
        if not name_of(chart) or not told:
            found.append(f"{described(chart)} tells {told!r}")
    return found


def disordered(stops: list[QWidget]) -> list[str]:
    """Steps that go up without going on to the right: against the order of reading."""
    found = []
    for before, after in itertools.pairwise(stops):
        if _shared(before, after) is None:
            continue
        # As they stand now: while the focus went on, what scrolls has scrolled.
        was = place_in(_standing(before, after), before.window())
        now = place_in(_standing(after, before), after.window())
        up = now.bottom() <= was.top() + 4
        right = now.left() >= was.right() - 4
        level = abs(now.center().y() - was.center().y()) < 8
        back = level and now.right() <= was.left() + 4
        if (up and not right) or back:
            found.append(f"from {described(before)} back to {described(after)}")
    return found


def invisible(stops: list[QWidget], shown: QWidget) -> list[str]:
    """Stops whose focus cannot be seen: nothing changes, or too little of it stands out."""
    window = shown.window()
    found = []
    for stop in stops:
        _bring_into_view(stop)
        stop.clearFocus()
        before = _around(stop, window)
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        after = _around(stop, window)
        if _standing_out(before, after) < 16:
            found.append(f"{described(stop)} does not show its focus")
    return found


def described(widget: QWidget) -> str:
    """A widget for a person who reads a failed test."""
    around = widget.parentWidget()
    return f"{type(around).__name__}>{type(widget).__name__}({name_of(widget)!r})"


def place_in(widget: QWidget, window: QWidget) -> QRect:
    """Where it stands in its window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _bring_into_view(widget: QWidget) -> None:
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _around(widget: QWidget, window: QWidget) -> NDArray[np.float64]:
    """The luminance of every pixel of the widget and a little around it."""
    area = place_in(widget, window).adjusted(-4, -4, 4, 4).intersected(window.rect())
    image = window.grab(area).toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    shape = (image.height(), image.bytesPerLine() // 4, 4)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(shape)[:, : image.width(), :3] / 255
    linear = np.where(pixels <= 0.03928, pixels / 12.92, ((pixels + 0.055) / 1.055) ** 2.4)
    made: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return made


def _standing_out(before: NDArray[np.float64], after: NDArray[np.float64]) -> int:
    """How many pixels have another colour that stands out from the one before."""
    if before.shape != after.shape:
        return MOST_STOPS
    light, dark = np.maximum(before, after), np.minimum(before, after)
    return int(((light + 0.05) / (dark + 0.05) >= RING).sum())


def _within(widget: QWidget) -> bool:
    """Whether it is a part of a control of Qt's: the clear button of a line, a table's head."""
    around = widget.parentWidget()
    return isinstance(around, (QLineEdit, QAbstractScrollArea, QComboBox))


def _proxied(widget: QWidget, reached: set[QWidget]) -> bool:
    proxy = widget.focusProxy()
    return proxy is not None and (proxy in reached or _proxied(proxy, reached))


def _standing(one: QWidget, other: QWidget) -> QWidget:
    """What stands for ``one``: the area it scrolls in, where the other one is not in that."""
    found, around = one, one.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and not around.isAncestorOf(other):
            found = around
        around = around.parentWidget()
    return found


def _shared(one: QWidget, other: QWidget) -> QWidget | None:
    """The nearest thing both are in, unless that is the whole window."""
    around = one.parentWidget()
    while around is not None and not around.isAncestorOf(other):
        around = around.parentWidget()
    return None if around is None or around.isWindow() else around
