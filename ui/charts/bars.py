"""Task boxes on a ring image: a box a task, stacked inside by how its time divides.

Boxes are written straight into the image's pixels with numpy, so that the cost depends on the
pixels that are new and hardly on the number of tasks. Tasks too short to be a box of their own
share a column, which then shows how their time divides together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from ui.charts.ring import Ring

PARTS = ("running", "gil", "core", "io")
"""From the bottom of a box upwards; what they leave of the whole is the event loop's."""
_GAP_FROM = 3
"""Boxes this many pixels wide are set off from the next by a pixel."""


class Bars:
    """Paints records onto a ring. Lengths are device pixels; ``rows`` are (lane, top, height)."""

    def __init__(self, view: int, height: int, span_s: float) -> None:
        self.ring = Ring(view, height)
        self.per_s = self.ring.view / span_s
        image = self.ring.image
        stride = image.bytesPerLine() // 4
        self._pixels = np.frombuffer(image.bits(), np.uint32).reshape(self.ring.height, stride)
        self._last = 0
        self.place([], [QColor()] * 7, QColor())

    def place(
        self, rows: Sequence[tuple[int, int, int]], inks: Sequence[QColor], ground: QColor
    ) -> None:
        """Set rows and colours (track, the parts, loop, failed). All is empty afterwards."""
        self._inks = np.array([ink.rgb() for ink in inks], np.uint32)
        order = sorted(rows)
        self._lanes = np.array([lane for lane, _, _ in order], np.uint64)
        self._tops = np.array([top for _, top, _ in order], np.intp)
        self._tall = max((height for *_, height in order), default=1)
        self._blank = np.full(self.ring.height, ground.rgb(), np.uint32)
        for top in self._tops:
            self._blank[top : top + self._tall] = self._inks[0]
        self._shared = np.zeros((len(PARTS) + 1, len(order), self.ring.width), np.float32)
        self._pixels[:, : self.ring.width] = self._blank[:, None]
        self._levels = np.arange(self._tall, 0, -1, dtype=np.float32)[:, None]

    def column(self, t_s: float) -> int:
        """The column just right of the one where time ``t_s`` lies."""
        return math.floor(t_s * self.per_s) + 1

    def advance(self, now_s: float) -> int:
        """Scroll to ``now_s``: what comes into view is empty. Returns the column right of now."""
        last = self.column(now_s)
        for x, width in self.ring.pieces(max(self._last, last - self.ring.width), last):
            self._pixels[:, x : x + width] = self._blank[:, None]
            self._shared[:, :, x : x + width] = 0.0
        self._last = last
        return last

    def add(self, records: NDArray[np.void]) -> None:
        """Paint these records, as far as they are in view and their lanes have a row."""
        if not len(records) or not len(self._lanes):
            return
        row = np.searchsorted(self._lanes, records["lane"])
        row[row == len(self._lanes)] = 0
        first = np.floor(records["start_s"] * self.per_s).astype(np.int64)
        end = np.floor(records["end_s"] * self.per_s).astype(np.int64)
        oldest = self._last - self.ring.width
        fits = (self._lanes[row] == records["lane"]) & (end >= oldest) & (first < self._last)
        short = fits & (end - first <= 1)
        if short.any():
            middle = (records["start_s"] + records["end_s"]) / 2 * self.per_s
            columns = np.clip(np.floor(middle[short]).astype(np.int64), oldest, self._last - 1)
            self._share(records[short], row[short], columns)
        boxes = fits & ~short
        if boxes.any():
            self._boxes(
                records[boxes],
                row[boxes],
                np.maximum(first[boxes], oldest),
                np.minimum(end[boxes], self._last),
            )

    def _boxes(
        self,
        records: NDArray[np.void],
        row: NDArray[np.intp],
        first: NDArray[np.int64],
        end: NDArray[np.int64],
    ) -> None:
        """Paint a box for each task, from column ``first`` to before ``end``."""
        widths = end - first
        widths -= widths >= _GAP_FROM
        stacks = self._stack(_shares(records), records["failed"])
        which = np.repeat(np.arange(len(records)), widths)
        # Columns of each box: its first, and on from there.
        steps = np.arange(len(which)) - np.repeat(np.cumsum(widths) - widths, widths)
        x = (first[which] + steps) % self.ring.width
        y = self._tops[row][which] + np.arange(self._tall)[:, None]
        self._pixels[y, x] = stacks[:, which]

    def _share(
        self, records: NDArray[np.void], row: NDArray[np.intp], columns: NDArray[np.int64]
    ) -> None:
        """Add short tasks to the columns they share, and paint those columns anew."""
        x = columns % self.ring.width
        weight = np.maximum(records["end_s"] - records["start_s"], 1e-9).astype(np.float32)
        shares = _shares(records) * weight
        for part in range(len(PARTS)):
            np.add.at(self._shared[part], (row, x), shares[part])
        np.add.at(self._shared[-1], (row, x), weight)
        where = np.unique(row * self.ring.width + x)
        row, x = where // self.ring.width, where % self.ring.width
        totals = self._shared[:, row, x]
        stacks = self._stack(totals[:-1] / totals[-1], np.zeros(len(row), np.bool_))
        y = self._tops[row] + np.arange(self._tall)[:, None]
        self._pixels[y, x] = stacks

    def _stack(self, shares: NDArray[np.float32], failed: NDArray[np.bool_]) -> NDArray[np.uint32]:
        """Pixel columns, shape (height, n), for shares of shape (parts, n)."""
        heights = np.round(np.cumsum(shares, axis=0) * self._tall)
        which = np.ones((self._tall, shares.shape[1]), np.intp)
        for part in heights:
            which += self._levels > part
        if failed.any():
            which[: max(2, self._tall // 5), failed] = len(PARTS) + 2
        stacked: NDArray[np.uint32] = self._inks[which]
        return stacked


def _shares(records: NDArray[np.void]) -> NDArray[np.float32]:
    """The parts' shares of each record, shape (parts, n); unknown ones count as nothing."""
    return np.nan_to_num(np.array([records[part] for part in PARTS], np.float32))
