"""Markers on the time axis: a dashed line and a label each, in two rows, then merged."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from ui.theme import fonts, paint
from ui.theme.tokens import colour

ROWS = 2
GAP = 4
_ARROW = "→"
_LINES = 128
"""Lines kept at most: a storm of changes is a dark band, not a growing list."""


def chained(before: str, after: str) -> str | None:
    """Two steps of one setting as one: ``threads 2→4``, ``threads 4→8`` is ``threads 2→8``."""
    if before.count(_ARROW) != 1 or after.count(_ARROW) != 1:
        return None
    start, middle = before.split(_ARROW)
    again, end = after.split(_ARROW)
    name, _, _old = start.rpartition(" ")
    same, _, old = again.rpartition(" ")
    if name != same or middle.split(" ")[0].split("\u00a0")[0] != old:
        return None
    return f"{start}{_ARROW}{end}"


@dataclass
class Tag:
    """One label: where it stands, what it says, and how many further changes it stands for."""

    t_s: float
    label: str
    row: int
    more: int = 0
    image: QPixmap | None = None

    @property
    def text(self) -> str:
        """What the label reads."""
        return f"{self.label} +{self.more}" if self.more else self.label

    @property
    def width(self) -> int:
        """Width of the label's box, in logical pixels."""
        return round(fonts.width(self.text, 11, 500)) + 14


def box_height() -> int:
    """Height of a label's box, in logical pixels."""
    return fonts.px(18)


def row_height() -> int:
    """From one row of labels to the next, in logical pixels."""
    return box_height() + 3


class Tags:
    """The markers in view. A label keeps its row while it scrolls, so nothing jumps."""

    def __init__(self) -> None:
        self.lines: deque[float] = deque(maxlen=_LINES)
        self.tags: deque[Tag] = deque(maxlen=_LINES)
        self._all: deque[tuple[float, object]] = deque(maxlen=_LINES)

    def clear(self) -> None:
        """Forget all markers."""
        self.lines.clear()
        self.tags.clear()
        self._all.clear()

    def add(self, t_s: float, words: object, pixels_per_s: float, overhang: float) -> None:
        """Add a marker at the right edge; ``overhang`` is the room its label has beyond it.

        ``words`` are a text, or something that gives it anew when the language has changed.
        """
        self._all.append((t_s, words))
        label = str(words)
        self.lines.append(t_s)
        if self.tags:
            last = self.tags[-1]
            joined = chained(last.label, label) if not last.more else None
            crowded = (t_s - last.t_s) * pixels_per_s < last.width + GAP
            if joined is not None and crowded:
                last.label, last.image = joined, None
                return
        tag = Tag(t_s, label, 0)
        # A label at the right edge is pushed left into the chart, so it needs room there too.
        left = t_s * pixels_per_s - max(0.0, tag.width - overhang)
        for row in range(ROWS):
            edges = [o.t_s * pixels_per_s + o.width for o in self.tags if o.row == row]
            if not edges or max(edges) + GAP <= left:
                tag.row = row
                self.tags.append(tag)
                return
        self.tags[-1].more += 1
        self.tags[-1].image = None

    def arrange(self, pixels_per_s: float, overhang: float) -> None:
        """Lay all labels out anew, for another width or type size."""
        kept = list(self._all)
        self.clear()
        for t_s, words in kept:
            self.add(t_s, words, pixels_per_s, overhang)

    def forget_before(self, t_s: float, pixels_per_s: float) -> None:
        """Drop what has scrolled out on the left."""
        while self.lines and self.lines[0] < t_s:
            self.lines.popleft()
        while self._all and self._all[0][0] < t_s:
            self._all.popleft()
        while self.tags and self.tags[0].t_s + self.tags[0].width / pixels_per_s < t_s:
            self.tags.popleft()


def draw_tag(tag: Tag, ratio: float) -> QPixmap:
    """The label's box as a pixmap; drawn once, then copied at each frame."""
    if tag.image is not None and tag.image.devicePixelRatio() == ratio:
        return tag.image
    width, height = tag.width, box_height()
    image = QPixmap(round(width * ratio), round(height * ratio))
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint.box(painter, QRectF(0, 0, width, height), 4, "raised", "control")
    paint.words(painter, 7, paint.baseline(height / 2, 11, 500), tag.text, 11, 500)
    painter.end()
    tag.image = image
    return image


def dashed_column(height: int, ratio: float) -> QPixmap:
    """A dashed vertical line, one logical pixel wide and ``height`` long, as a pixmap."""
    wide = max(1, round(ratio))
    image = QPixmap(wide, max(1, round(height * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    step = round(6 * ratio)
    for y in range(0, image.height(), step):
        painter.fillRect(0, y, wide, step // 2, colour("text2"))
    painter.end()
    return image
