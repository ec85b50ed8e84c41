"""Compare: what is measured is set up, guessed at, measured, and looked at."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from lab.errors import HebraError, InputError
from lab.experiments.truths import usable_cores
from lab.spec import Experiment, Study
from lab.study.trial import StudyResult
from ui.controls.banner_stack import what_of
from ui.run.page import Page
from ui.run.services import Services
from ui.theme.sizing import sized
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

from .cautions import Cautions
from .column import SetupColumn
from .draft import SetupDraft
from .exporting import Exporting
from .figure_actions import FigureActions
from .finder import Finder
from .findings import Findings
from .header import CompareHeader
from .last import first_setup, remember
from .runner import OWNER, Runner
from .setup import COMPARISON, Setup, setup_of
from .stages import GUESS, RESULTS, SETUP, Stages
from .standing import Standing
from .state_line import StateLine


class ComparePage(Page):
    """The same work under every candidate, with figures one can rely on.

    It has three stages: the set-up, a guess, and the results, live from the first block on.
    """

    key = OWNER
    title = N_("Compare: the same work under every approach")
    about = N_(
        "Every candidate carries out the same work, again and again, in blocks of random order. The"
        " bars are medians; the whiskers say where the true figure lies with 95 % confidence."
        " Differences that two equal candidates could show here as well are called equal."
    )

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        runner: Runner | None = None,
        finder: Finder | None = None,
        cores: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._cores = cores or usable_cores()
        self.runner = runner or Runner(services)
        self.finder = finder or Finder(services)
        setup, self._problem = first_setup(self._cores)
        self.draft = SetupDraft(setup)
        predict = services.settings().predict_first
        self.header = CompareHeader(self.draft, self._cores, predict=predict)
        self.column = SetupColumn(self.draft)
        self.state = StateLine()
        self.standing = Standing(self.state, self.header, self.draft, self.runner, self.finder)
        self.cautions = Cautions()
        self.stages = Stages(self.draft, self.runner, self.finder, self._cores)
        self.questions, self.guess = self.stages.questions, self.stages.guess
        self.results, self.answer = self.stages.results, self.stages.answer
        self.exporting = Exporting(services, self.banners)
        self._figure_actions = FigureActions(
            services, self.runner, self.header, self.results, self.exporting, self
        )
        self._findings = Findings(
            services,
            self.runner,
            self.finder,
            self.stages,
            self.cautions,
            self.header,
            self.banners,
        )
        self._build()
        self._connect()
        self.stages.show_stage(SETUP)
        sized(self, self.column.fit)

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: run what is set up, or cancel what goes on."""
        if self.standing.state != "idle":
            self.cancel()
        elif self.stages.asking:
            self._run_guessed(True)
        else:
            self.ask()

    def escape(self) -> bool:
        """Esc: cancel what goes on; else back from the set-up to the results there are."""
        if self.standing.state in ("noise", "running"):
            self.cancel()
            return True
        return self.stages.back()

    def enter(self) -> None:
        """Say what went wrong with what was to come back, once somebody can read it."""
        if self._problem is not None:
            self.banners.tell_error("last", self._problem)
            self._problem = None

    def receive(self, what: object) -> None:
        """Take what comes from another page.

        A `Study` is set up, to be run when the person says so; of a `StudyResult` that was kept
        the figures are shown, unless others are being measured.
        """
        if isinstance(what, Study):
            self.draft.replace(setup_of(what, self.draft.setup))
            self.stages.show_stage(SETUP)
        elif isinstance(what, StudyResult) and self.standing.state == "idle":
            self.draft.replace(setup_of(what.study, self.draft.setup))
            self.guess.forget()
            self._findings.begin_study(what.study)
            self.runner.show(what)
            self.stages.show_stage(RESULTS)

    async def leave(self) -> None:
        """End what goes on, and remember what was set up."""
        await self.runner.close()
        await self.finder.close()
        remember(self.draft.setup)

    # ── what a person does ────────────────────────────────────────────────────────────────
    def ask(self) -> None:
        """Ask for a guess where that is wanted, else start."""
        self.guess.forget()
        if self.header.predict.isChecked() and self.draft.setup.mode == COMPARISON:
            self.guess.ask(self.draft.setup.study, self.standing.seconds, self._cores)
            self.stages.show_stage(GUESS)
            self.guess.take_focus()
        else:
            self.start()

    def start(self) -> None:
        """Carry out what is set up, unless something is being measured elsewhere."""
        if self.standing.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        python = self._services.settings().python or None
        setup = dataclasses.replace(self.draft.setup, python=python)
        if self.stages.searching:
            self._findings.begin_search(setup.question)
            self.finder.start(setup.question)
        else:
            self._findings.begin_study(setup.study)
            self.runner.start(setup.study)
        self.stages.show_stage(RESULTS)

    def cancel(self) -> None:
        """End what goes on; what was measured is kept."""
        self.runner.cancel()
        self.finder.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for the controls where there is little."""
        super().resizeEvent(event)
        self.column.fit()

    # ── layout and connections ────────────────────────────────────────────────────────────
    def _build(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.banners)
        column.addWidget(self.state)
        column.addWidget(self.cautions)
        column.addWidget(self.stages, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.column)
        body.addWidget(right, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addLayout(body, 1)

    def _connect(self) -> None:
        header, runner, finder = self.header, self.runner, self.finder
        header.run_asked.connect(self.toggle)
        header.setup_asked.connect(self.stages.toggle_setup)
        header.bench_asked.connect(lambda: header.take(self._services.bench_experiment()))
        header.predict_changed.connect(lambda on: self._services.remember(predict_first=on))
        header.open_asked.connect(lambda: self.exporting.open(self._take_file))
        header.save_asked.connect(lambda: self.exporting.save(self.draft.setup.study))
        self.guess.run_asked.connect(self._run_guessed)
        self.guess.left.connect(self.escape)
        self.state.noise_asked.connect(self._ask_noise)
        self.stages.shown.connect(self._show_stage)
        self.draft.changed.connect(self._show_setup)
        self.draft.refused.connect(self._tell_refusal)
        for worker in (runner, finder):
            worker.state_changed.connect(self._show_state)
            worker.failed.connect(self._tell_failure)
        runner.progressed.connect(self.standing.show_progress)
        runner.noise_progressed.connect(self.standing.show_noise)
        finder.stepped.connect(self.standing.show_step)
        finder.ended.connect(lambda _found: self._say())

    # ── what is in view, and what is set up ───────────────────────────────────────────────
    def _show_stage(self, stage: str) -> None:
        """Have what surrounds the stages go with the one in view."""
        self.column.setVisible(stage == SETUP)
        self.header.setup.setChecked(stage == SETUP)
        cautious = stage == RESULTS and not self.stages.searching
        self.cautions.setVisible(cautious and bool(self.cautions.lines))
        self._say()

    def _show_setup(self, before: Setup, after: Setup) -> None:
        if before != after:
            self.banners.drop("limit")
        if before != after and self.standing.state == "idle":
            # What is in view would be of other settings than those in the head.
            self.stages.show_stage(SETUP)
        self._say()

    def _run_guessed(self, guessed: bool) -> None:
        if guessed:
            self.guess.keep()
        else:
            self.guess.forget()
        self.start()

    def _tell_refusal(self, error: InputError) -> None:
        self.banners.tell("limit", "warn", what_of(error), error.todo)

    def _take_file(self, found: Experiment | Study) -> None:
        if isinstance(found, Study):
            self.receive(found)
        else:
            self.header.take(found)

    # ── what goes on ──────────────────────────────────────────────────────────────────────
    def _ask_noise(self) -> None:
        if self.standing.state == "idle" and self._services.take_turn(OWNER, self.banners):
            self.runner.measure_noise()

    def _show_state(self, _state: str) -> None:
        self.busy_changed.emit(self.standing.state != "idle")
        self._say()

    def _tell_failure(self, error: HebraError) -> None:
        self.banners.tell_error("study", error)
        self.stages.show_stage(SETUP)

    def _say(self) -> None:
        self.standing.say(results=self.stages.stage != SETUP and not self.stages.asking)

    def changeEvent(self, event: QEvent) -> None:
        """Say how things stand in the language of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "standing"):
            self._say()
