"""The head of Compare: which work, how many lanes at most, and what can be done."""

from __future__ import annotations

import dataclasses
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from lab.records.presets import presets
from lab.spec import Experiment
from ui.controls.button import Button
from ui.controls.choice import Choice
from ui.controls.header import Header
from ui.controls.switch import Switch
from ui.run.amounts import Count
from ui.run.mix_words import work
from ui.run.start_button import StartButton
from ui.run.work import unavailable
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .draft import SetupDraft
from .sets import MOST, recognised, set_named
from .setup import COMPARISON, Setup, with_mix

NARROW_BELOW = 1260
SET_UP = N_("Set up")
BENCH, FILE, OWN = "bench", "file", "own"
EXPORTS: tuple[tuple[str, str, str, str], ...] = (
    ("html", N_("Save a report (HTML)…"), "article", "Ctrl+E"),
    ("chart", N_("Save the charts as a picture…"), "image", ""),
    ("csv", N_("Save the figures (CSV)…"), "table", ""),
    ("trials", N_("Save every single run (CSV)…"), "table", ""),
    ("json", N_("Save everything (JSON)…"), "code", ""),
    ("parquet", N_("Save every single run (Parquet)…"), "table", ""),
)


class CompareHeader(Header):
    """Work, lanes, set-up; predict first, export, run."""

    run_asked = Signal()
    setup_asked = Signal(bool)
    open_asked = Signal()
    save_asked = Signal()
    bench_asked = Signal()
    """The work of the Bench is to be compared."""
    export_asked = Signal(str)
    copy_asked = Signal()
    predict_changed = Signal(bool)

    def __init__(
        self, draft: SetupDraft, cores: int, *, predict: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(N_("Compare"), parent)
        self._draft, self._cores = draft, cores
        self.work = Choice(N_("Work"), N_("Work that is compared"))
        self.work.chosen.connect(self._take_work)
        self.work.set_spoken(help_=N_("The same tasks are carried out under every candidate."))
        sized(self, lambda: self.work.setMinimumWidth(fonts.px(190)))
        sized(self, lambda: self.work.setMaximumWidth(fonts.px(420)))
        self.lanes = Choice(N_("Lanes"), N_("Lanes at most"))
        for most in MOST:
            self.lanes.add_item(Words(N_("up to {n}"), n=Count(most)), most)
        self.lanes.chosen.connect(self._take_lanes)
        self.lanes.set_spoken(help_=N_("How many tasks a candidate may have in progress at once."))
        self.lanes.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setup = Button(SET_UP, "quiet", "sliders-horizontal")
        self.setup.setCheckable(True)
        self.setup.set_spoken(SET_UP, tip=N_("Set up: candidates, sizes, repeats"))
        self.setup.clicked.connect(self.setup_asked)
        self.add_left(self.work)
        self.add_left(self.lanes)
        self.add_left(self.setup)

        self.predict = Switch(N_("Predict first"))
        self.predict.setChecked(predict)
        self.predict.set_spoken(
            tip=N_("Guess before the run; afterwards guess and measurement stand side by side"),
            help_=N_("Guess before the run; afterwards guess and measurement stand side by side"),
        )
        self.predict.toggled.connect(self.predict_changed)
        self.export = Button(N_("Export"), "quiet", "export")
        self.export_menu = QMenu(self)
        self.export_actions: dict[str, QAction] = {}
        for key, words, icon, keys in EXPORTS:
            asked = partial(self.export_asked.emit, key)
            self.export_actions[key] = self.add_entry(self.export_menu, words, icon, keys, asked)
        self.export_actions["copy"] = self.add_entry(
            self.export_menu, N_("Copy figures"), "copy", "Ctrl+Shift+C", self.copy_asked.emit
        )
        self.file = Button("", "quiet", "file")
        self.file.set_spoken(N_("Comparison"), tip=N_("Open, save, undo"))
        self.file_menu = QMenu(self)
        self._fill_file_menu()
        for button, menu in ((self.file, self.file_menu), (self.export, self.export_menu)):
            self.add_menu(button, menu)
        self.run = StartButton()
        self.run.clicked.connect(self.run_asked)
        self.add_right(self.predict)
        self.add_right(self.file)
        self.add_right(self.export)
        self.add_right(self.run)
        self._run_state = ""
        self.set_run("first")
        self.set_exportable(False)
        draft.changed.connect(lambda _before, after: self.show_setup(after))
        self.show_setup(draft.setup)

    def set_run(self, state: str) -> None:
        """What the one large button does: ``first``, ``again``, ``cancel`` or ``stopping``."""
        if state == self._run_state:
            return
        self._run_state = state
        self.run.set_state(state)
        self.run.keep_width()
        at_rest = state in ("first", "again")
        for control in (self.setup, self.work, self.lanes):
            # Else the focus would go on to a neighbour, and Space would press that.
            if not at_rest and control.hasFocus():
                control.clearFocus()
        self.setup.setEnabled(at_rest)
        self.work.setEnabled(at_rest)
        self._show_lanes(self._draft.setup)

    def set_exportable(self, exportable: bool) -> None:
        """Whether there are figures to export."""
        for action in self.export_actions.values():
            action.setEnabled(exportable)

    def show_setup(self, setup: Setup) -> None:
        """Show which work is compared and how wide its candidates are."""
        self.work.clear_items()
        own: str | None = OWN
        why_not = unavailable()
        for preset in presets():
            mix = preset.experiment.mix
            if mix == setup.mix:
                own = preset.name
            self.work.add_item(
                Words(
                    "{title}: {work}",
                    title=lambda title=preset.title: tr(title),
                    work=partial(work, mix),
                ),
                preset.name,
                next((why_not[share.kind] for share in mix if share.kind in why_not), ""),
            )
        if own == OWN:
            name = partial(tr, setup.title or N_("Own"))
            words = Words("{title}: {work}", title=name, work=partial(work, setup.mix))
            self.work.add_item(words, OWN)
        self.work.add_item(N_("As on the Bench now"), BENCH)
        self.work.add_item(N_("From a file…"), FILE)
        self.work.set_current(own)
        self._show_lanes(setup)
        self.undo.setEnabled(self._draft.can_undo)
        self.redo.setEnabled(self._draft.can_redo)

    def take(self, experiment: Experiment) -> None:
        """Compare the work of ``experiment``."""
        self._draft.replace(with_mix(self._draft.setup, experiment.mix, experiment.title))

    def _show_lanes(self, setup: Setup) -> None:
        known = recognised(setup.candidates, self._cores) if setup.mode == COMPARISON else None
        self.lanes.set_current(known[1] if known else None)
        self.lanes.setEnabled(known is not None and self._run_state in ("first", "again"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the work has it: its sizes are figures."""
        super().resizeEvent(event)
        narrow = self.width() < fonts.px(NARROW_BELOW)
        self.setup.set_source("" if narrow else SET_UP)
        self.work.set_hint("" if narrow else N_("Work"))
        self.setup.updateGeometry()

    def changeEvent(self, event: object) -> None:
        """Keep the room in the language of now."""
        super().changeEvent(event)  # type: ignore[arg-type]
        if hasattr(self, "run"):
            self.run.keep_width()

    def _take_work(self, name: str) -> None:
        if name == BENCH:
            self.bench_asked.emit()
        elif name == FILE:
            self.open_asked.emit()
        elif name != OWN:
            preset = next(preset for preset in presets() if preset.name == name)
            self.take(preset.experiment)
        self.show_setup(self._draft.setup)

    def _take_lanes(self, most: int) -> None:
        known = recognised(self._draft.setup.candidates, self._cores)
        if known:
            candidates = set_named(known[0]).make(self._cores, most)
            changed = dataclasses.replace(self._draft.setup, candidates=candidates)
            self._draft.replace(changed, setting="lanes")

    def _fill_file_menu(self) -> None:
        menu = self.file_menu
        ask_open, ask_save = self.open_asked.emit, self.save_asked.emit
        self.add_entry(menu, N_("Open a comparison…"), "folder-open", "Ctrl+O", ask_open)
        self.add_entry(menu, N_("Save the comparison…"), "floppy-disk", "Ctrl+S", ask_save)
        menu.addSeparator()
        back, again = self._draft.undo, self._draft.redo
        self.undo = self.add_entry(
            menu, N_("Undo change"), "arrow-counter-clockwise", "Ctrl+Z", back
        )
        self.redo = self.add_entry(menu, N_("Redo change"), "arrow-right", "Ctrl+Shift+Z", again)
