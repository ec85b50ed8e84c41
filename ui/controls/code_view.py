"""A listing: a short Python program with line numbers, marked lines, and tags of who stands where.

It shows a program while it runs, so nothing of it can be edited and its size never changes with
what is marked. To copy a program there is the window that *Show the code* opens.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.controls.python_parts import parts
from ui.controls.worded import Source, Worded, said
from ui.theme import fonts, paint
from ui.theme.tokens import colour, current, mix
from ui.words import N_, tr

PROGRAM = N_("Program")
_LINE = 20
_SIZE = 12
_PAD = 8
_GUTTER = 40
_RADIUS = 8


def tint(tone: str) -> QColor:
    """What lies under a marked line; all colours of code can be read on it."""
    return mix("sunken" if current().is_dark else "surface", tone, 0.14)


@dataclass
class _Mark:
    tone: str
    tags: list[tuple[Source, str]] = field(default_factory=list)


class CodeView(Worded, QWidget):
    """Shows ``text``. Lines are counted from 1, as they are numbered in the picture.

    A tone is a token (``bad``, ``good``, ``warn``, ``accent``, ``info``, ``threads`` …).
    """

    def __init__(self, text: str, name: Source = PROGRAM, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[str] = []
        self._parts: dict[int, list[tuple[int, int, str]]] = {}
        self._marks: dict[int, _Mark] = {}
        self._least = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(name)
        self.set_text(text)

    @property
    def text(self) -> str:
        """The program."""
        return "\n".join(self._lines)

    def set_text(self, text: str) -> None:
        """Show another program; all marks are taken away."""
        self._lines = text.rstrip("\n").split("\n")
        self._marks.clear()
        self._parts = {}
        for part in parts(text):
            self._parts.setdefault(part.line, []).append((part.start, part.end, part.kind))
        self.updateGeometry()
        self._describe()
        self.update()

    def keep_lines(self, lines: int) -> None:
        """Be at least so many lines high, so that programs side by side are equally high."""
        if lines != self._least:
            self._least = lines
            self.updateGeometry()

    def mark(self, line: int, tone: str, tag: Source = "", tag_tone: str = "") -> None:
        """Lay a tint on a line; ``tag`` stands at its right end, framed in its tone or its own.

        Marking a line again changes its tint and adds the tag to those it has.
        """
        if not 1 <= line <= len(self._lines):
            raise ValueError(f"no such line: {line}")
        mark = self._marks.setdefault(line, _Mark(tone))
        mark.tone = tone
        if tag:
            mark.tags.append((tag, tag_tone or tone))
        self._describe()
        self.update()

    def clear_marks(self) -> None:
        """Take all tints and tags away."""
        if self._marks:
            self._marks.clear()
            self._describe()
            self.update()

    def marks(self) -> dict[int, tuple[str, list[str]]]:
        """What is marked: by line its tone and its tags, as they read now."""
        return {
            line: (mark.tone, [said(tag) for tag, _tone in mark.tags])
            for line, mark in sorted(self._marks.items())
        }

    def retranslate(self) -> None:
        """Say the tags in the language of now."""
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Every line in full."""
        widest = max(map(len, self._lines))
        column = fonts.metrics(_SIZE, mono=True).horizontalAdvance("0")
        wide = fonts.px(_GUTTER) + widest * column + fonts.px(16)
        high = max(len(self._lines), self._least) * fonts.px(_LINE) + 2 * fonts.px(_PAD)
        return QSize(round(wide), high)

    def minimumSizeHint(self) -> QSize:
        """Programs are never cut off."""
        return self.sizeHint()

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the sheet, the tints, the program and the tags."""
        rect = QRectF(self.rect())
        paint.box(painter, rect, _RADIUS, "sunken", "border")
        inside = QPainterPath()
        inside.addRoundedRect(rect.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        painter.setClipPath(inside)
        for line, mark in self._marks.items():
            self._tint(painter, line - 1, mark.tone)
        for row, text in enumerate(self._lines):
            self._write(painter, row, text)
        painter.setClipping(False)
        for line, mark in self._marks.items():
            self._tags(painter, line - 1, mark)

    def _top(self, row: int) -> int:
        return fonts.px(_PAD) + row * fonts.px(_LINE)

    def _tint(self, painter: QPainter, row: int, tone: str) -> None:
        band = QRectF(0, self._top(row), self.width(), fonts.px(_LINE))
        painter.fillRect(band, tint(tone))
        painter.fillRect(QRectF(0, band.top(), 4, band.height()), colour(tone))

    def _write(self, painter: QPainter, row: int, text: str) -> None:
        metrics = fonts.metrics(_SIZE, mono=True)
        base = round(self._top(row) + fonts.px(_LINE) / 2 + metrics.capHeight() / 2)
        painter.setFont(fonts.font(_SIZE, mono=True))
        number = str(row + 1)
        left = fonts.px(_GUTTER)
        painter.setPen(colour("text3"))
        edge = left - fonts.px(14) - metrics.horizontalAdvance(number)
        painter.drawText(QPointF(round(edge), base), number)
        column = metrics.horizontalAdvance("0")
        at = 0
        for start, end, kind in [*self._parts.get(row, []), (len(text), len(text), "")]:
            painter.setPen(colour("text"))
            painter.drawText(QPointF(left + at * column, base), text[at:start])
            if kind:
                painter.setPen(colour(f"code_{kind}"))
                painter.drawText(QPointF(left + start * column, base), text[start:end])
            at = end

    def _tags(self, painter: QPainter, row: int, mark: _Mark) -> None:
        right = float(self.width() - fonts.px(8))
        high = fonts.px(_LINE) - 3
        top = self._top(row) + 1.5
        for tag, tone in reversed(mark.tags):
            words = said(tag)
            wide = round(fonts.width(words, 11, 600)) + fonts.px(12)
            box = QRectF(right - wide, top, wide, high)
            paint.box(painter, box, 4, mix("surface", tone, 0.22), tone)
            base = paint.baseline(box.center().y(), 11, 600)
            paint.words(painter, box.center().x(), base, words, 11, 600, "text", "centre")
            right -= wide + 4

    def _describe(self) -> None:
        told = [self.text]
        for line, (_tone, tags) in self.marks().items():
            if tags:
                told.append(tr(N_("Line {n}: {tags}"), n=line, tags=", ".join(tags)))
        self.setAccessibleDescription("\n".join(told))
