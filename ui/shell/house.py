"""The house: rail, page and status bar in the window, and what goes on between them."""

from __future__ import annotations

import dataclasses
import logging
import os
import traceback
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lab.errors import HebraError
from lab.records.experiment_file import load_experiment, save_experiment
from lab.records.presets import Preset, presets
from lab.spec import Experiment
from lab.spec.words import why
from ui import words
from ui.bench.copying import figures_text
from ui.bench.draft import Draft
from ui.bench.header import for_the_bench
from ui.bench.page import BenchPage
from ui.bench.runner import Runner, SessionMaker
from ui.controls.banner_stack import what_of
from ui.controls.choice import Choice
from ui.controls.rail import Rail, RailPage
from ui.run.bridge import Bridge
from ui.run.details import show_details
from ui.run.tasks import Tasks
from ui.shell import settings
from ui.shell.dialogs import ask_open, ask_save
from ui.shell.export import Exporter
from ui.shell.facts import Facts
from ui.shell.help import explain
from ui.shell.preferences import Preferences
from ui.shell.window import Window
from ui.theme import look
from ui.words import N_, Words, tr

_log = logging.getLogger(__name__)


class House:
    """Builds the content of the window and connects its parts; made once, behind the skeleton."""

    def __init__(
        self, app: QApplication, window: Window, tasks: Tasks, make: SessionMaker | None = None
    ) -> None:
        self._app, self.window, self._tasks = app, window, tasks
        words.set_language(window.settings.language)
        look.apply(app, window.settings.theme)
        if make is None:
            from lab.session import Session

            make = Session
        start = for_the_bench(presets()[0].experiment)
        self.draft = Draft(self._with_python(start))
        self.bridge = Bridge(window)
        self.runner = Runner(make, self.bridge, tasks)
        self.page = BenchPage(self.draft, self.runner, self.bridge)
        self.facts = Facts(os.cpu_count() or 1)
        self.rail = Rail([RailPage("bench", N_("Bench"), "pulse")])
        self.exporter = Exporter(window, self.page.banners, self.facts.note)
        window.fill(self._content())
        self._connect()
        self._add_keys()

    def open_first(self, file: Path | None) -> None:
        """Show the experiment asked for, or the one that was there last, or the default."""
        header = self.page.header
        header.show_preset(presets()[0])
        last = settings.folder() / settings.LAST_EXPERIMENT
        if file is not None:
            self.open_file(file)
        elif last.exists():
            try:
                self.draft.replace(self._with_python(load_experiment(last)))
            except HebraError as error:
                self.page.banners.tell_error("last", error)
        title = self.draft.experiment.title
        known = {preset.experiment.title: preset for preset in presets()}
        if title in known:
            header.show_preset(known[title])
            self.page.show_note(known[title].note)
        self.draft.forget()
        problem = self.window.settings.problem
        if problem is not None:
            self.page.banners.tell(
                "settings",
                "warn",
                Words(N_("{file}: {why}"), file=problem[0], why=problem[1]),
                N_("The default is used instead; the file is written anew at the end."),
            )

    def open_file(self, path: Path) -> None:
        """Load an experiment, or say what is wrong with it."""
        try:
            experiment = load_experiment(path)
        except HebraError as error:
            self.page.banners.tell(
                "file",
                "bad",
                what_of(error),
                error.todo or N_("The file was not opened. Correct it and open it again."),
            )
            return
        self.page.banners.drop("file")
        self.draft.replace(self._with_python(experiment))
        self.page.header.show_preset(None)
        self.window.remember(export_folder=str(path.resolve().parent))

    def show_error(self, error: BaseException) -> None:
        """Tell of an error nobody expected."""
        text = "".join(traceback.format_exception(error))
        self.page.banners.tell(
            "unexpected",
            "bad",
            Words(N_("Something went wrong: {what}"), what=str(error) or type(error).__name__),
            N_("The run and the figures are not touched."),
            action=N_("Show details"),
            act=lambda: show_details(self.window, str(error), text),
        )

    async def leave(self) -> None:
        """End the run and remember what is to come back."""
        await self.runner.close()
        try:
            settings.save(self.window.settings)
            last = settings.folder() / settings.LAST_EXPERIMENT
            save_experiment(last, dataclasses.replace(self.draft.experiment, python=None))
        except (OSError, HebraError):
            _log.exception("settings cannot be saved")

    def press_space(self) -> None:
        """Space starts and stops the run, unless what has the focus wants the key."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Choice) and focus.shows_ring:
            focus.showPopup()
        elif isinstance(focus, QPushButton) or (
            focus is not None and focus.metaObject().className() == "Switch"
        ):
            focus.click()  # type: ignore[attr-defined]
        else:
            self.page.toggle()

    def _content(self) -> QWidget:
        content = QWidget()
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addWidget(self.page, 1)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(upper, 1)
        rows.addWidget(self.facts)
        return content

    def _connect(self) -> None:
        header, page = self.page.header, self.page
        header.open_asked.connect(lambda: self._tasks.start(self._open(), "open experiment"))
        header.save_asked.connect(lambda: self._tasks.start(self._save(), "save experiment"))
        header.export_asked.connect(self._export)
        header.copy_asked.connect(self._copy)
        header.preset_chosen.connect(self._show_preset)
        page.panel_asked.connect(lambda panel: self._export("png", panel))
        self.runner.started.connect(self.facts.show_environment)
        self.runner.started.connect(lambda _environment: header.set_exportable(True))
        self.runner.failed.connect(self._tell_failure)
        self.bridge.cost.connect(self.facts.show_cost)
        self.bridge.words.connect(self.facts.show_missed)
        self.bridge.failed.connect(self.show_error)
        self.rail.help_asked.connect(lambda: explain(self.window, None))
        self.rail.settings_asked.connect(self._open_preferences)
        self.window.seen.connect(self.bridge.set_seen)
        self._app.focusChanged.connect(page.column.show_focused)

    def _add_keys(self) -> None:
        for keys, act in (
            (Qt.Key.Key_Space, self.press_space),
            (Qt.Key.Key_F1, lambda: explain(self.window, QApplication.focusWidget())),
            ("Ctrl+1", lambda: self.rail.set_current("bench")),
            ("Ctrl+,", self._open_preferences),
            (Qt.Key.Key_Escape, self._escape),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _escape(self) -> None:
        """Leave what has the focus, so that Space starts and stops again."""
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def _with_python(self, experiment: Experiment) -> Experiment:
        return dataclasses.replace(experiment, python=self.window.settings.python or None)

    def _show_preset(self, preset: Preset) -> None:
        self.page.show_note(preset.note)

    def _export(self, suffix: str, panel: str = "") -> None:
        if self.runner.result_now() is not None:
            self._tasks.start(self.exporter.export(self.runner.result_now, suffix, panel), "export")

    def _copy(self) -> None:
        result = self.runner.result_now()
        if result is not None:
            QGuiApplication.clipboard().setText(figures_text(result))
            self.facts.note.set_source(N_("Figures copied"), icon="check")

    async def _open(self) -> None:
        folder = Path(self.window.settings.export_folder or Path.home())
        path = await ask_open(
            self.window,
            tr(N_("Open an experiment")),
            folder,
            tr(N_("Experiments and results")) + " (*.toml *.csv)",
        )
        if path is not None:
            self.open_file(path)

    async def _save(self) -> None:
        folder = Path(self.window.settings.export_folder or Path.home())
        path = await ask_save(
            self.window,
            tr(N_("Save the experiment")),
            folder / "experiment.toml",
            [(tr(N_("Experiment")), "toml")],
            "toml",
        )
        if path is None:
            return
        try:
            save_experiment(path, self.draft.experiment)
        except (OSError, HebraError) as error:
            said = error.what if isinstance(error, HebraError) else why(error)
            self.page.banners.tell(
                "file",
                "bad",
                Words(N_("{file} was not saved: {why}"), file=str(path), why=said),
                N_("Choose another place and try again."),
            )
        else:
            self.facts.note.set_source(Words(N_("Saved {file}"), file=path.name), icon="check")

    def _tell_failure(self, error: HebraError) -> None:
        kept = self.runner.result is not None and self.runner.result.tasks_done > 0
        again = error.todo or (N_("What was measured until then is kept.") if kept else "")
        self.page.banners.tell(
            "run",
            "bad",
            what_of(error),
            again,
            action=N_("Save CSV") if kept else N_("Run again"),
            act=(lambda: self._export("csv")) if kept else self.page.start,
        )

    def _open_preferences(self) -> None:
        Preferences(self.window.settings, self._set, self.window).open()

    def _set(self, name: str, value: object) -> None:
        self.window.remember(**{name: value})
        match name:
            case "theme":
                look.apply(self._app, str(value))
            case "language":
                words.set_language(str(value))
            case "python":
                self.draft.replace(self._with_python(self.draft.experiment))
