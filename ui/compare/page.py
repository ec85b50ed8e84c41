"""Compare: what is measured is set up, guessed at, measured, and looked at."""

from __future__ import annotations

import dataclasses
import os

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from lab.advice.digest import Digest
from lab.errors import HebraError, InputError
from lab.records.presets import presets
from lab.spec import Experiment, Study
from lab.study.estimate import seconds_of
from lab.study.noise import noise_study
from lab.study.point import experiment_of
from ui.charts.compare import naming
from ui.charts.compare.guess_score import order_words
from ui.controls.banner_stack import what_of
from ui.controls.segmented import Segmented
from ui.run.page import Page
from ui.run.services import Services
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

from .break_even_card import BreakEvenCard
from .candidates_card import CandidatesCard
from .cautions import Cautions
from .code_dialog import CodeDialog
from .column import SetupColumn
from .draft import SetupDraft
from .exporting import Exporting
from .guess_stage import GuessStage
from .header import CompareHeader
from .results import Results
from .runner import OWNER, Runner
from .sets import set_named
from .setup import BREAK_EVEN, COMPARISON, SWEEP, Setup, setup_of
from .state_line import StateLine
from .sweep_card import SweepCard
from .tabular import tab_text

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
        cores: int | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._cores = cores or os.cpu_count() or 1
        self._study: Study | None = None
        self.stage = SETUP
        self.runner = runner or Runner(services)
        self.draft = SetupDraft(first_setup(self._cores))
        self.header = CompareHeader(
            self.draft, self._cores, predict=services.settings().predict_first
        )
        self.column = SetupColumn(self.draft)
        self.state = StateLine()
        self.cautions = Cautions()
        self.mode = Segmented(
            [
                (COMPARISON, N_("Candidates")),
                (SWEEP, N_("Sweep a setting")),
                (BREAK_EVEN, N_("Find a break-even")),
            ],
            N_("What is asked"),
        )
        self.mode.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.candidates = CandidatesCard(self.draft, self._cores)
        self.sweep = SweepCard(self.draft)
        self.break_even = BreakEvenCard(self.draft)
        self.guess = GuessStage()
        self.results = Results()
        self.exporting = Exporting(services, self.banners)
        self._cards = {
            COMPARISON: self.candidates,
            SWEEP: self.sweep,
            BREAK_EVEN: self.break_even,
        }
        self._build()
        self._fit_mode()
        self._connect()
        self._show_setup(self.draft.setup)
        self.show_stage(SETUP)

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: run what is set up, or cancel what goes on."""
        if self.runner.state != "idle":
            self.runner.cancel()
        elif self.stage == GUESS and not self.guess.answered:
            self._run_guessed(True)
        else:
            self.ask()

    def ask(self) -> None:
        """Ask for a guess where that is wanted, else start."""
        if not self.header.predict.isChecked() or self.draft.setup.mode != COMPARISON:
            self.guess.forget()
            self.start()
            return
        study = self.draft.setup.study
        self.guess.ask(study, seconds_of(study), self._cores)
        self.show_stage(GUESS)

    def escape(self) -> bool:
        """Esc: cancel what goes on; else back from the set-up to the results there are."""
        if self.runner.state in ("noise", "running"):
            self.runner.cancel()
        elif self.stage == SETUP and self.runner.digest is not None:
            self.show_stage(RESULTS)
        elif self.stage == GUESS:
            self.show_stage(SETUP)
        else:
            return False
        return True

    def receive(self, what: object) -> None:
        """Set up a `Study` that comes from another page; it is run when the person says so."""
        if isinstance(what, Study):
            self.draft.replace(setup_of(what, self.draft.setup))
            self.show_stage(SETUP)

    async def leave(self) -> None:
        """End what goes on."""
        await self.runner.close()

    def start(self) -> None:
        """Carry out what is set up, unless something is being measured elsewhere."""
        if self.runner.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        python = self._services.settings().python or None
        study = dataclasses.replace(self.draft.setup.study, python=python)
        self._study = study
        for subject in ("study", "guess"):
            self.banners.drop(subject)
        self.results.begin(study)
        self.cautions.show_cautions(())
        self.header.set_exportable(False)
        self.show_stage(RESULTS)
        self.runner.start(study)

    def show_stage(self, stage: str) -> None:
        """Bring a stage into view."""
        self.stage = stage
        self.column.setVisible(stage == SETUP)
        self._stack.setCurrentWidget(
            {SETUP: self._setting_up, GUESS: self.guess, RESULTS: self.results}[stage]
        )
        self.header.setup.setChecked(stage == SETUP)
        self.cautions.setVisible(stage == RESULTS and bool(self.cautions.lines))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room for the controls where there is little."""
        super().resizeEvent(event)
        self.column.set_narrow(self.window().width() < NARROW_BELOW)

    def changeEvent(self, event: QEvent) -> None:
        """All segments are as wide as the widest one's words in the language of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit_mode()

    # ── layout and connections ────────────────────────────────────────────────────────────
    def _build(self) -> None:
        self._setting_up = QWidget()
        rows = QVBoxLayout(self._setting_up)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(GAP)
        rows.addWidget(self.mode)
        self._card = QStackedWidget()
        for card in self._cards.values():
            self._card.addWidget(card)
        rows.addWidget(self._card, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._setting_up)
        self._stack.addWidget(self.guess)
        self._stack.addWidget(self.results)
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

    def _fit_mode(self) -> None:
        modes = [self.mode.segment(mode) for mode in (COMPARISON, SWEEP, BREAK_EVEN)]
        widest = max(segment.sizeHint().width() for segment in modes)
        self.mode.setFixedWidth(len(modes) * widest + 4)

    def _connect(self) -> None:
        header, runner = self.header, self.runner
        header.run_asked.connect(self.toggle)
        header.setup_asked.connect(self._ask_setup)
        header.bench_asked.connect(lambda: header.take(self._services.bench_experiment()))
        header.predict_changed.connect(lambda on: self._services.remember(predict_first=on))
        self.mode.changed.connect(self._take_mode)
        self.guess.run_asked.connect(self._run_guessed)
        self.guess.left.connect(lambda: self.show_stage(RESULTS if self.guess.answered else SETUP))
        self.state.noise_asked.connect(self._ask_noise)
        self.draft.changed.connect(lambda _before, after: self._show_setup(after))
        self.draft.refused.connect(self._tell_refusal)
        header.open_asked.connect(lambda: self.exporting.open(self._take_file))
        header.save_asked.connect(lambda: self.exporting.save(self.draft.setup.study))
        header.export_asked.connect(self._export)
        header.copy_asked.connect(self._copy)
        self.results.panel_asked.connect(lambda panel: self._export("chart", panel))
        self.results.advice.open_asked.connect(self._open_in_bench)
        self.results.advice.code_asked.connect(self._show_code)
        runner.state_changed.connect(self._show_state)
        runner.progressed.connect(self._show_progress)
        runner.digested.connect(self._show_digest)
        runner.ended.connect(self._show_end)
        runner.failed.connect(self._tell_failure)

    # ── what is set up ────────────────────────────────────────────────────────────────────
    def _show_setup(self, setup: Setup) -> None:
        self.banners.drop("limit")
        self.mode.set_current(setup.mode)
        self._card.setCurrentWidget(self._cards[setup.mode])
        self._say()

    def _take_mode(self, mode: str) -> None:
        self.draft.replace(dataclasses.replace(self.draft.setup, mode=mode), setting="mode")

    def _ask_setup(self) -> None:
        back = self.stage == SETUP and self.runner.digest is not None
        self.show_stage(RESULTS if back else SETUP)

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
        if self.runner.state == "idle" and self._services.take_turn(OWNER, self.banners):
            self.runner.measure_noise()

    def _show_state(self, state: str) -> None:
        self.busy_changed.emit(state != "idle")
        self.results.bars.figure.setEnabled(True)
        self._say()

    def _show_progress(self, progress: object) -> None:
        if self._study is not None and self.runner.state == "running":
            self.state.show_progress(self._study, progress)  # type: ignore[arg-type]

    def _show_digest(self, digest: Digest) -> None:
        self.results.show_digest(digest, self.runner.recommendation)

    def _show_end(self, digest: Digest) -> None:
        self.guess.answer(digest)
        if self.guess.answered:
            self._tell_guess()
        self.cautions.show_cautions(digest.result.cautions)
        self.cautions.setVisible(self.stage == RESULTS and bool(digest.result.cautions))
        self.header.set_exportable(bool(digest.ranking))
        self._say()
        if digest.result.state == "failed":
            self.banners.tell("study", "bad", digest.result.problem)

    def _tell_guess(self) -> None:
        found = self.guess.bars.score
        words = order_words(found) if found is not None else None
        self.banners.tell(
            "guess",
            "info",
            words or N_("Your guess stands beside what was measured."),
            action=N_("See both"),
            act=lambda: self.show_stage(GUESS),
        )

    def _tell_failure(self, error: HebraError) -> None:
        self.banners.tell_error("study", error)
        self.show_stage(SETUP)

    def _say(self) -> None:
        """Say in the line above everything, and on the button, how things stand."""
        state, digest = self.runner.state, self.runner.digest
        button = {"noise": "cancel", "running": "cancel", "stopping": "stopping"}.get(state)
        self.header.set_run(button or ("again" if self.stage == RESULTS else "first"))
        if state == "noise":
            self.state.show_noise()
        elif state == "stopping":
            self.state.show_stopping()
        elif state == "running":
            return
        elif digest is not None and (
            self.stage == RESULTS or (self.stage == GUESS and self.guess.answered)
        ):
            self.state.show_ended(digest.result)
        else:
            self._say_wish()

    def _say_wish(self) -> None:
        setup = self.draft.setup
        if setup.mode == BREAK_EVEN:
            self.state.show_break_even(None)
        else:
            study = setup.study
            seconds = seconds_of(study)
            if self.runner.noise is None:
                seconds += seconds_of(noise_study())
            self.state.show_wish(study, seconds, self.runner.noise)


def first_setup(cores: int) -> Setup:
    """What is compared before a person chooses: the default work under the usual approaches."""
    work = presets()[0].experiment
    return Setup(mix=work.mix, title=work.title, candidates=set_named("usual").make(cores, 16))
