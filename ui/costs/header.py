"""The head of Costs: which section, export, run."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from lab.costs.kinds import SECTIONS
from ui.controls.button import Button
from ui.controls.header import Header
from ui.controls.segmented import Segmented
from ui.run.start_button import StartButton
from ui.words import N_

EXPORTS: tuple[tuple[str, str, str, str], ...] = (
    ("chart", N_("Save the charts as a picture…"), "image", "Ctrl+E"),
    ("figures", N_("Save the figures (CSV)…"), "table", ""),
    ("samples", N_("Save every measurement (CSV)…"), "table", ""),
    ("json", N_("Save everything (JSON)…"), "code", ""),
)


class CostsHeader(Header):
    """Sections at the left; export and run at the right."""

    section_chosen = Signal(str)
    run_asked = Signal()
    quick_asked = Signal()
    """A short study of the section is wanted: fewer repeats and sizes."""
    export_asked = Signal(str)
    copy_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(N_("Costs"), parent)
        sections = [(section.key, section.title) for section in SECTIONS.values()]
        self.sections = Segmented(sections, N_("Section"), even=True)
        self.sections.changed.connect(self.section_chosen)
        self.add_left(self.sections)
        self.export = Button(N_("Export"), "quiet", "export")
        self.export_menu = QMenu(self)
        self.export_actions: dict[str, QAction] = {}
        for key, words, icon, keys in EXPORTS:
            asked = partial(self.export_asked.emit, key)
            self.export_actions[key] = self.add_entry(self.export_menu, words, icon, keys, asked)
        self.export_actions["copy"] = self.add_entry(
            self.export_menu, N_("Copy figures"), "copy", "Ctrl+Shift+C", self.copy_asked.emit
        )
        self.add_menu(self.export, self.export_menu)
        self.quick = Button(N_("Quick run"), "quiet", "timer")
        self.quick.set_spoken(
            N_("Quick run"), tip=N_("Fewer repeats and sizes: sooner there, wider intervals")
        )
        self.quick.clicked.connect(self.quick_asked)
        self.run = StartButton()
        self.run.clicked.connect(self.run_asked)
        for button in (self.export, self.quick, self.run):
            self.add_right(button)
        self._run_state = ""
        self.set_run("first")
        self.set_exportable(False)

    def set_run(self, state: str) -> None:
        """What the one large button does: ``first``, ``again``, ``cancel`` or ``stopping``."""
        if state == self._run_state:
            return
        self._run_state = state
        self.run.set_state(state)
        at_rest = state in ("first", "again")
        if not at_rest and self.quick.hasFocus():
            self.quick.clearFocus()  # else Space would press the next button
        self.quick.setEnabled(at_rest)
        self.run.keep_width()

    def set_exportable(self, exportable: bool) -> None:
        """Whether there are figures to export."""
        for action in self.export_actions.values():
            action.setEnabled(exportable)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the room in the language of now."""
        super().changeEvent(event)
        if hasattr(self, "run"):
            self.run.keep_width()
