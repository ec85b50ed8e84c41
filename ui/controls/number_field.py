"""A field for an exact number, with its unit written inside."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QMargins, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from lab.spec import Parameter
from ui.controls.focus import KeyboardFocus
from ui.controls.worded import Source, Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.words import N_, Words, exact, number, parse


class NumberField(KeyboardFocus, Worded, QLineEdit):
    """Takes what the parameter accepts and says why not otherwise; never passes a bad value on.

    ``entered`` brings an acceptable value when Enter is pressed or the field is left;
    ``complaint`` brings words when the value is not acceptable and "" when all is well;
    ``stepped`` brings +1 or -1 for the up and down keys (10 and -10 for the page keys).
    """

    entered = Signal(object)
    complaint = Signal(object)
    stepped = Signal(int)

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter = parameter
        self._value: int | float = parameter.default
        self._bad = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        sized(self, lambda: self.setFont(fonts.font(13, 500)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        sized(self, self._keep_margins)
        self.editingFinished.connect(self._enter)
        self.textEdited.connect(self._typed)
        self._show()

    @property
    def value(self) -> int | float:
        """The last acceptable value."""
        return self._value

    @property
    def is_bad(self) -> bool:
        """Whether what stands in the field is not acceptable."""
        return self._bad

    def set_value(self, value: float) -> None:
        """Show ``value``; nothing is emitted, and an unfinished entry is replaced."""
        if value != self._value or self._bad:
            self._value = value
            self._mark("")
            self._show()

    def problem(self) -> Source:
        """Why what is typed is not acceptable, with the span; or ""."""
        typed = parse(self.text())
        value: object = typed
        if typed is not None and self._parameter.type is int and typed == int(typed):
            value = int(typed)
        if self._parameter.problem(value) is None:
            return ""
        span = self._parameter.span or (0.0, 0.0)
        low, high = (partial(_bound, bound) for bound in span)
        if self._parameter.type is int:
            return Words(N_("A whole number from {low} to {high}"), low=low, high=high)
        if unit := self._parameter.unit:
            return Words(N_("{low} to {high} {unit}"), low=low, high=high, unit=unit)
        return Words(N_("{low} to {high}"), low=low, high=high)

    def sizeHint(self) -> QSize:
        """72 wide, or more where the largest value needs it."""
        bounds = self._parameter.span or (0.0, 0.0)
        widest = max(fonts.width(exact(_short(bound)), 13, 500) for bound in bounds)
        wide = max(fonts.px(72), round(widest + 6 + self.textMargins().right() + 6))
        return QSize(wide, max(24, fonts.px(28)))

    def minimumSizeHint(self) -> QSize:
        """Figures are never cut off."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step the value; Escape brings the last good one back."""
        steps = {
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
            Qt.Key.Key_PageUp: 10,
            Qt.Key.Key_PageDown: -10,
        }.get(Qt.Key(event.key()))
        if steps is not None:
            if not self._bad:
                self._enter()
            self.stepped.emit(steps)
        elif event.key() == Qt.Key.Key_Escape and self._pending():
            self._mark("")
            self._show()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Write the number the way the new language does."""
        if not self._bad:
            self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Make room for the lock when the field is locked."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._keep_margins()

    def _keep_margins(self) -> None:
        lock = 0 if self.isEnabled() else fonts.px(18)
        unit = self._parameter.unit
        wide = round(fonts.width(unit, 12)) + 4 if unit else 0
        self.setTextMargins(QMargins(6 + lock, 0, wide + 6, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame, let Qt write the number, then the unit or the lock."""
        self._frame(event)
        super().paintEvent(event)

    @paint.paints
    def _frame(self, painter: QPainter) -> None:
        rect = QRectF(self.rect())
        middle = self.height() / 2
        if not self.isEnabled():
            paint.box(painter, rect, 6, "sunken")
            paint.picture(painter, 7, middle, "lock-simple", 14, "text3")
        elif self._bad:
            paint.box(painter, rect, 6, "bad_tint", "bad", 2 if self.hasFocus() else 1)
        elif self.hasFocus():
            paint.box(painter, rect, 6, "surface", "accent", 2)
        else:
            paint.box(painter, rect, 6, "surface", "control")
        if self._parameter.unit:
            base = paint.baseline(middle, 13, 500)
            unit = self._parameter.unit
            paint.words(painter, self.width() - 8, base, unit, 12, 400, "text3", "right")

    def _typed(self, _text: str) -> None:
        if self._bad and not self.problem():
            self._mark("")

    def _pending(self) -> bool:
        return self._bad or self.text() != exact(self._value)

    def _enter(self) -> None:
        if not self._pending():
            return
        trouble = self.problem()
        self._mark(trouble)
        if trouble:
            return
        self._value = self._parameter.clean(parse(self.text()))
        self._show()
        self.entered.emit(self._value)

    def _mark(self, trouble: Source) -> None:
        if self._bad or trouble:
            self._bad = bool(trouble)
            self.complaint.emit(trouble)
            self.update()

    def _show(self) -> None:
        self.setText(exact(self._value))


def _bound(bound: float) -> str:
    decimals = len(f"{bound:.10g}".partition(".")[2])
    return number(bound, decimals)


def _short(bound: float) -> int | float:
    return int(bound) if bound == int(bound) else bound
