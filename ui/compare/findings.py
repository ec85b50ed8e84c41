"""What is found while a study or a search goes on, put where it is looked at."""

from __future__ import annotations

from lab.advice.digest import Digest
from lab.spec import Study
from lab.study.break_even import BreakEven, Question
from ui.controls.banner_stack import BannerStack
from ui.run.services import Services
from ui.words import N_

from .cautions import Cautions
from .finder import Finder
from .header import CompareHeader
from .runner import Runner
from .stages import GUESS, Stages


class Findings:
    """Fills the results as runner and finder tell of them, and says how it ended."""

    def __init__(
        self,
        services: Services,
        runner: Runner,
        finder: Finder,
        stages: Stages,
        cautions: Cautions,
        header: CompareHeader,
        banners: BannerStack,
    ) -> None:
        self._services, self._runner, self._finder = services, runner, finder
        self._stages, self._cautions = stages, cautions
        self._header, self._banners = header, banners
        stages.shown.connect(self._show_stage)
        runner.digested.connect(self._show_digest)
        runner.ended.connect(self._show_end)
        finder.tried.connect(stages.answer.show_points)
        finder.ended.connect(self._show_answer)

    def begin_study(self, study: Study) -> None:
        """The figures of ``study`` come now; nothing of the last one is left."""
        self._forget()
        asked = self._finder.question
        if asked is not None and asked.mix != study.mix:
            self._runner.break_even = None
        self._stages.results.begin(study)
        self._header.set_exportable(False)

    def begin_search(self, question: Question) -> None:
        """The sizes tried for ``question`` come now."""
        self._forget()
        self._stages.answer.begin(question)

    def _forget(self) -> None:
        for subject in ("study", "guess", "limit"):
            self._banners.drop(subject)
        self._cautions.show_cautions(())

    def _show_stage(self, stage: str) -> None:
        """Offer to look at the guess again, but where one does."""
        if (told := self._banners.banners.get("guess")) is not None:
            told.setVisible(stage != GUESS)

    def _show_digest(self, digest: Digest) -> None:
        self._stages.results.show_digest(digest, self._runner.recommendation)

    def _show_end(self, digest: Digest) -> None:
        stages = self._stages
        stages.guess.answer(digest)
        if stages.guess.answered:
            self._banners.tell(
                "guess",
                "info",
                stages.guess.summary() or N_("Your guess stands beside what was measured."),
                action=N_("See both"),
                act=lambda: stages.show_stage(GUESS),
            )
        self._cautions.show_cautions(digest.result.cautions)
        self._header.set_exportable(bool(digest.ranking))
        if not stages.isVisible():
            self._services.note(N_("The comparison has ended"), "check")
        if digest.result.state == "failed":
            kept = N_("What was measured until then is kept.") if digest.ranking else ""
            self._banners.tell("study", "bad", digest.result.problem, kept)
        # What surrounds the stage has changed.
        stages.show_stage(stages.stage)

    def _show_answer(self, found: BreakEven) -> None:
        question = self._finder.question
        if question is not None:
            self._stages.answer.show_found(found, question)
            last = self._runner.result
            if found.outcome == "found" and last is not None and last.study.mix == question.mix:
                self._runner.consider(found)
