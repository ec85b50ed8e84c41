"""The stages of Compare: which of them is in view, and where one comes to from it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from .break_even_result import BreakEvenResult
from .draft import SetupDraft
from .finder import Finder
from .guess_stage import GuessStage
from .questions import Questions
from .results import Results
from .runner import Runner
from .setup import BREAK_EVEN

SETUP, GUESS, RESULTS = "setup", "guess", "results"


class Stages(QStackedWidget):
    """The set-up, a guess, and the results: of a study, or of the search for a break-even."""

    shown = Signal(str)
    """A stage was brought into view, or is to be looked at anew."""

    def __init__(
        self,
        draft: SetupDraft,
        runner: Runner,
        finder: Finder,
        cores: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self._runner, self._finder = draft, runner, finder
        self.stage = SETUP
        self.questions = Questions(draft, cores)
        self.guess = GuessStage()
        self.results = Results()
        self.answer = BreakEvenResult()
        for stage in (self.questions, self.guess, self.results, self.answer):
            self.addWidget(stage)

    @property
    def searching(self) -> bool:
        """Whether a break-even is what is set up, so that results are its answer."""
        return self._draft.setup.mode == BREAK_EVEN

    @property
    def asking(self) -> bool:
        """Whether a guess is asked for and not yet answered by figures."""
        return self.stage == GUESS and not self.guess.answered

    def show_stage(self, stage: str) -> None:
        """Bring a stage into view."""
        # What has the focus in a stage that goes out of view would hand it on to some button.
        focus = QApplication.focusWidget()
        if focus is not None and stage != self.stage and self.isAncestorOf(focus):
            focus.clearFocus()
        self.stage = stage
        found = self.answer if self.searching else self.results
        self.setCurrentWidget({SETUP: self.questions, GUESS: self.guess, RESULTS: found}[stage])
        self.shown.emit(stage)

    def toggle_setup(self) -> None:
        """From the set-up to the results there are; from anywhere else to the set-up."""
        back = self.stage == SETUP and self._has_results
        self.show_stage(RESULTS if back else SETUP)

    def back(self) -> bool:
        """Go back to the stage before; False where there is none."""
        if self.stage == SETUP and self._has_results:
            self.show_stage(RESULTS)
        elif self.stage == GUESS:
            self.show_stage(RESULTS if self.guess.answered else SETUP)
        else:
            return False
        return True

    @property
    def _has_results(self) -> bool:
        if self.searching:
            return self._finder.found is not None
        return self._runner.digest is not None
