"""A cost study without probes: measurements come when the test lets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lab.costs.conductor import CostProgress
from lab.costs.result import CostResult, CostSample
from lab.costs.study import CostStudy
from lab.history.cost_store import CostStore
from tests.lab.costs.made import ENVIRONMENT, STARTED_AT, made_sample
from tests.ui.fakes import experiment
from tests.ui.living import until
from ui import words
from ui.controls.worded import Source, said
from ui.costs.page import CostsPage
from ui.costs.runner import CostRunner
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look


class FakeConductor:
    """Does what `CostConductor` promises; `let` lets so many more measurements happen."""

    def __init__(self, study: CostStudy) -> None:
        self.study = study
        self.on_progress: Callable[[CostProgress], object] | None = None
        self.on_sample: Callable[[CostSample], object] | None = None
        self.state = "interrupted"
        self.error: BaseException | None = None
        self.samples: list[CostSample] = []
        self._to_come = [turn for turn in study.turns() if turn.kind != "interpreter"]
        self._all = len(self._to_come)
        self._allowed = asyncio.Semaphore(0)
        self._cancelled = False

    def let(self, count: int | None = None) -> None:
        """Let ``count`` more happen, or all there are."""
        for _ in range(len(self._to_come) if count is None else count):
            self._allowed.release()

    async def run(self) -> CostResult:
        while self._to_come:
            turn = self._to_come[0]
            if self.on_progress is not None:
                done = len(self.samples)
                left = 0.4 * len(self._to_come)
                self.on_progress(
                    CostProgress(
                        done=done, all=self._all, turn=turn, blocks=self.study.repeats,
                        seconds_done=0.4 * done, seconds_left=left,
                    )
                )  # fmt: skip
            await self._allowed.acquire()
            if self.error is not None:
                raise self.error
            if self._cancelled:
                return self.result_now()
            self._to_come.pop(0)
            self.samples.append(made_sample(turn, self.study.section))
            if self.on_sample is not None:
                self.on_sample(self.samples[-1])
            await asyncio.sleep(0)
        self.state = "finished"
        return self.result_now()

    def cancel(self) -> None:
        self._cancelled = True
        self._allowed.release()

    def result_now(self) -> CostResult:
        return CostResult(
            study=self.study, state=self.state, started_at=STARTED_AT,
            seconds=0.4 * len(self.samples), samples=tuple(self.samples), missing=(),
            environment=ENVIRONMENT,
        )  # fmt: skip


class Staged:
    """A Costs page in a window, and what it asked of the house."""

    def __init__(self, folder: Path) -> None:
        self.errors: list[BaseException] = []
        self.conductors: list[FakeConductor] = []
        self.notes: list[str] = []
        self.shown: list[str] = []
        self.save_to: Path | None = folder
        self.turn = Turn()
        self.store = CostStore(folder / "data" / "costs.json")
        settings = Settings()
        self.services = Services(
            tasks=Tasks(self.errors.append),
            turn=self.turn,
            history=None,  # type: ignore[arg-type]
            settings=lambda: settings,
            remember=lambda **_changes: None,
            ask_save=self._ask_save,
            ask_open=None,  # type: ignore[arg-type]
            note=lambda source, _icon: self.notes.append(said(source)),
            make_session=lambda *_args, **_more: None,
            show_page=self.shown.append,
            open_in_bench=lambda _experiment: None,
            show_in_compare=lambda _study: None,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )
        self.runner = CostRunner(self.services, self._make, self.store)
        self.page = CostsPage(self.services, runner=self.runner)

    async def measuring(self) -> FakeConductor:
        """Wait until a study is being carried out."""
        await until(lambda: self.runner.state == "running" and self.runner._running is not None)
        return self.conductors[-1]

    async def idle(self) -> None:
        """Wait until nothing goes on any more."""
        await until(lambda: self.runner.state == "idle")

    def banners(self) -> str:
        """All that the banners say."""
        shown = self.page.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)

    def _make(self, study: CostStudy) -> FakeConductor:
        self.conductors.append(FakeConductor(study))
        return self.conductors[-1]

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        if self.save_to is None:
            return None
        return (self.save_to / suggested).with_suffix(f".{chosen}")


@asynccontextmanager
async def staged(app: QApplication, folder: Path) -> AsyncIterator[Staged]:
    """A page on show, whose end is the window's."""
    words.set_language("en")
    look.apply(app, "light")
    home = Staged(folder)
    home.page.resize(1363, 871)
    home.page.show()
    try:
        yield home
    finally:
        await home.page.leave()
        await home.services.tasks.end()
        home.page.close()
        home.page.deleteLater()
    assert home.errors == []
