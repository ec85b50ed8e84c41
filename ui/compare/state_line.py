"""One line above everything: how long it will take, how far it is, when it ended and how sure."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from lab.spec import Study, TaskShare
from lab.study.progress import Progress
from lab.study.trial import NoiseFloor, StudyResult
from ui.charts.compare import naming
from ui.controls.button import Button
from ui.controls.chip import Chip
from ui.controls.flow import Flow
from ui.controls.text import Text
from ui.controls.worded import Source
from ui.run.amounts import Count
from ui.run.mix_words import work
from ui.run.times import clock_time, duration
from ui.theme import fonts
from ui.theme.sizing import sized
from ui.words import N_, Words, ntr, number, percent, quantity

PHASES = {
    "calibrating": N_("calibrating"),
    "warming up": N_("warming up"),
    "measuring": N_("measuring"),
    "resting": N_("resting"),
}
_ENDS = {
    "finished": (N_("Finished {time}"), "good"),
    "interrupted": (N_("Cut short {time}"), "warn"),
    "failed": (N_("Failed {time}"), "bad"),
}
BAR = 180


class StateLine(QWidget):
    """Chip, sentence, progress with the time left, and what is known of the noise floor."""

    noise_asked = Signal()
    """A person wants the noise floor measured anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = Chip(N_("Not run"), "none")
        self.words = Text(tone="text2")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 1000)
        sized(self, lambda: self.bar.setFixedSize(fonts.px(BAR), 6))
        self.left = Text(tone="text2")
        self.noise = Text(tone="text3", wrap=True)
        self.again = Button(N_("Measure it again"), "link")
        self.again.set_spoken(
            tip=N_("Compares an approach with itself, to see how far equal ones lie apart here")
        )
        self.again.clicked.connect(self.noise_asked)
        row = Flow(self)
        row.setSpacing(12)
        row.addWidget(self.chip)
        row.addWidget(self.words)
        row.addWidget(self.bar)
        row.addWidget(self.left)
        row.addWidget(self.noise, 1)
        row.addWidget(self.again)
        sized(self, lambda: self.setMinimumHeight(fonts.px(32)))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._progress(None)

    def show_wish(self, study: Study, seconds: float | None, noise: NoiseFloor | None) -> None:
        """Nothing has run yet: what would be done and how long it takes, noise floor included."""
        runs = len(study.candidates) * study.protocol.repeats
        self.chip.set_chip(N_("Not run"), "none")
        words = N_("{runs} of {seconds} s in random order.")
        if seconds is not None:
            words = N_("{runs} of {seconds} s in random order, about {time}.")
        self.words.set_source(
            words,
            runs=lambda: ntr("{n} run", "{n} runs", runs),
            seconds=partial(_seconds, study.protocol.seconds),
            time=partial(duration, seconds or 0.0),
        )
        self._progress(None)
        self._noise(noise, N_("The noise floor of this machine is measured first."))

    def show_break_even(self, seconds: float | None) -> None:
        """Nothing has run yet: a break-even is looked for."""
        self.chip.set_chip(N_("Not run"), "none")
        words = N_("Size after size, both side by side.")
        if seconds is not None:
            words = N_("Size after size, both side by side: about {time}.")
        self.words.set_source(words, time=partial(duration, seconds or 0.0))
        self._progress(None)
        self.noise.set_source("")
        self.again.hide()

    def show_noise(self, share: float | None = None) -> None:
        """The noise floor is being measured."""
        self.chip.set_chip(N_("Running"), "busy")
        self.words.set_source(
            N_("Noise floor: one approach against itself, to see how far equal ones lie apart.")
        )
        self.noise.set_source("")
        self.again.hide()
        self._progress(share or 0.0)
        self.left.set_source("")

    def show_progress(self, study: Study, progress: Progress) -> None:
        """How far the study is."""
        self.chip.set_chip(N_("Running"), "busy")
        fields: dict[str, object] = {
            "block": Count(progress.block + 1),
            "blocks": Count(progress.blocks),
            "phase": Words(PHASES[progress.phase]),
        }
        words = N_("Block {block} of {blocks}: {phase}")
        if progress.candidate is not None:
            words = N_("Block {block} of {blocks}: {candidate}, {phase}")
            fields["candidate"] = naming.called(study.candidates[progress.candidate])
        self.words.set_source(Words(words, **fields))
        self._progress(progress.share)
        left = progress.seconds_left
        self.left.set_source(Words(N_("{time} left"), time=partial(duration, left)) if left else "")
        self.noise.set_source("")
        self.again.hide()

    def show_stopping(self) -> None:
        """The run under way is being ended."""
        self.chip.set_chip(N_("Stopping…"), "busy")
        self.left.set_source("")

    def show_ended(self, result: StudyResult) -> None:
        """The study is over: when, how much of it, in which order, and the noise floor."""
        words, kind = _ENDS.get(result.state, _ENDS["failed"])
        if result.state == "finished" and not result.complete:
            words, kind = N_("Incomplete {time}"), "warn"
        self.chip.set_chip(
            Words(words, time=partial(clock_time, result.started_at, result.seconds)), kind
        )
        study, protocol = result.study, result.study.protocol
        measured = sum(trial.state == "measured" for trial in result.trials)
        wanted = len(study.candidates) * protocol.repeats
        said = N_("{runs} of {seconds} s in random order (seed {seed}), {time}.")
        if measured < wanted:
            said = N_("{done} of {runs} of {seconds} s measured (seed {seed}), {time}.")
        self.words.set_source(
            said,
            done=Count(measured),
            runs=lambda: ntr("{n} run", "{n} runs", wanted),
            seconds=partial(_seconds, protocol.seconds),
            seed=protocol.seed,
            time=partial(duration, result.seconds),
        )
        self._progress(None)
        self._noise(result.noise, N_("The noise floor is not known."))

    def tell_other_work(self, mix: tuple[TaskShare, ...]) -> None:
        """The figures in view are not of what is set up now."""
        self.noise.set_source(
            Words(N_("Of other settings than those set up now: {work}."), work=partial(work, mix))
        )
        self.again.hide()

    def say(self, chip: Source, kind: str, words: Source) -> None:
        """Say something else: a break-even's state."""
        self.chip.set_chip(chip, kind)
        self.words.set_source(words)
        self.noise.set_source("")
        self.again.hide()
        self._progress(None)

    def set_share(self, share: float) -> None:
        """Show how far something is, 0..1."""
        self._progress(share)

    def _noise(self, noise: NoiseFloor | None, missing: Source) -> None:
        self.noise.set_source(missing)
        if noise is not None:
            self.noise.set_source(
                N_("Noise floor from A/A runs ±{share}: smaller differences are called equal."),
                share=lambda: percent(noise.ratio - 1.0, 1),
            )
        self.again.setVisible(noise is not None)

    def _progress(self, share: float | None) -> None:
        self.bar.setVisible(share is not None)
        self.left.setVisible(share is not None)
        if share is not None:
            self.bar.setValue(round(1000 * min(1.0, max(0.0, share))))


def _seconds(value: float) -> str:
    return quantity(number(value, 0 if value == int(value) else 1), "").strip()
