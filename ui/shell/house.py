"""The house: rail, pages and status bar in the window, and what goes on between them."""

from __future__ import annotations

import logging
import os
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from lab.errors import HebraError
from lab.spec import Experiment, Study
from ui import words
from ui.bench.runner import SessionMaker
from ui.controls.choice import Choice
from ui.controls.rail import Rail, RailPage
from ui.controls.worded import Source, said
from ui.run.details import show_details
from ui.run.keeping import HistoryService
from ui.run.own_cost import OwnCostMeter
from ui.run.page import Page
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell import settings
from ui.shell.desk import Desk
from ui.shell.dialogs import ask_open, ask_save
from ui.shell.facts import Facts
from ui.shell.help import explain
from ui.shell.places import PLACES
from ui.shell.preferences import Preferences
from ui.shell.window import Window
from ui.theme import look
from ui.words import N_, Words, ntr, tr

if TYPE_CHECKING:
    from lab.study.trial import StudyResult

_log = logging.getLogger(__name__)


class House:
    """Builds the content of the window and connects its parts; made once, behind the skeleton.

    Pages other than the Bench are made when they are first visited.
    """

    def __init__(
        self,
        app: QApplication,
        window: Window,
        tasks: Tasks,
        make: SessionMaker | None = None,
        history: HistoryService | None = None,
    ) -> None:
        self._app, self.window, self._tasks = app, window, tasks
        words.set_language(window.settings.language)
        look.apply(app, window.settings.theme)
        if make is None:
            from lab.session import Session

            make = Session
        self.facts = Facts(os.cpu_count() or 1)
        self.history = history or HistoryService()
        self.services = self._services(make)
        self.desk = Desk(window, self.facts, self.services)
        self.draft, self.runner, self.bridge = self.desk.draft, self.desk.runner, self.desk.bridge
        self.page, self.exporter = self.desk.page, self.desk.exporter
        self.rail = Rail([RailPage(place.key, place.title, place.icon) for place in PLACES])
        self._stack = QStackedWidget()
        self._pages: dict[str, Page] = {}
        self._window_seen = True
        self._meter = OwnCostMeter(window)
        self._add_page(self.page)
        window.fill(self._content())
        self._connect()
        self._add_keys()

    @property
    def current(self) -> Page:
        """The page in view."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else self.page

    def show_page(self, key: str) -> Page:
        """Bring a page into view, made if it has not been seen yet."""
        page = self._pages.get(key)
        if page is None:
            # Until it is made the page before stays the one in view, also if it cannot be made.
            self.rail.set_current(self.current.key)
            page = next(place for place in PLACES if place.key == key).make(self.services)
            self._add_page(page)
        if self._stack.currentWidget() is not page:
            # What has the focus on a page that goes out of view would go on taking the keys.
            focus = QApplication.focusWidget()
            if focus is not None and self._stack.isAncestorOf(focus):
                focus.clearFocus()
            self._stack.setCurrentWidget(page)
            self.rail.set_current(key)
            self.window.remember(page=key)
            self._tell_seen()
            page.enter()
        return page

    def open_first(self, file: Path | None) -> None:
        """Show the experiment asked for, or the page and the experiment that were there last."""
        self.desk.open_first(file)
        problem = self.window.settings.problem
        if problem is not None:
            self.page.banners.tell(
                "settings",
                "warn",
                Words(N_("{file}: {why}"), file=problem[0], why=problem[1]),
                N_("The default is used instead; the file is written anew at the end."),
            )
        elif file is None and self.window.settings.page in {place.key for place in PLACES}:
            self.show_page(self.window.settings.page)

    def open_file(self, path: Path) -> None:
        """Load an experiment, or say what is wrong with it."""
        self.desk.open_file(path)

    def show_error(self, error: BaseException) -> None:
        """Tell of an error nobody expected."""
        text = "".join(traceback.format_exception(error))
        self.current.banners.tell(
            "unexpected",
            "bad",
            Words(N_("Something went wrong: {what}"), what=str(error) or type(error).__name__),
            N_("The run and the figures are not touched."),
            action=N_("Show details"),
            act=lambda: show_details(self.window, str(error), text),
        )

    async def leave(self) -> None:
        """End what goes on and remember what is to come back."""
        for page in self._pages.values():
            await page.leave()
        await self.history.close()
        try:
            settings.save(self.window.settings)
            self.desk.save_last()
        except (OSError, HebraError):
            _log.exception("settings cannot be saved")

    def press_space(self) -> None:
        """Space starts and stops what the page measures, unless what has the focus wants it."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Choice) and focus.shows_ring:
            focus.showPopup()
        elif isinstance(focus, QPushButton) or (
            focus is not None and focus.metaObject().className() == "Switch"
        ):
            focus.click()  # type: ignore[attr-defined]
        else:
            self.current.toggle()

    def _services(self, make: SessionMaker) -> Services:
        return Services(
            tasks=self._tasks,
            turn=Turn(),
            history=self.history,
            settings=lambda: self.window.settings,
            remember=self.window.remember,
            ask_save=self._ask_save,
            ask_open=self._ask_open,
            note=lambda words, icon: self.facts.note.set_source(words, icon=icon),
            make_session=make,
            show_page=self.show_page,
            open_in_bench=self._open_in_bench,
            show_in_compare=self._show_in_compare,
            show_entry=self._show_entry,
            bench_experiment=lambda: self.draft.experiment,
        )

    def _add_page(self, page: Page) -> None:
        self._pages[page.key] = page
        self._stack.addWidget(page)
        page.busy_changed.connect(self.rail.item(page.key).set_busy)

    def _content(self) -> QWidget:
        content = QWidget()
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addWidget(self._stack, 1)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(upper, 1)
        rows.addWidget(self.facts)
        return content

    def _connect(self) -> None:
        self.bridge.failed.connect(self.show_error)
        self.history.failed.connect(self._tell_not_kept)
        self.history.opened.connect(self._tell_put_aside)
        self.history.pruned.connect(self._tell_pruned)
        self.rail.chosen.connect(self.show_page)
        self.rail.help_asked.connect(lambda: explain(self.window, None, self.current))
        self.rail.settings_asked.connect(self._open_preferences)
        self.window.seen.connect(self._see)
        self._app.focusChanged.connect(self.page.column.show_focused)
        self._meter.cost.connect(self.facts.show_cost)
        self.services.turn.changed.connect(self._account)

    def _account(self) -> None:
        """What measuring costs the window is always told; the Bench's bridge tells its own."""
        self._meter.set_on(self.services.turn.holder not in ("", self.page.key))

    def _add_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Space": self.press_space,
            "F1": lambda: explain(self.window, QApplication.focusWidget(), self.current),
            "Ctrl+,": self._open_preferences,
            "Esc": self._escape,
        }
        for place in PLACES:
            acts[f"Ctrl+{place.number}"] = partial(self.show_page, place.key)
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _escape(self) -> None:
        """Close what is open, or leave what has the focus, so that Space starts and stops again."""
        focus = QApplication.focusWidget()
        if not self.current.escape() and focus is not None:
            focus.clearFocus()

    # ── who can see what ─────────────────────────────────────────────────────────────────────
    def _see(self, seen: bool) -> None:
        self._window_seen = seen
        self._tell_seen()

    def _tell_seen(self) -> None:
        for page in self._pages.values():
            page.set_seen(self._window_seen and page is self.current)

    # ── what pages ask for ───────────────────────────────────────────────────────────────────
    def _open_in_bench(self, experiment: Experiment) -> None:
        self.show_page(self.page.key)
        self.desk.show(experiment)

    def _show_in_compare(self, study: Study | StudyResult) -> None:
        self.show_page("compare").receive(study)

    def _show_entry(self, entry: int) -> None:
        self.show_page("history").receive(entry)

    async def _ask_save(
        self, title: Source, suggested: str, filters: list[tuple[str, str]], chosen: str
    ) -> Path | None:
        folder = Path(self.window.settings.export_folder or Path.home())
        words = [(tr(name), suffix) for name, suffix in filters]
        path = await ask_save(self.window, said(title), folder / suggested, words, chosen)
        if path is not None:
            self.window.remember(export_folder=str(path.parent))
        return path

    async def _ask_open(self, title: Source, filters: list[tuple[str, str]]) -> Path | None:
        folder = Path(self.window.settings.export_folder or Path.home())
        names = [
            f"{tr(name)} ({' '.join(f'*.{suffix}' for suffix in suffixes.split())})"
            for name, suffixes in filters
        ]
        return await ask_open(self.window, said(title), folder, ";;".join(names))

    # ── the history ──────────────────────────────────────────────────────────────────────────
    def _tell_not_kept(self, error: BaseException) -> None:
        what = error.what if isinstance(error, HebraError) else str(error)
        self.current.banners.tell(
            "history",
            "warn",
            Words(N_("This is not kept in History: {why}"), why=what),
            N_("What is measured is not touched, and can be exported when it has ended."),
        )

    def _tell_pruned(self, entries: int) -> None:
        def said() -> str:
            return ntr(
                "{n} old entry removed from History to make room",
                "{n} old entries removed from History to make room",
                entries,
            )

        self.facts.note.set_source(Words("{said}", said=said), icon="trash")

    def _tell_put_aside(self, problem: str) -> None:
        if problem:
            self.current.banners.tell("history", "warn", problem)

    # ── settings ─────────────────────────────────────────────────────────────────────────────
    def _open_preferences(self) -> None:
        Preferences(self.window.settings, self._set, self.window, self.services).open()

    def _set(self, name: str, value: object) -> None:
        self.window.remember(**{name: value})
        match name:
            case "theme":
                look.apply(self._app, str(value))
            case "language":
                words.set_language(str(value))
            case "python":
                self.draft.replace(self.desk.with_python(self.draft.experiment))
