"""The steps taken, in time: a row a thread, a column a step, and the counter below them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from lab.schedules import Program, Taken
from lab.schedules.machine import next_step
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.tokens import mix
from ui.words import N_, tr

from .schedule import NAMES, Walk

INKS = ("threads", "combined", "asyncio")
"""A colour a thread; its letter says the same."""
_LEFT, _ROW, _BOX = 88, 40, 26
_STEPS = {
    "acquire": N_("locks"),
    "read": N_("reads {value}"),
    "add": N_("adds: {value}"),
    "write": N_("writes {value}"),
    "release": N_("unlocks"),
}
_SHORT = {"acquire": "[", "read": "← {value}", "add": "+ 1", "write": "→ {value}", "release": "]"}


def words_of(taken: Taken) -> str:
    """A step in words, in the language of now."""
    if taken.step in ("acquire", "release"):
        return tr(_STEPS[taken.step])
    return tr(_STEPS[taken.step], value=taken.value)


class StepsView(Worded, QWidget):
    """Draws a walk; the width of a column is that of the whole program, so nothing moves."""

    def __init__(self, walk: Walk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walk = walk
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_spoken(N_("Steps in time"))
        self.show_walk(walk)

    def show_walk(self, walk: Walk) -> None:
        """Draw another walk."""
        if walk.program.threads != self._walk.program.threads:
            self.updateGeometry()
        self._walk = walk
        self._describe()
        self.update()

    def retranslate(self) -> None:
        """Say the steps in the language of now."""
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """A row a thread and one for the counter."""
        return QSize(fonts.px(600), (self._walk.program.threads + 1) * fonts.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """Rows are never cut off."""
        return QSize(fonts.px(300), self.sizeHint().height())

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint names and lines, then the steps, then the counter after each."""
        walk, row = self._walk, fonts.px(_ROW)
        left = fonts.px(_LEFT)
        threads = walk.program.threads
        for place in range(threads):
            middle = row * (place + 0.5)
            base = paint.baseline(middle, 12, 600)
            paint.words(painter, 0, base, thread_name(place), 12, 600, "text2")
            line = mix("surface", INKS[place], 0.5)
            painter.fillRect(QRectF(left, middle - 1, self.width() - left, 2), line)
        base = paint.baseline(row * (threads + 0.5), 12, 600)
        paint.words(painter, 0, base, tr(N_("counter")), 12, 600, "text2")
        wide = (self.width() - left) / (threads * walk.program.length)
        for place, taken in enumerate(walk.taken):
            self._step(painter, QRectF(left + place * wide, 0, wide, row), taken)
        self._waiting(painter, left + len(walk.taken) * wide, wide)

    def _step(self, painter: QPainter, column: QRectF, taken: Taken) -> None:
        row = column.height()
        middle = row * (taken.thread + 0.5)
        high = fonts.px(_BOX)
        box = QRectF(column.left() + 2, middle - high / 2, column.width() - 4, high)
        erases = taken.step == "write" and taken.erased > 0
        ink = "bad" if erases else INKS[taken.thread]
        paint.box(painter, box, 5, mix("surface", ink, 0.25), ink)
        text = words_of(taken)
        if fonts.width(text, 11, 500) > box.width() - 6:
            text = _SHORT[taken.step].format(value=taken.value)
        base = paint.baseline(middle, 11, 500)
        paint.words(painter, box.center().x(), base, text, 11, 500, "text", "centre")
        below = row * (self._walk.program.threads + 0.5)
        tone = "bad" if erases else ("text" if taken.step == "write" else "text3")
        base = paint.baseline(below, 13, 600)
        paint.words(painter, column.center().x(), base, str(taken.counter), 13, 600, tone, "centre")

    def _waiting(self, painter: QPainter, left: float, wide: float) -> None:
        """An empty frame for every thread that stands before the lock."""
        walk, row, high = self._walk, fonts.px(_ROW), fonts.px(_BOX)
        for place in range(walk.program.threads):
            if place in walk.choices or next_step(walk.program, walk.state, place) != "acquire":
                continue
            box = QRectF(left + 2, row * (place + 0.5) - high / 2, wide - 4, high)
            paint.box(painter, box, 5, "surface", "warn")
            text = tr(N_("waits"))
            if fonts.width(text, 11, 500) > box.width() - 4:
                text = "…"
            base = paint.baseline(box.center().y(), 11, 500)
            paint.words(painter, box.center().x(), base, text, 11, 500, "warn", "centre")

    def _describe(self) -> None:
        told = [
            tr(
                N_("{thread} {what}; the counter is {counter}"),
                thread=NAMES[taken.thread],
                what=words_of(taken),
                counter=taken.counter,
            )
            for taken in self._walk.taken
        ]
        self.setAccessibleDescription("\n".join(told) or tr(N_("No step was taken yet")))


def thread_name(place: int) -> str:
    """``Thread A``, in the language of now."""
    return tr(N_("Thread {letter}"), letter=NAMES[place])


def program_text(program: Program) -> str:
    """What every thread carries out, a step a line."""
    inner = "    "
    lines = ["def work():"]
    if program.increments > 1:
        lines.append(f"    for _ in range({program.increments}):")
        inner = "        "
    steps = {
        "acquire": "lock.acquire()",
        "read": "value = counter",
        "add": "value = value + 1",
        "write": "counter = value",
        "release": "lock.release()",
    }
    return "\n".join([*lines, *(inner + steps[step] for step in program.steps)]) + "\n"


def line_of(program: Program, step: str) -> int:
    """The line of :func:`program_text` that carries a step out, counted from 1."""
    return (2 if program.increments == 1 else 3) + program.steps.index(step)
