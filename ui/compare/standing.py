"""How things stand, said in one place: the line above the page and the button in its head."""

from __future__ import annotations

import dataclasses

from lab.study.break_even import Step
from lab.study.estimate import seconds_of
from lab.study.noise import noise_study
from lab.study.progress import Progress
from lab.study.question import seconds_of_question
from ui.charts.compare import naming
from ui.run.amounts import Count
from ui.words import N_, Words

from .draft import SetupDraft
from .finder import Finder
from .header import CompareHeader
from .runner import Runner
from .setup import BREAK_EVEN
from .state_line import StateLine


class Standing:
    """Looks at draft, runner and finder, and says what is there, what goes on, or what would be."""

    def __init__(
        self,
        line: StateLine,
        header: CompareHeader,
        draft: SetupDraft,
        runner: Runner,
        finder: Finder,
    ) -> None:
        self._line, self._header, self._draft = line, header, draft
        self._runner, self._finder = runner, finder

    @property
    def state(self) -> str:
        """``idle``, ``noise``, ``running`` or ``stopping``, of whichever is at work."""
        return self._runner.state if self._runner.state != "idle" else self._finder.state

    @property
    def seconds(self) -> float:
        """About how long what is set up takes, the noise floor included where it is not known."""
        setup = self._draft.setup
        if setup.mode == BREAK_EVEN:
            return seconds_of_question(setup.question)
        floor = seconds_of(noise_study()) if self._runner.noise is None else 0.0
        return seconds_of(setup.study) + floor

    def say(self, *, results: bool) -> None:
        """Say it; ``results`` is whether results are in view, of the last study or search."""
        state = self.state
        button = {"noise": "cancel", "running": "cancel", "stopping": "stopping"}.get(state)
        again = results and self._is_asked_again()
        self._header.set_run(button or ("again" if again else "first"))
        if state == "noise":
            self._line.show_noise()
        elif state == "stopping":
            self._line.show_stopping()
        elif state == "idle":
            self._say_rest(results)

    def show_progress(self, progress: Progress) -> None:
        """How far the study is."""
        study = self._runner.study
        if self._runner.state == "running" and study is not None:
            self._line.show_progress(study, progress)

    def show_noise(self, progress: Progress) -> None:
        """How far measuring the noise floor is."""
        if self._runner.state == "noise":
            self._line.show_noise(progress.share)

    def show_step(self, step: Step) -> None:
        """How far the search for a break-even is."""
        question = self._finder.question
        if self._finder.state == "running" and question is not None:
            words = Words(
                N_("Size {n}: {size}"),
                n=Count(step.points_done + 1),
                size=lambda: naming.setting_value(question.setting, float(f"{step.size:.3g}")),
            )
            self._line.say(N_("Running"), "busy", words)
            self._line.set_share(step.points_done / step.points_most)

    def _is_asked_again(self) -> bool:
        """Whether what is set up is what was measured last."""
        setup = dataclasses.replace(self._draft.setup, python=None)
        if setup.mode == BREAK_EVEN:
            asked = self._finder.question
            return asked is not None and dataclasses.replace(asked, python=None) == setup.question
        last = self._runner.study
        return last is not None and dataclasses.replace(last, python=None) == setup.study

    def _say_rest(self, results: bool) -> None:
        searching = self._draft.setup.mode == BREAK_EVEN
        found, digest = self._finder.found, self._runner.digest
        if results and searching and found is not None:
            kind = {"failed": "bad", "interrupted": "warn"}.get(found.outcome, "good")
            words = Words(N_("{n} sizes tried."), n=Count(len(found.points)))
            self._line.say(_OUTCOMES.get(found.outcome, N_("Finished")), kind, words)
        elif results and not searching and digest is not None:
            self._line.show_ended(digest.result)
            if not self._is_asked_again():
                self._line.tell_other_work(digest.result.study.mix)
        elif searching:
            self._line.show_break_even(self.seconds)
        else:
            self._line.show_wish(self._draft.setup.study, self.seconds, self._runner.noise)


_OUTCOMES = {"failed": N_("Failed"), "interrupted": N_("Cut short")}
