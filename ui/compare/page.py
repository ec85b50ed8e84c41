"""Compare: what is measured is set up, guessed at, measured, and looked at."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.errors import HebraError, InputError
from lab.experiments.truths import usable_cores
from lab.spec import Experiment, Study
from lab.study.break_even import BreakEven
from lab.study.point import experiment_of
from lab.study.trial import StudyResult
from ui.charts.compare import naming
from ui.controls.banner_stack import what_of
from ui.run.page import Page
from ui.run.services import Services
from ui.run.tabular import tab_text
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

from .break_even_result import BreakEvenResult
from .cautions import Cautions
from .code_dialog import CodeDialog
from .column import SetupColumn
from .draft import SetupDraft
from .exporting import Exporting
from .finder import Finder
from .guess_stage import GuessStage
from .header import CompareHeader
from .last import first_setup, remember
from .questions import Questions
from .results import Results
from .runner import OWNER, Runner
from .setup import BREAK_EVEN, COMPARISON, Setup, setup_of
from .standing import Standing
from .state_line import StateLine

NARROW_BELOW = 1400
SETUP, GUESS, RESULTS = "setup", "guess", "results"


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
        self._study: Study | None = None
        self.stage = SETUP
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
        self.questions = Questions(self.draft, self._cores)
        self.guess = GuessStage()
        self.results = Results()
        self.answer = BreakEvenResult()
        self.exporting = Exporting(services, self.banners)
        self._build()
        self._connect()
        self.show_stage(SETUP)

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: run what is set up, or cancel what goes on."""
        if self.standing.state != "idle":
            self.cancel()
        elif self.stage == GUESS and not self.guess.answered:
            self._run_guessed(True)
        else:
            self.ask()

    def escape(self) -> bool:
        """Esc: cancel what goes on; else back from the set-up to the results there are."""
        if self.standing.state in ("noise", "running"):
            self.cancel()
        elif self.stage == SETUP and self._has_results:
            self.show_stage(RESULTS)
        elif self.stage == GUESS:
            self.show_stage(RESULTS if self.guess.answered else SETUP)
        else:
            return False
        return True

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
            self.show_stage(SETUP)
        elif isinstance(what, StudyResult) and self.standing.state == "idle":
            self.draft.replace(setup_of(what.study, self.draft.setup))
            self.guess.forget()
            self._begin(what.study)
            self.runner.show(what)
            self.show_stage(RESULTS)

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
            self.show_stage(GUESS)
            self.guess.take_focus()
        else:
            self.start()

    def start(self) -> None:
        """Carry out what is set up, unless something is being measured elsewhere."""
        if self.standing.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        python = self._services.settings().python or None
        setup = dataclasses.replace(self.draft.setup, python=python)
        if setup.mode == BREAK_EVEN:
            self._forget()
            self.answer.begin(setup.question)
            self.finder.start(setup.question)
        else:
            self._begin(setup.study)
            self.runner.start(setup.study)
        self.show_stage(RESULTS)

    def _begin(self, study: Study) -> None:
        """The figures of ``study`` come now; nothing of the last one is left."""
        self._forget()
        self._study = study
        asked = self.finder.question
        if asked is not None and asked.mix != study.mix:
            self.runner.break_even = None
        self.results.begin(study)
        self.header.set_exportable(False)

    def _forget(self) -> None:
        for subject in ("study", "guess", "limit"):
            self.banners.drop(subject)
        self.cautions.show_cautions(())

    def cancel(self) -> None:
        """End what goes on; what was measured is kept."""
        self.runner.cancel()
        self.finder.cancel()

    def show_stage(self, stage: str) -> None:
        """Bring a stage into view."""
        # What has the focus in a stage that goes out of view would hand it on to some button.
        focus = QApplication.focusWidget()
        if focus is not None and stage != self.stage and self._stack.isAncestorOf(focus):
            focus.clearFocus()
        self.stage = stage
        if (told := self.banners.banners.get("guess")) is not None:
            told.setVisible(stage != GUESS)
        searching = self.draft.setup.mode == BREAK_EVEN
        found = self.answer if searching else self.results
        self.column.setVisible(stage == SETUP)
        self._stack.setCurrentWidget(
            {SETUP: self.questions, GUESS: self.guess, RESULTS: found}[stage]
        )
        self.header.setup.setChecked(stage == SETUP)
        cautious = stage == RESULTS and not searching
        self.cautions.setVisible(cautious and bool(self.cautions.lines))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for the controls where there is little."""
        super().resizeEvent(event)
        self.column.set_narrow(self.window().width() < NARROW_BELOW)

    # ── layout and connections ────────────────────────────────────────────────────────────
    def _build(self) -> None:
        self._stack = QStackedWidget()
        for stage in (self.questions, self.guess, self.results, self.answer):
            self._stack.addWidget(stage)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.banners)
        column.addWidget(self.state)
        column.addWidget(self.cautions)
        column.addWidget(self._stack, 1)
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
        header.setup_asked.connect(self._ask_setup)
        header.bench_asked.connect(lambda: header.take(self._services.bench_experiment()))
        header.predict_changed.connect(lambda on: self._services.remember(predict_first=on))
        header.open_asked.connect(lambda: self.exporting.open(self._take_file))
        header.save_asked.connect(lambda: self.exporting.save(self.draft.setup.study))
        header.export_asked.connect(self._export)
        header.copy_asked.connect(self._copy)
        self.guess.run_asked.connect(self._run_guessed)
        self.guess.left.connect(self.escape)
        self.results.panel_asked.connect(lambda panel: self._export("chart", panel))
        for one in (self.results.advice, self.results.table):
            one.open_asked.connect(self._open_in_bench)
            one.code_asked.connect(self._show_code)
        self.state.noise_asked.connect(self._ask_noise)
        self.draft.changed.connect(self._show_setup)
        self.draft.refused.connect(self._tell_refusal)
        for worker in (runner, finder):
            worker.state_changed.connect(self._show_state)
            worker.failed.connect(self._tell_failure)
        runner.progressed.connect(self._show_progress)
        runner.noise_progressed.connect(self.standing.show_noise)
        runner.digested.connect(self._show_digest)
        runner.ended.connect(self._show_end)
        finder.stepped.connect(self.standing.show_step)
        finder.tried.connect(self.answer.show_points)
        finder.ended.connect(self._show_answer)

    # ── what is set up ────────────────────────────────────────────────────────────────────
    @property
    def _has_results(self) -> bool:
        if self.draft.setup.mode == BREAK_EVEN:
            return self.finder.found is not None
        return self.runner.digest is not None

    def _show_setup(self, before: Setup, after: Setup) -> None:
        if before != after:
            self.banners.drop("limit")
        if before != after and self.standing.state == "idle":
            # What is in view would be of other settings than those in the head.
            self.show_stage(SETUP)
        self._say()

    def _ask_setup(self) -> None:
        self.show_stage(RESULTS if self.stage == SETUP and self._has_results else SETUP)

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

    # ── what is done with the figures ─────────────────────────────────────────────────────
    def _export(self, kind: str, panel: str = "") -> None:
        self.exporting.export(kind, lambda: self.runner.digest, panel)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tab_text(*self.results.table.table.data()))
        self._services.note(N_("Figures copied"), "check")

    def _experiment(self, place: int) -> Experiment | None:
        result = self.runner.result
        return experiment_of(result.study, result.study.candidates[place]) if result else None

    def _open_in_bench(self, place: int) -> None:
        experiment = self._experiment(place)
        if experiment is not None:
            self._services.open_in_bench(experiment)

    def _show_code(self, place: int) -> None:
        experiment, result = self._experiment(place), self.runner.result
        if experiment is not None and result is not None:
            title = naming.called(result.study.candidates[place])
            CodeDialog(experiment, title, self._services, self).open()

    # ── what goes on ──────────────────────────────────────────────────────────────────────
    def _ask_noise(self) -> None:
        if self.standing.state == "idle" and self._services.take_turn(OWNER, self.banners):
            self.runner.measure_noise()

    def _show_state(self, _state: str) -> None:
        self.busy_changed.emit(self.standing.state != "idle")
        self._say()

    def _show_progress(self, progress: object) -> None:
        if self._study is not None:
            self.standing.show_progress(self._study, progress)  # type: ignore[arg-type]

    def _show_digest(self, digest: Digest) -> None:
        self.results.show_digest(digest, self.runner.recommendation)

    def _show_end(self, digest: Digest) -> None:
        self.guess.answer(digest)
        if self.guess.answered:
            self._tell_guess()
        self.cautions.show_cautions(digest.result.cautions)
        self.header.set_exportable(bool(digest.ranking))
        if not self.isVisible():
            self._services.note(N_("The comparison has ended"), "check")
        if digest.result.state == "failed":
            kept = N_("What was measured until then is kept.") if digest.ranking else ""
            self.banners.tell("study", "bad", digest.result.problem, kept)
        self.show_stage(self.stage)

    def _show_answer(self, found: BreakEven) -> None:
        question = self.finder.question
        if question is not None:
            self.answer.show_found(found, question)
            last = self.runner.result
            if found.outcome == "found" and last is not None and last.study.mix == question.mix:
                self.runner.consider(found)
        self._say()

    def _tell_guess(self) -> None:
        self.banners.tell(
            "guess",
            "info",
            self.guess.summary() or N_("Your guess stands beside what was measured."),
            action=N_("See both"),
            act=lambda: self.show_stage(GUESS),
        )

    def _tell_failure(self, error: HebraError) -> None:
        self.banners.tell_error("study", error)
        self.show_stage(SETUP)

    def _say(self) -> None:
        asking = self.stage == GUESS and not self.guess.answered
        self.standing.say(results=self.stage != SETUP and not asking)

    def changeEvent(self, event: QEvent) -> None:
        """Say how things stand in the language of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "standing"):
            self._say()
