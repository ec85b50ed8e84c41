"""The prediction: a pin before the run, progress meanwhile, and afterwards both beside each other.

Everything has its room from the beginning, so nothing moves when figures come.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from lab.lessons.course import Advance
from lab.lessons.figures import Answer
from lab.lessons.lesson import Lesson, StudyWork
from ui.charts.compare.guess_pin import GuessPin
from ui.charts.compare.guess_row import GuessRow
from ui.controls.button import Button
from ui.controls.chip import Chip
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.controls.worded import Worded
from ui.run.lane_words import lane_words
from ui.run.times import duration
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, tr

from .wording import about_words, figure_words, side_words

ASKING, RUNNING, STOPPING, ANSWERED = "asking", "running", "stopping", "answered"
_BAR = 200
_SPACE = 8
_GO = {
    ASKING: (N_("Run and see"), "primary", "play-fill"),
    RUNNING: (N_("Cancel"), "plain", "stop-fill"),
    STOPPING: (N_("Stopping…"), "plain", ""),
}


class PredictCard(Worded, QFrame):
    """``state`` is ``asking``, ``running``, ``stopping`` or ``answered``."""

    run_asked = Signal(bool)
    """Run now; whether with the guess."""
    cancel_asked = Signal()
    left = Signal()
    """What had the focus has gone; somebody else takes it."""
    bench_asked = Signal()
    compare_asked = Signal()
    hazards_asked = Signal()

    def __init__(self, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._cores = cores
        self.state = ASKING
        self._lesson: Lesson | None = None
        self._to_bench = self._to_compare = False
        self.chip = Chip(N_("Predict first"), "accent", "target")
        self.about = Text(size=12, tone="text3", wrap=True)
        self.asked = Text(size=16, weight=600, wrap=True)
        self.rows = (GuessRow(), GuessRow())
        self.pin = GuessPin()
        self.hint = Text(
            N_("Drag the pin, or press ← and →. A wrong guess is where the lesson starts."),
            size=14,
            wrap=True,
        )
        self.words = Text(size=14, weight=600, wrap=True)
        self.why = Text(size=14, wrap=True)
        sized(self, self._keep_lines)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.skip = Button(N_("Skip"), "ghost")
        self.skip.set_spoken(tip=N_("Run without a guess"))
        self.skip.clicked.connect(lambda: self.run_asked.emit(False))
        self.again = Button(N_("Guess again"), "ghost", "arrows-clockwise")
        self.again.clicked.connect(self._ask_again)
        self.time = Text(size=12, tone="text3")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        sized(self, lambda: self.bar.setFixedSize(fonts.px(_BAR), 6))
        self.go = Button("", "primary", "play-fill")
        self.go.clicked.connect(self._go)
        self.to_bench = Button(N_("Open in Bench"), "quiet", "pulse")
        self.to_bench.clicked.connect(self.bench_asked)
        self.to_compare = Button(N_("Open in Compare"), "quiet", "scales")
        self.to_compare.clicked.connect(self.compare_asked)
        self.to_hazards = Button(N_("Open Hazards"), "quiet", "warning")
        self.to_hazards.clicked.connect(self.hazards_asked)
        self._build()
        self.set_spoken(N_("Prediction"))

    def _keep_lines(self) -> None:
        line = round(fonts.metrics(14).lineSpacing()) + 1
        self.words.setMinimumHeight(line)
        self.why.setMinimumHeight(line)
        # What stands here before the run has the room of both, so that nothing moves.
        self.hint.setMinimumHeight(2 * line + _SPACE)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.chip)
        head.addWidget(self.about, 1)
        foot = Flow()
        foot.setSpacing(12)
        foot.addWidget(self.skip)
        foot.addWidget(self.again)
        foot.addStretch(1)
        for widget in (
            self.bar,
            self.time,
            self.to_bench,
            self.to_compare,
            self.to_hazards,
            self.go,
        ):
            foot.addWidget(widget)
        sized(self, lambda: foot.set_line(fonts.px(32)))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(_SPACE)
        column.addLayout(head)
        column.addWidget(self.asked)
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self.pin)
        column.addWidget(self.hint)
        column.addWidget(self.words)
        column.addWidget(self.why)
        column.addLayout(foot)

    def ask(self, lesson: Lesson) -> None:
        """Ask for a guess."""
        self.show_lesson(lesson)
        asked = lesson.prediction
        for row, side in zip(self.rows, lesson.sides, strict=False):
            row.ask(side.approach, side_words(side))
        self.pin.ask_for(
            asked.low,
            asked.high,
            logarithmic=asked.logarithmic,
            unit=asked.unit,
            approach=lesson.sides[-1].approach,
        )
        self.set_state(ASKING)

    def show_lesson(self, lesson: Lesson) -> None:
        """The same lesson in another language, or the texts of another one."""
        self._lesson = lesson
        self.asked.set_source(Words("{asked}", asked=lesson.prediction.asked))
        self.about.set_source(about_words(lesson, self._cores))
        for row, side in zip(self.rows, lesson.sides, strict=False):
            row.name.set_source(side_words(side))
        self.rows[1].setVisible(len(lesson.sides) > 1)
        self.time.set_source(
            Words(N_("takes about {time}"), time=partial(duration, lesson.work.seconds))
        )
        work = lesson.work
        self._to_bench = isinstance(work, StudyWork)
        self._to_compare = isinstance(work, StudyWork) and not work.single

    @property
    def guess(self) -> float | None:
        """What is guessed; None while the pin was not moved."""
        return self.pin.guess

    def answer(self, answer: Answer, guess: float | None) -> None:
        """Show what was measured beside the guess."""
        if self._lesson is None or answer.measured is None:
            return
        self.pin.set_guess(guess)
        for row, figure in zip(self.rows, answer.sides, strict=False):
            if figure is not None:
                row.show_figure(figure_words(figure, self._lesson.prediction.figure))
        self.pin.compare(answer.measured)
        self.words.set_source(self.pin.words or N_("No guess was made this time."))
        self.why.set_source(lane_words(answer.shares) or "")
        self.set_state(ANSWERED)

    def set_state(self, state: str) -> None:
        """Show what can be done now."""
        focus = QApplication.focusWidget()
        self.state = state
        asking, answered = state == ASKING, state == ANSWERED
        going = not asking and not answered
        self.pin.setEnabled(asking)
        self.hint.setVisible(not answered)
        self.words.setVisible(answered)
        self.why.setVisible(answered)
        self.skip.setVisible(asking)
        self.again.setVisible(answered)
        self.bar.setVisible(going)
        self.time.setVisible(not answered)
        self.to_bench.setVisible(answered and self._to_bench)
        self.to_compare.setVisible(answered and self._to_compare)
        self.to_hazards.setVisible(answered and not self._to_bench)
        self.go.setVisible(not answered)
        if not answered:
            words, kind, icon = _GO[state]
            self.go.kind = kind
            self.go.set_icon_name(icon)
            self.go.set_source(words)
        self.go.setEnabled(state != STOPPING)
        if state == RUNNING:
            self.bar.setValue(0)
        if asking and self._lesson is not None:
            self.show_lesson(self._lesson)
        stays = focus is self.go and going
        if focus is not None and not asking and not stays and self.isAncestorOf(focus):
            # Else the focus would go on to some button, and Space would press that.
            self.left.emit()

    def advance(self, advance: Advance) -> None:
        """Show how far the experiment is."""
        if self.state == RUNNING:
            self.bar.setValue(round(1000 * min(1.0, advance.share)))
            left = advance.seconds_left
            self.time.set_source(Words(N_("{time} left"), time=partial(duration, left)))

    def retranslate(self) -> None:
        """Say what a progress bar means in the language of now."""
        self.bar.setAccessibleName(tr(N_("Progress of the experiment")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter runs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state == ASKING:
            self._go()
        else:
            super().keyPressEvent(event)

    def _go(self) -> None:
        if self.state == ASKING:
            self.run_asked.emit(True)
        elif self.state == RUNNING:
            self.cancel_asked.emit()

    def _ask_again(self) -> None:
        if self._lesson is not None:
            self.ask(self._lesson)
            self.pin.setFocus(Qt.FocusReason.ShortcutFocusReason)
