"""A Verdicts page without engines: a batch whose claims end when the test lets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.errors import HebraError
from lab.spec import Experiment, Study
from lab.study.trial import NoiseFloor, StudyResult
from lab.verdicts.claim import Claim, Finding
from tests.ui.compare.staging import FakeConductor, FakeHistory, FakeKeeping
from tests.ui.fakes import experiment
from tests.ui.living import until
from tests.ui.verdicts.made import CLAIMS, GROUPS, finding
from ui import words
from ui.controls.worded import Source, said
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look
from ui.verdicts.page import VerdictsPage
from ui.verdicts.runner import ClaimRunner
from ui.verdicts.spot import SpotRunner


class FakeBatch:
    """Does what `lab.verdicts.batch.Batch` promises; `end` lets its claim end with a verdict."""

    def __init__(self, claims: Sequence[Claim], laboratory: object) -> None:
        (self.claim,) = claims
        self.laboratory = laboratory
        self._ended: asyncio.Future[Finding | None] = asyncio.get_running_loop().create_future()

    def end(self, verdict: str = "confirmed") -> None:
        self._ended.set_result(finding(self.claim.id, verdict))

    def end_with(self, found: Finding) -> None:
        self._ended.set_result(found)

    def fail(self, error: BaseException) -> None:
        self._ended.set_exception(error)

    def cancel(self) -> None:
        if not self._ended.done():
            self._ended.set_result(None)

    async def run(self) -> tuple[Finding, ...]:
        found = await self._ended
        return () if found is None else (found,)


class FakeStore:
    """Keeps findings in memory."""

    def __init__(self, kept: Mapping[str, Finding] = {}, problem: str = "") -> None:
        self.kept = dict(kept)
        self.problem = problem
        self.error: HebraError | None = None

    def load(self) -> dict[str, Finding]:
        if self.error is not None:
            raise self.error
        return dict(self.kept)

    def keep(self, found: Finding) -> None:
        if self.error is not None:
            raise self.error
        self.kept[found.claim] = found


class Staged:
    """A page in a window, and what it asked of the house."""

    def __init__(self, store: FakeStore, claims: Sequence[Claim], folder: Path | None) -> None:
        self.errors: list[BaseException] = []
        self.batches: list[FakeBatch] = []
        self.laboratories: list[object] = []
        self.conductors: list[FakeConductor] = []
        self._conducted = 0
        self.store = store
        self.history = FakeHistory()
        self.notes: list[str] = []
        self.shown: list[str] = []
        self.compared: list[Study | StudyResult] = []
        self.save_to = folder
        self.settings = Settings()
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=self.history,  # type: ignore[arg-type]
            settings=lambda: self.settings,
            remember=lambda **_changes: None,
            ask_save=self._ask_save,
            ask_open=self._ask_open,
            note=lambda source, _icon: self.notes.append(said(source)),
            make_session=lambda *_args, **_more: None,
            show_page=self.shown.append,
            open_in_bench=_open_in_bench,
            show_in_compare=self.compared.append,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )
        self.runner = ClaimRunner(self.services, self._make, self._laboratory)
        self.page = VerdictsPage(
            self.services,
            claims=claims,
            groups=GROUPS,
            runner=self.runner,
            spot=SpotRunner(self.services, self._conduct),
            store=lambda: self.store,
        )

    @property
    def table(self) -> Any:
        """The list of claims."""
        return self.page.claims.table

    async def measuring(self, claim: str) -> FakeBatch:
        """Wait until this claim is being measured."""
        await until(lambda: self.runner.current is not None and self.runner.current.id == claim)
        await until(lambda: self.batches and self.batches[-1].claim.id == claim)
        return self.batches[-1]

    async def following(self, batch: FakeBatch) -> FakeBatch:
        """Wait until the claim after this one is being measured."""
        await until(lambda: self.batches[-1] is not batch)
        return self.batches[-1]

    async def idle(self) -> None:
        """Wait until nothing is measured any more."""
        await until(lambda: self.runner.state == "idle")

    async def conducting(self) -> FakeConductor:
        """Wait until the advice is being measured, once more than before."""
        await until(lambda: len(self.conductors) > self._conducted)
        self._conducted = len(self.conductors)
        return self.conductors[-1]

    @property
    def kept(self) -> list[FakeKeeping]:
        """Studies that the history was handed."""
        return self.history.kept

    def verdicts(self) -> dict[str, str]:
        """What the list says of each claim it shows, by id."""
        lines = self.table.rows.lines
        return {line.claim.id: line.state for line in lines if hasattr(line, "claim")}

    def banners(self) -> str:
        """All that the banners say."""
        shown = self.page.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)

    def _make(self, claims: Sequence[Claim], laboratory: object) -> FakeBatch:
        self.batches.append(FakeBatch(claims, laboratory))
        return self.batches[-1]

    def _conduct(self, study: Study, *, noise: NoiseFloor | None) -> FakeConductor:
        self.conductors.append(FakeConductor(study, noise=noise))
        return self.conductors[-1]

    def _laboratory(self) -> Any:
        self.laboratories.append(object())
        return self.laboratories[-1]

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        return None if self.save_to is None else self.save_to / f"{suggested}.{chosen}"

    async def _ask_open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        return None


def _open_in_bench(_experiment: Experiment) -> None: ...


Kept = Mapping[str, Finding]


@asynccontextmanager
async def staged(
    app: QApplication,
    *,
    store: FakeStore | None = None,
    claims: Sequence[Claim] = CLAIMS,
    folder: Path | None = None,
    size: tuple[int, int] = (1363, 871),
    before: Callable[[Staged], object] = lambda _home: None,
) -> AsyncIterator[Staged]:
    """A page on the screen, in English and light; left with everything ended."""
    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Staged(store or FakeStore(), claims, folder)
    before(home)
    page = home.page
    try:
        page.resize(*size)
        page.show()
        await until(page.isVisible)
        page.activateWindow()
        await until(page.isActiveWindow)
        await page.keeper.settle()
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
