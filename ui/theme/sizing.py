"""Sizes that hold text and are set only once: set again whenever the text size changes.

A control that paints itself asks `fonts.px` at every repaint and size hint. What is told to Qt
instead (a font, a fixed width, a margin) would stay as it was: it is told through :func:`sized`.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSpacerItem, QWidget

from ui.theme import fonts

_KEPT = "_sized"


def sized(widget: QWidget, apply: Callable[[], object]) -> None:
    """Carry ``apply`` out now, and whenever the text size changes while ``widget`` is there."""
    vars(widget).setdefault(_KEPT, []).append(apply)
    apply()


def strut(widget: QWidget, row: QHBoxLayout, height: float) -> None:
    """Keep a row of ``widget`` at least so high, as designed."""
    spacer = QSpacerItem(0, 0)
    row.addSpacerItem(spacer)

    def stretch() -> None:
        spacer.changeSize(0, fonts.px(height))
        row.invalidate()

    sized(widget, stretch)


def again() -> None:
    """Carry out all that :func:`sized` was told: a new style sheet takes fonts away, too."""
    for widget in QApplication.allWidgets():
        for apply in vars(widget).get(_KEPT, ()):
            apply()


def resized(app: QApplication) -> None:
    """Have every control find out anew how much room its words need, as in a new language."""
    QCoreApplication.sendEvent(app, QEvent(QEvent.Type.LanguageChange))
    # What goes by the size of other controls finds them in their new one by now.
    again()
    for widget in QApplication.allWidgets():
        widget.updateGeometry()
        widget.update()
