"""The Bench's place in the window: its experiment's files, its exports, what it says went wrong."""

from __future__ import annotations

import dataclasses
import logging
import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from lab.errors import HebraError
from lab.places import config_folder
from lab.records.experiment_file import load_experiment, save_experiment
from lab.records.presets import Preset, presets
from lab.spec import Experiment
from lab.spec.words import why
from ui.bench.code import bench_code
from ui.bench.copying import figures_text
from ui.bench.draft import Draft
from ui.bench.header import for_the_bench
from ui.bench.keeper import Keeper
from ui.bench.page import BenchPage
from ui.bench.runner import Runner
from ui.controls.banner_stack import what_of
from ui.run.bridge import Bridge
from ui.run.saving import DOCUMENT
from ui.run.services import Services
from ui.shell import settings
from ui.shell.export import Exporter
from ui.shell.facts import Facts
from ui.shell.window import Window
from ui.words import N_, Words

_log = logging.getLogger(__name__)


class Desk:
    """Makes the Bench's parts and connects them with the window's."""

    def __init__(self, window: Window, facts: Facts, services: Services) -> None:
        self._window, self._facts, self._services = window, facts, services
        start = for_the_bench(presets()[0].experiment)
        self.draft = Draft(self.with_python(start))
        self.bridge = Bridge(window)
        self.runner = Runner(services.make_session, self.bridge, services.tasks)
        self.page = BenchPage(self.draft, self.runner, self.bridge, self._may_start)
        self.keeper = Keeper(self.runner, self.bridge, services.history)
        self.exporter = Exporter(window, self.page.banners, facts.note)
        self._connect()

    def with_python(self, experiment: Experiment) -> Experiment:
        """``experiment`` on the interpreter chosen in the settings."""
        return dataclasses.replace(experiment, python=self._window.settings.python or None)

    def follow_python(self) -> None:
        """Have the experiment run by the interpreter that is chosen now."""
        self.draft.replace(self.with_python(self.draft.experiment))

    def open_last(self) -> None:
        """Show the experiment that was there last, or the default."""
        header = self.page.header
        header.show_recent(self._window.settings.recent)
        header.show_preset(presets()[0])
        last = config_folder() / settings.LAST_EXPERIMENT
        if os.path.exists(last):  # noqa: PTH110 - a folder that may not be looked into is no error
            try:
                self.draft.replace(self.with_python(load_experiment(last)))
            except HebraError as error:
                self.page.banners.tell_error("last", error)
        title = self.draft.experiment.title
        known = {preset.experiment.title: preset for preset in presets()}
        if title in known:
            header.show_preset(known[title])
            self.page.show_note(known[title].note)
        self.draft.forget()

    def show(self, experiment: Experiment) -> None:
        """Put an experiment on the Bench; what was there can be had again by undo."""
        self.draft.replace(self.with_python(experiment))
        self.page.header.show_preset(None)

    def note_file(self, path: Path) -> None:
        """Remember a file that was opened or saved, and its folder."""
        whole = str(path.resolve())
        others = [known for known in self._window.settings.recent if known != whole]
        recent = (whole, *others)[: settings.MOST_RECENT]
        self._window.remember(recent=recent, export_folder=str(path.resolve().parent))
        self.page.header.show_recent(recent)

    def save_last(self) -> None:
        """Keep the experiment for the next start. Raises OSError or HebraError."""
        last = config_folder() / settings.LAST_EXPERIMENT
        save_experiment(last, dataclasses.replace(self.draft.experiment, python=None))

    def export(self, suffix: str, panel: str = "") -> None:
        """Save the run's chart or data, as ``suffix`` says."""
        if self.runner.result_now() is not None:
            work = self.exporter.export(self.runner.result_now, suffix, panel)
            self._services.tasks.start(work, "export")

    def show_code(self) -> None:
        """Show the programs of what the controls show."""
        bench_code(self.draft.experiment, self._services, self.page).open()

    def copy(self) -> None:
        """Put the run's figures on the clipboard."""
        result = self.runner.result_now()
        if result is not None:
            QGuiApplication.clipboard().setText(figures_text(result))
            self._facts.note.set_source(N_("Figures copied"), icon="check")

    def _may_start(self) -> bool:
        return self._services.take_turn(self.page.key, self.page.banners)

    def _connect(self) -> None:
        header, page, start = self.page.header, self.page, self._services.tasks.start
        header.save_asked.connect(lambda: start(self._save(), "save experiment"))
        header.export_asked.connect(self.export)
        header.copy_asked.connect(self.copy)
        header.code_asked.connect(self.show_code)
        header.preset_chosen.connect(self._show_preset)
        page.panel_asked.connect(lambda panel: self.export("png", panel))
        self.runner.started.connect(self._facts.show_environment)
        self.runner.started.connect(lambda _environment: header.set_exportable(True))
        self.runner.failed.connect(self._tell_failure)
        self.runner.state_changed.connect(self._give_back)
        self.bridge.cost.connect(self._facts.show_cost)
        self.bridge.words.connect(self._facts.show_missed)

    def _give_back(self, state: str) -> None:
        if state == "idle":
            self._services.turn.give_back(self.page.key)

    def _show_preset(self, preset: Preset) -> None:
        self.page.show_note(preset.note)

    async def _save(self) -> None:
        path = await self._services.ask_save(
            N_("Save the experiment"),
            "experiment",
            [(N_("Experiment"), DOCUMENT), (N_("Experiment, as TOML"), "toml")],
            DOCUMENT,
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
            self.note_file(path)
            self._services.note(Words(N_("Saved {file}"), file=path.name), "check")

    def _tell_failure(self, error: HebraError) -> None:
        kept = self.runner.result is not None and self.runner.result.tasks_done > 0
        again = error.todo or (N_("What was measured until then is kept.") if kept else "")
        act: Callable[[], object] = self.page.start
        if kept:
            act = lambda: self.export("csv")  # noqa: E731 - shorter than a name for it
        self.page.banners.tell(
            "run",
            "bad",
            what_of(error),
            again,
            action=N_("Save CSV") if kept else N_("Run again"),
            act=act,
        )
