"""A ring image: a picture that scrolls by whole pixels without being painted again.

Columns are counted from the run's start and never wrap in the eyes of the caller; in the image,
column ``c`` is kept at ``c % width``. What scrolls out of view is overwritten by what comes in.
The image is opaque, so showing it is one or two plain copies.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QImage, QPainter


class Ring:
    """The last ``view`` columns of an endless picture, and ``guard`` more on either side.

    All lengths are device pixels. ``guard`` is room for what a pen spills over the edges.
    """

    def __init__(self, view: int, height: int, guard: int = 0) -> None:
        self.view = max(1, view)
        self.height = max(1, height)
        self.guard = guard
        self.width = self.view + 2 * guard
        self.image = QImage(self.width, self.height, QImage.Format.Format_RGB32)

    def pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Where columns ``first`` to ``last`` (exclusive) lie in the image: (x, width) each."""
        first = max(first, last - self.width)
        while first < last:
            x = first % self.width
            width = min(last - first, self.width - x)
            yield x, width
            first += width

    def show(self, painter: QPainter, x: int, y: int, last: int) -> None:
        """Copy the ``view`` columns before column ``last`` to (x, y), in device pixels.

        The painter must be scaled to device pixels: then this is a copy, without resampling.
        """
        for start, width in self.pieces(last - self.view, last):
            painter.drawImage(x, y, self.image, start, 0, width, self.height)
            x += width
