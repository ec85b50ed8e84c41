"""The Hazards page without an engine: probes that end when the test lets them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.errors import SessionError
from lab.session.probing import ProbeResult
from tests.ui.fakes import experiment
from tests.ui.living import until
from ui import words
from ui.controls.banner_stack import BannerStack
from ui.controls.worded import Source, said
from ui.hazards.page import HazardsPage
from ui.hazards.view import HazardView
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look

Answer = Callable[[str, Mapping[str, Any]], dict[str, Any]]


class FakeProbe:
    """Does what `lab.session.probing.ProbeRun` promises; the ``answer`` to an order is made up."""

    def __init__(self, home: Home, name: str, order: Mapping[str, Any]) -> None:
        self.name, self.order = name, order
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None
        self.failure: SessionError | None = None
        self.ended = False
        self._home = home
        self._allowed = asyncio.Event()

    def tell(self, **figures: Any) -> None:
        """Live figures."""
        assert self.on_figures is not None
        self.on_figures(figures)

    def let(self) -> None:
        """Let it come to its end."""
        self._allowed.set()

    async def carry_out(self) -> ProbeResult:
        try:
            await self._allowed.wait()
            if self.failure is not None:
                raise self.failure
            return ProbeResult(
                figures=self._home.answer(self.name, self.order),
                seconds=1.0,
                others_cores=0.1,
                environment={"python_version": "3.11.7"},
            )
        finally:
            self.ended = True


class Home:
    """What a page of hazards asked of the house."""

    page: HazardsPage

    def __init__(self, answer: Answer, folder: Path | None) -> None:
        self.answer, self.save_to = answer, folder
        self.errors: list[BaseException] = []
        self.probes: list[FakeProbe] = []
        self.notes: list[str] = []
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self._seen = 0
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=None,  # type: ignore[arg-type]
            settings=Settings,
            remember=lambda **_changes: None,
            ask_save=self._ask_save,
            ask_open=self._ask_open,
            note=lambda source, _icon: self.notes.append(said(source)),
            make_session=lambda *_args, **_more: None,
            show_page=lambda _key: None,
            open_in_bench=lambda _experiment: None,
            show_in_compare=lambda _study: None,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )

    def make_probe(self, name: str, order: Mapping[str, Any], **_python: object) -> FakeProbe:
        """In place of a real probe."""
        self.probes.append(FakeProbe(self, name, order))
        return self.probes[-1]

    async def measuring(self) -> FakeProbe:
        """Wait until the next probe is being carried out."""
        await until(lambda: len(self.probes) > self._seen)
        self._seen += 1
        return self.probes[self._seen - 1]

    def banners(self) -> str:
        """All that the banners say."""
        shown = self.page.banners.banners.values()
        return "\n".join(f"{banner.what.text()} {banner.todo.text()}" for banner in shown)

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        if self.save_to is None:
            return None
        return (self.save_to / suggested).with_suffix(f".{chosen}")

    async def _ask_open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        return None


@asynccontextmanager
async def hazards(
    app: QApplication,
    make: Callable[[Home, Services, BannerStack], HazardView],
    answer: Answer,
    *,
    folder: Path | None = None,
    size: tuple[int, int] = (1363, 871),
) -> AsyncIterator[Home]:
    """The page on the screen with one view, in English and light; left with everything ended."""
    from ui.hazards.page import Hazard

    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Home(answer, folder)
    only = Hazard("race", "Race", lambda services, banners: make(home, services, banners))
    other = Hazard("other", "Other", HazardView)
    page = home.page = HazardsPage(home.services, hazards=(only, other))
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
