"""Which claims the list shows: a search as one types, and one chip for each verdict."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.controls.chip import KINDS
from ui.controls.flow import Flow
from ui.controls.focus import KeyboardFocus, choose, one_stop
from ui.controls.line_field import LineField
from ui.controls.worded import Worded
from ui.theme import fonts, paint
from ui.theme.sizing import sized
from ui.words import N_, Words, number, tr

from .rows import ALL, FILTERS
from .wording import MARKS


class Search(LineField):
    """The search field; Down and Enter go on to the list."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter leave for the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterChip(KeyboardFocus, Worded, QRadioButton):
    """One of the filters: icon, word and how many claims it shows."""

    def __init__(self, key: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.count = key, 0
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.retranslate()

    def set_count(self, count: int) -> None:
        """Show how many claims there are."""
        self.count = count
        self.retranslate()

    def retranslate(self) -> None:
        """Say word and count in the language of now."""
        self.setText(tr(self._words))
        said = Words(N_("{filter}: {n}"), filter=tr(self._words), n=number(self.count))
        self.set_spoken(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for a count of two digits, so that the chips stand still while claims are run."""
        count = max(fonts.width("00", 13, 500), fonts.width(number(self.count), 13, 500))
        icon = fonts.px(20) if self.key != ALL else 0
        wide = fonts.width(self.text(), 13, 500) + count + fonts.px(30) + icon
        return QSize(round(wide), max(28, fonts.px(32)))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut off."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The whole chip can be clicked."""
        return self.rect().contains(pos)

    @paint.paints
    def paintEvent(self, painter: QPainter) -> None:
        """Paint the chip; the chosen one is tinted."""
        rect, on = QRectF(self.rect()), self.isChecked()
        fill = "accent_tint" if on else ("hover" if self.underMouse() else "surface")
        paint.box(painter, rect, 8, fill, "accent" if on else "border", 1.5 if on else 1)
        middle, x = self.height() / 2, float(fonts.px(11))
        if self.key != ALL:
            mark = MARKS[self.key]
            paint.picture(painter, x - 1, middle, mark.icon, 16, KINDS[mark.kind][0])
            x += fonts.px(20)
        base = paint.baseline(middle, 13, 500)
        tone = "accent" if on else "text"
        x += paint.words(painter, x, base, self.text(), 13, 500, tone) + fonts.px(7)
        quiet = "accent" if on else "text3"
        paint.words(painter, x, base, number(self.count), 13, 500, quiet)
        if self.shows_ring:
            paint.ring(painter, rect, 8, within=on)


class Filters(QWidget):
    """``changed`` when another search or another verdict is wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = Search(N_("Search"), "magnifying-glass")
        self.search.set_spoken(
            N_("Search claims"),
            help_=N_("Words in claim, experiment, rule or id; all of them must occur."),
        )
        self.search.setClearButtonEnabled(True)
        sized(self, lambda: self.search.setMaximumWidth(fonts.px(220)))
        self.search.textChanged.connect(self._changed)
        self.chips: dict[str, FilterChip] = {}
        self._group = QButtonGroup(self)
        row = Flow(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for key in FILTERS:
            chip = FilterChip(key, N_("All") if key == ALL else MARKS[key].words)
            self.chips[key] = chip
            self._group.addButton(chip)
            row.addWidget(chip)
        row.addStretch(1)
        self.chips[ALL].setChecked(True)
        one_stop(self._group)
        self._group.buttonToggled.connect(self._toggled)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def verdict(self) -> str:
        """Which verdict is wanted; ``all`` for any."""
        return next((key for key, chip in self.chips.items() if chip.isChecked()), ALL)

    @property
    def text(self) -> str:
        """What is searched for."""
        return self.search.text()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many claims each filter stands for."""
        for key, chip in self.chips.items():
            if chip.count != counts[key]:
                chip.set_count(counts[key])

    def reset(self) -> None:
        """Leave nothing out."""
        self.search.clear()
        choose(self._group, self.chips[ALL])
        self._changed()

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._changed()

    def _changed(self, *_what: object) -> None:
        self.changed.emit()
