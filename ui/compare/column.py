"""The control column: which work is compared, and how carefully."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from lab.spec import Experiment
from ui.controls.rule import Rule
from ui.controls.scrolling import scrolling
from ui.controls.slider_row import SliderRow
from ui.run.work import WorkSection
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.theme.tokens import MARGIN

from .care import CareSection
from .draft import SetupDraft
from .setup import with_mix


class SetupColumn(QFrame):
    """The same section of the work as on the Bench, and the protocol below it."""

    def __init__(self, draft: SetupDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._draft = draft
        self.work = WorkSection(draft.setup.experiment)
        self.work.edited.connect(self._take_work)
        self.care = CareSection(draft)
        inner = self._inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setContentsMargins(MARGIN, 14, MARGIN, 12)
        rows.setSpacing(10)
        rows.addWidget(self.work)
        rows.addWidget(Rule())
        rows.addWidget(self.care)
        rows.addStretch(1)
        self.area = scrolling(inner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        draft.changed.connect(lambda _before, _after: self._show())
        sized(self, self._align)

    def fit(self) -> None:
        """Take less width in a small window."""
        needed = self._inner.minimumSizeHint().width() + 12
        self.setFixedWidth(max(needed, fonts.column(self.window().width())))

    @Slot(QWidget, QWidget)
    def show_focused(self, _old: QWidget | None, widget: QWidget | None) -> None:
        """Scroll until ``widget`` is in view, when it is in the column."""
        if widget is not None and self.area.isAncestorOf(widget):
            self.area.ensureWidgetVisible(widget, 0, 24)

    def _show(self) -> None:
        self.work.show_experiment(self._draft.setup.experiment)
        sized(self, self._align)

    def _align(self) -> None:
        """Give all number fields the width of the widest, so that sliders end in one line."""
        rows = [row for part in (self.work, self.care) for row in part.findChildren(SliderRow)]
        rows = [row for row in rows if row.parameter.name not in ("weight", "seed")]
        wide = max(row.field.sizeHint().width() for row in rows)
        for row in rows:
            if row.field.minimumWidth() != wide:
                row.field.setFixedWidth(wide)

    def _take_work(self, wanted: Experiment, setting: str) -> None:
        self._draft.replace(with_mix(self._draft.setup, wanted.mix), setting=setting)
