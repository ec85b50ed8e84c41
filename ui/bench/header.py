"""The head of the Bench: which experiment it is, and what can be done with it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from lab.records.presets import Preset, presets
from lab.spec import Experiment
from ui.controls.button import Button, IconButton
from ui.controls.choice import Choice
from ui.controls.header import Header
from ui.run.work import unavailable
from ui.theme.sizing import sized
from ui.words import N_

from .draft import Draft


def for_the_bench(experiment: Experiment) -> Experiment:
    """``experiment`` without an end: here a person watches, steers, and stops it by hand."""
    if experiment.load.tasks is not None or experiment.load.seconds is None:
        return experiment
    return dataclasses.replace(experiment, load=dataclasses.replace(experiment.load, seconds=None))


class BenchHeader(Header):
    """Preset, the code, and two menus: the experiment's file with undo and redo, and exports."""

    open_asked = Signal()
    recent_asked = Signal(str)
    """The path of a file that was open before."""
    save_asked = Signal()
    export_asked = Signal(str)
    """The suffix of the format."""
    copy_asked = Signal()
    code_asked = Signal()
    preset_chosen = Signal(object)
    """The `Preset` that was loaded."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(N_("Bench"), parent)
        self._draft = draft
        self.base = for_the_bench(presets()[0].experiment)
        self.preset = Choice(N_("Preset"), N_("Preset"))
        why_not = unavailable()
        for preset in presets():
            reasons = (why_not.get(share.kind, "") for share in preset.experiment.mix)
            self.preset.add_item(preset.title, preset.name, next(filter(None, reasons), ""))
        self.preset.set_spoken(help_=N_("An experiment to start from, named after what people do."))
        self.preset.chosen.connect(self._load)
        sized(self, lambda: self.preset.setMinimumWidth(self.preset.sizeHint().width()))
        self.reset = IconButton("arrow-counter-clockwise", N_("Back to the preset's settings"))
        self.reset.clicked.connect(lambda: draft.replace(self.base))
        self.add_left(self.preset)
        self.add_left(self.reset)

        self.code = Button(N_("Show the code"), "quiet", "code")
        self.code.set_spoken(
            help_=N_("A short program of each approach that does what the controls show.")
        )
        self.code.clicked.connect(self.code_asked)
        self.add_right(self.code)
        self.file = Button(N_("Experiment"), "quiet", "file")
        self.export = Button(N_("Export"), "quiet", "export")
        self.file_menu, self.export_menu = QMenu(self), QMenu(self)
        self.add_entry(self.file_menu, N_("Open…"), "folder-open", "Ctrl+O", self.open_asked.emit)
        self.recent_menu = self.add_submenu(
            self.file_menu, N_("Open recent"), "clock-counter-clockwise"
        )
        self.recent_menu.setToolTipsVisible(True)
        self.add_entry(
            self.file_menu, N_("Save as…"), "floppy-disk", "Ctrl+S", self.save_asked.emit
        )
        self.file_menu.addSeparator()
        self.undo = self.add_entry(
            self.file_menu, N_("Undo change"), "arrow-counter-clockwise", "Ctrl+Z", draft.undo
        )
        self.redo = self.add_entry(
            self.file_menu, N_("Redo change"), "arrow-right", "Ctrl+Shift+Z", draft.redo
        )
        for words, suffix in (
            (N_("Save chart as PNG…"), "png"),
            (N_("Save chart as SVG…"), "svg"),
            (N_("Save chart as PDF…"), "pdf"),
            (N_("Save data as CSV…"), "csv"),
            (N_("Save report as HTML…"), "html"),
            (N_("Save timeline for Perfetto…"), "trace.json"),
        ):
            icon = {"csv": "table", "html": "article", "trace.json": "timer"}.get(suffix, "image")
            keys = "Ctrl+E" if suffix == "png" else ""
            self.add_entry(
                self.export_menu,
                words,
                icon,
                keys,
                partial(self.export_asked.emit, suffix),
            )
        self.export_menu.addSeparator()
        self.add_entry(
            self.export_menu, N_("Copy figures"), "copy", "Ctrl+Shift+C", self.copy_asked.emit
        )
        for button, menu in ((self.file, self.file_menu), (self.export, self.export_menu)):
            self.add_menu(button, menu)
            self.add_right(button)
        self.set_exportable(False)
        draft.changed.connect(lambda _before, _after: self._show())
        self._show()

    def show_preset(self, preset: Preset | None) -> None:
        """Say which preset the settings come from; None for none of them."""
        self.preset.set_current(preset.name if preset else None)
        if preset is not None:
            self.base = for_the_bench(preset.experiment)
        self._show()

    def show_recent(self, paths: Sequence[str]) -> None:
        """Offer the files that were open before, the newest first."""
        self.recent_menu.clear()
        for path in paths:
            # An ampersand would mark a key.
            entry = self.recent_menu.addAction(Path(path).name.replace("&", "&&"))
            entry.setToolTip(path)
            entry.triggered.connect(partial(self.recent_asked.emit, path))
        self.recent_menu.menuAction().setEnabled(bool(paths))

    def set_exportable(self, exportable: bool) -> None:
        """Whether there are figures to export."""
        self.export.setEnabled(exportable)
        for action in self.export_menu.actions():
            action.setEnabled(exportable)

    def _load(self, name: str) -> None:
        preset = next(preset for preset in presets() if preset.name == name)
        self.base = for_the_bench(preset.experiment)
        python = self._draft.experiment.python
        self._draft.replace(dataclasses.replace(self.base, python=python))
        self.preset_chosen.emit(preset)
        self._show()

    def _show(self) -> None:
        python = self._draft.experiment.python
        changed = self._draft.experiment != dataclasses.replace(self.base, python=python)
        self.reset.setEnabled(changed)
        self.undo.setEnabled(self._draft.can_undo)
        self.redo.setEnabled(self._draft.can_redo)
