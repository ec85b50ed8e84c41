"""Tab goes through a window in the order of reading, whenever its parts were made.

Qt's order is that of making: what is put in later (a row, a plot, a page) would come last. So the
chain is threaded anew in the order of the layouts at each press of Tab; it takes a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object


class ReadingOrder(_Base):
    """Mixin of windows, placed before the Qt class."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Thread the chain, then go on."""
        thread(self)
        return bool(super().focusNextPrevChild(forward))


def thread(window: QWidget) -> None:
    """Put everything in ``window`` that takes the focus into the order of its layouts."""
    # What hands the focus on takes part as well: left behind it would lead back to its proxy.
    stops = [
        one
        for one in in_order(window)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus or one.focusProxy() is not None
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


def in_order(widget: QWidget) -> Iterator[QWidget]:
    """All that is in ``widget``, as it is read; what stands in no layout comes last."""
    seen: set[QWidget] = set()
    for one in _parts(widget):
        seen.add(one)
        yield one
        yield from in_order(one)
    for child in widget.children():
        if isinstance(child, QWidget) and child not in seen and not child.isWindow():
            yield child
            yield from in_order(child)


def _parts(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QScrollArea) and (inner := widget.widget()) is not None:
        yield inner
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        if (widget := item.widget()) is not None:
            yield widget
        elif (nested := item.layout()) is not None:
            yield from _laid_out(nested)
