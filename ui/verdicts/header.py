"""The head of Verdicts: what is in view, export, and the one button that runs what is missing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.controls.button import Button
from ui.controls.header import Header
from ui.controls.segmented import Segmented
from ui.theme import fonts
from ui.words import N_, Words, tr

from .times import rough_duration

CLAIMS, COMPARISON, CHOOSING = "claims", "comparison", "choosing"
TABS = (
    (CLAIMS, N_("Claims")),
    (COMPARISON, N_("Comparison")),
    (CHOOSING, N_("When to use which")),
)
EXPORTS: tuple[tuple[str, str, str, str], ...] = (
    ("html", N_("Save a report (HTML)…"), "article", "Ctrl+E"),
    ("csv", N_("Save the verdicts (CSV)…"), "table", ""),
    ("json", N_("Save everything (JSON)…"), "code", ""),
)
_MISSING, _ALL, _AGAIN = N_("Run what is missing"), N_("Run all"), N_("Run all again")


class VerdictsHeader(Header):
    """``tab_changed`` brings what is to be in view, ``export_asked`` a key of :data:`EXPORTS`."""

    tab_changed = Signal(str)
    export_asked = Signal(str)
    run_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("Verdicts"), parent)
        self.tabs = Segmented(list(TABS), N_("View"), even=True)
        self.tabs.changed.connect(self.tab_changed)
        self.add_left(self.tabs)
        self.export = Button(N_("Export"), "quiet", "export")
        self.menu = QMenu(self)
        self.actions_: dict[str, QAction] = {}
        for key, words, icon, keys in EXPORTS:
            asked = partial(self.export_asked.emit, key)
            self.actions_[key] = self.add_entry(self.menu, words, icon, keys, asked)
        self.add_menu(self.export, self.menu)
        self.run = Button("", "primary", "play-fill")
        self.run.clicked.connect(self.run_asked)
        self.add_right(self.export)
        self.add_right(self.run)
        self.show_missing(1, 1, 0.0, idle=True)

    def show_missing(self, missing: int, count: int, seconds: float, *, idle: bool) -> None:
        """What the button does: ``missing`` of ``count`` claims are without a finding."""
        words = _AGAIN if not missing else _ALL if missing == count else _MISSING
        self.run.set_source(words)
        self.run.set_icon_name("play-fill" if missing else "arrows-clockwise")
        self.run.set_spoken(
            words, tip=Words(N_("Takes {time}"), time=partial(rough_duration, seconds))
        )
        if not idle and self.run.hasFocus():
            # Else the focus would go on to a neighbour, and Space would press that.
            self.run.clearFocus()
        self.run.setEnabled(idle)
        self._keep_width()

    def set_exportable(self, exportable: bool) -> None:
        """Whether there are findings to export."""
        for action in self.actions_.values():
            action.setEnabled(exportable)
        self.export.setEnabled(exportable)

    def changeEvent(self, event: object) -> None:
        """Keep the room in the language of now."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "run"):
            self._keep_width()

    def _keep_width(self) -> None:
        """The button keeps the room of its longest words: the row stands still."""
        widest = max(fonts.width(tr(words), 13, 500) for words in (_MISSING, _ALL, _AGAIN))
        self.run.setMinimumWidth(round(widest + fonts.px(22 + 24)))
