"""A Compare page without engines: a conductor whose trials come when the test lets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.session.snapshot import Snapshot
from lab.spec import Experiment, Study
from lab.study.progress import Progress
from lab.study.trial import NoiseFloor, StudyResult, Trial
from tests.lab.study.made import STARTED_AT, _nature, made_trials
from tests.ui.fakes import experiment
from tests.ui.living import until
from ui import words
from ui.compare.page import ComparePage
from ui.compare.runner import Runner
from ui.controls.worded import Source, said
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look

NOISE = NoiseFloor(ratio=1.018, pairs=14, measured_at=STARTED_AT)


class FakeConductor:
    """Does what `lab.study.Conductor` promises; `let` lets so many more trials happen."""

    def __init__(self, study: Study, *, noise: NoiseFloor | None) -> None:
        self.study, self.noise = study, noise
        self.on_progress: Callable[[Progress], object] | None = None
        self.on_trial: Callable[[Trial], object] | None = None
        self.on_snapshot: Callable[[Snapshot], object] | None = None
        natures = tuple(_nature(candidate) for candidate in study.candidates)
        self._to_come = list(made_trials(study, natures))
        self.made: list[Trial] = []
        self.state = "interrupted"
        self.error: BaseException | None = None
        self._cancelled = False
        self._allowed = asyncio.Semaphore(0)

    def let(self, trials: int | None = None) -> None:
        """Let ``trials`` more happen, or all there are."""
        for _ in range(len(self._to_come) if trials is None else trials):
            self._allowed.release()

    async def run(self) -> StudyResult:
        while self._to_come:
            self._tell("measuring")
            await self._allowed.acquire()
            if self.error is not None:
                raise self.error
            if self._cancelled:
                return self.result_now()
            trial = self._to_come.pop(0)
            self.made.append(trial)
            if self.on_trial is not None:
                self.on_trial(trial)
            self._tell("resting")
            await asyncio.sleep(0)
        self.state = "finished"
        return self.result_now()

    def cancel(self) -> None:
        self._cancelled = True
        self._allowed.release()

    def result_now(self) -> StudyResult:
        return StudyResult(
            study=self.study,
            state=self.state,
            started_at=STARTED_AT,
            seconds=2.9 * len(self.made),
            trials=tuple(self.made),
            noise=self.noise,
            cautions=(),
            environment={"os": "Linux 6.1", "cores": 4},
        )

    def _tell(self, phase: str) -> None:
        if self.on_progress is not None:
            following = self._to_come[0] if self._to_come else self.made[-1]
            self.on_progress(
                Progress(
                    trials_done=len(self.made),
                    trials_all=len(self.made) + len(self._to_come),
                    block=following.block,
                    blocks=self.study.protocol.repeats,
                    candidate=following.candidate,
                    phase=phase,
                    seconds_done=2.9 * len(self.made),
                    seconds_left=2.9 * len(self._to_come),
                )
            )


class FakeKeeping:
    """What is handed to the history of one study."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.trials: list[Trial] = []
        self.finished: StudyResult | None = None

    def add(self, result: StudyResult) -> None:
        self.trials = list(result.trials)

    def finish(self, result: StudyResult) -> None:
        self.finished = result


class FakeHistory:
    """Keeps nothing but what it was asked to keep."""

    def __init__(self) -> None:
        self.kept: list[FakeKeeping] = []

    def keep_study(self, study: Study) -> FakeKeeping:
        self.kept.append(FakeKeeping(study))
        return self.kept[-1]


class Staged:
    """A page in a window, and what it asked of the house."""

    def __init__(self, *, predict: bool, folder: Path | None) -> None:
        self.errors: list[BaseException] = []
        self.conductors: list[FakeConductor] = []
        self.settings = Settings(predict_first=predict)
        self.history = FakeHistory()
        self.noises = 0
        self._seen = 0
        self.notes: list[str] = []
        self.opened: list[Experiment] = []
        self.shown: list[str] = []
        self.save_to: Path | None = folder
        self.open_from: Path | None = None
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=self.history,  # type: ignore[arg-type]
            settings=lambda: self.settings,
            remember=self._remember,
            ask_save=self._ask_save,
            ask_open=self._ask_open,
            note=lambda source, _icon: self.notes.append(said(source)),
            make_session=lambda *_args, **_more: None,
            show_page=self.shown.append,
            open_in_bench=self.opened.append,
            show_in_compare=lambda _study: None,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )
        self.runner = Runner(self.services, self._make, self._noise)
        self.page = ComparePage(self.services, runner=self.runner, cores=4)

    @property
    def conductor(self) -> FakeConductor:
        """Of the study that goes on, or of the last one."""
        return self.conductors[-1]

    async def measuring(self) -> FakeConductor:
        """Wait until a study is being carried out."""
        await until(lambda: len(self.conductors) > self._seen)
        self._seen = len(self.conductors)
        return self.conductor

    async def idle(self) -> None:
        """Wait until nothing goes on any more."""
        await until(lambda: self.runner.state == "idle")

    def holder(self) -> str:
        """Whose turn it is to measure."""
        return self.turn.holder

    def banners(self) -> str:
        """All that the banners say."""
        shown = self.page.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)

    def _make(self, study: Study, *, noise: NoiseFloor | None) -> FakeConductor:
        self.conductors.append(FakeConductor(study, noise=noise))
        return self.conductors[-1]

    async def _noise(self) -> NoiseFloor:
        self.noises += 1
        await asyncio.sleep(0)
        return NOISE

    def _remember(self, **changes: Any) -> None:
        self.settings = self.settings._replace(**changes)

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        if self.save_to is None:
            return None
        return (self.save_to / suggested).with_suffix(f".{chosen}")

    async def _ask_open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        return self.open_from


@asynccontextmanager
async def staged(
    app: QApplication,
    *,
    predict: bool = False,
    folder: Path | None = None,
    size: tuple[int, int] = (1363, 871),
) -> AsyncIterator[Staged]:
    """A page on the screen, in English and light; left with everything ended."""
    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Staged(predict=predict, folder=folder)
    page = home.page
    try:
        page.resize(*size)
        page.show()
        await until(page.isVisible)
        page.activateWindow()
        await until(page.isActiveWindow)
        yield home
        if home.errors:
            raise home.errors[0]
    finally:
        await page.leave()
        page.close()
        await home.tasks.end()
        words.set_language("en")
        page.deleteLater()
        await asyncio.sleep(0)
