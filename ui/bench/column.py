"""The control column: sections that scroll, and the run button that always stays in view."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.controls.elapsed import Elapsed
from ui.controls.rule import Rule
from ui.controls.run_button import RunButton
from ui.controls.scrolling import scrolling
from ui.controls.slider_row import SliderRow
from ui.run.work import WorkSection
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import MARGIN

from .approach import ApproachSection
from .draft import Draft
from .load import LoadSection
from .options import OptionsSection
from .shape import ShapeSection


class ControlColumn(QFrame):
    """Everything that says what is run; the tab order is the order of reading."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.approach = ApproachSection(draft)
        self.shape = ShapeSection(draft)
        self.work = WorkSection(draft.experiment)
        self.work.edited.connect(lambda wanted, setting: draft.replace(wanted, setting=setting))
        draft.changed.connect(lambda _before, after: self.work.show_experiment(after))
        self.load = LoadSection(draft)
        self.options = OptionsSection(draft)
        inner = self._inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(MARGIN, 14, MARGIN, 6)
        rows.setSpacing(10)
        parts = (self.approach, self.shape, self.work, self.load)
        for part in parts:
            rows.addWidget(part)
            rows.addWidget(Rule())
        rows.addWidget(self.options)
        rows.addStretch(1)
        self.area = scrolling(inner)

        self.run = RunButton()
        self.elapsed = Elapsed()
        foot = QFrame()
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(MARGIN, 12, MARGIN, 12)
        row.setSpacing(MARGIN)
        row.addWidget(self.run, 1)
        row.addWidget(self.elapsed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.area, 1)
        column.addWidget(foot)
        draft.changed.connect(lambda _before, _after: self._align())
        sized(self, self._align)

    def _align(self) -> None:
        """Give all number fields the width of the widest, so that sliders end in one line."""
        rows = [row for part in (self.shape, self.work) for row in part.findChildren(SliderRow)]
        rows = [row for row in rows if row.parameter.name != "weight"]
        wide = max(row.field.sizeHint().width() for row in rows)
        for row in rows:
            if row.field.minimumWidth() != wide:
                row.field.setFixedWidth(wide)

    def fit(self) -> None:
        """Take less width in a small window."""
        needed = self._inner.minimumSizeHint().width() + 12
        self.setFixedWidth(max(needed, fonts.column(self.window().width())))

    def set_running(self, running: bool) -> None:
        """Dim what a run takes at its start and never later."""
        self.load.set_running(running)
        self.options.set_running(running)

    @Slot(QWidget, QWidget)
    def show_focused(self, _old: QWidget | None, widget: QWidget | None) -> None:
        """Scroll until ``widget`` is in view, when it is in the column."""
        if widget is not None and self.area.isAncestorOf(widget):
            self.area.ensureWidgetVisible(widget, 0, 24)
