"""A hazard's view on the screen, with probes that tell what the test has them tell."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from lab.errors import SessionError
from lab.session.probing import ProbeResult
from tests.ui.fakes import experiment
from tests.ui.living import until
from ui import words
from ui.controls.banner_stack import BannerStack
from ui.controls.worded import said
from ui.hazards.view import HazardView
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell.settings import Settings
from ui.theme import look

V = TypeVar("V", bound=HazardView)


class FakeRun:
    """A probe that waits for what the test lets it tell, and for the end it gives it."""

    refusal: SessionError | None = None
    """Raised when it is to be started."""
    others_cores = 0.0

    def __init__(self, name: str, order: Mapping[str, Any]) -> None:
        self.name, self.order = name, dict(order)
        self.on_figures: Callable[[Mapping[str, Any]], object] | None = None
        self.wishes: list[tuple[str, object]] = []
        self.state = "new"
        self._over = asyncio.Event()
        self._figures: Mapping[str, Any] | None = None
        self._failure: SessionError | None = None

    async def start(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.state = "running"

    def wish(self, name: str, value: object) -> None:
        self.wishes.append((name, value))

    async def finished(self) -> ProbeResult:
        await self._over.wait()
        if self._failure is not None:
            raise self._failure
        if self._figures is None:
            raise SessionError("It was stopped before it had a result")
        return ProbeResult(
            figures=self._figures, seconds=1.0, others_cores=self.others_cores, environment={}
        )

    async def stop(self) -> None:
        self.state = "over"
        self._over.set()

    def tell(self, **figures: Any) -> None:
        """Figures while it goes on."""
        assert self.on_figures is not None
        self.on_figures(figures)

    def end(self, **figures: Any) -> None:
        """The result."""
        self._figures = figures
        self._over.set()

    def fail(self, what: str) -> None:
        """It ends without a result."""
        self._failure = SessionError(what)
        self._over.set()


class Acting(Generic[V]):
    """The view, its services, and the probes it has made."""

    def __init__(self, kind: Callable[..., V]) -> None:
        self.errors: list[BaseException] = []
        self.runs: list[FakeRun] = []
        self.tasks = Tasks(self.errors.append)
        self.turn = Turn()
        self.refusal: SessionError | None = None
        self.busy: list[bool] = []
        settings = Settings()
        self.services = Services(
            tasks=self.tasks,
            turn=self.turn,
            history=None,  # type: ignore[arg-type]
            settings=lambda: settings,
            remember=lambda **_changes: None,
            ask_save=None,  # type: ignore[arg-type]
            ask_open=None,  # type: ignore[arg-type]
            note=lambda _source, _icon: None,
            make_session=lambda *_args, **_more: None,
            show_page=lambda _key: None,
            open_in_bench=lambda _experiment: None,
            show_in_compare=lambda _study: None,
            show_entry=lambda _entry: None,
            bench_experiment=experiment,
        )
        self.banners = BannerStack()
        self.view = kind(self.services, self.banners, make=self._make)
        self.view.busy_changed.connect(self.busy.append)
        self.window = QWidget()
        column = QVBoxLayout(self.window)
        column.addWidget(self.banners)
        column.addWidget(self.view, 1)

    def _make(self, name: str, order: Mapping[str, Any]) -> FakeRun:
        self.runs.append(FakeRun(name, order))
        self.runs[-1].refusal = self.refusal
        return self.runs[-1]

    async def running(self, count: int) -> FakeRun:
        """Wait until so many probes have been started; the last of them."""
        await until(lambda: len(self.runs) == count and self.runs[-1].state != "new")
        await asyncio.sleep(0)
        return self.runs[-1]

    async def idle(self) -> None:
        """Wait until nothing is measured any more."""
        await until(lambda: self.turn.holder == "")

    def said(self) -> str:
        """All that the banners say."""
        return "\n".join(said(b.what.text()) for b in self.banners.banners.values())


@asynccontextmanager
async def acting(
    app: QApplication, kind: Callable[..., V], size: tuple[int, int] = (1360, 860)
) -> AsyncIterator[Acting[V]]:
    """The view on the screen, in English and light; left with everything ended."""
    app.setQuitOnLastWindowClosed(False)
    look.apply(app, "light")
    words.set_language("en")
    home = Acting(kind)
    try:
        home.window.resize(*size)
        home.window.show()
        await until(home.view.isVisible)
        yield home
        if home.errors:
            raise home.errors[0]
    finally:
        await home.view.leave()
        await home.tasks.end()
        words.set_language("en")
        home.window.close()
        home.window.deleteLater()
        await asyncio.sleep(0)
