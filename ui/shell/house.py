"""The house: rail, pages and status bar in the window, and what goes on between them."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from lab.errors import HebraError
from lab.spec import Experiment, Study
from ui.bench.runner import SessionMaker
from ui.controls.choice import Choice
from ui.controls.rail import Rail, RailPage
from ui.controls.scrolling import scrolling
from ui.run.keeping import HistoryService
from ui.run.own_cost import OwnCostMeter
from ui.run.page import Page
from ui.run.services import Services
from ui.run.tasks import Tasks
from ui.run.turn import Turn
from ui.shell import settings
from ui.shell.activation import come_forward
from ui.shell.aftermath import Aftermath
from ui.shell.applied import AppliedSettings
from ui.shell.assistance import Assistance
from ui.shell.desk import Desk
from ui.shell.dialogs import FileDialogs
from ui.shell.diary import Diary
from ui.shell.facts import Facts
from ui.shell.history_news import HistoryNews
from ui.shell.opening import Opener
from ui.shell.pages import Pages
from ui.shell.places import PLACES
from ui.shell.preferences import Preferences
from ui.shell.window import Window
from ui.single.wish import Wish

if TYPE_CHECKING:
    from lab.study.trial import StudyResult
    from ui.trouble.reports import Report
    from ui.trouble.watch import Watch

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
        self.applied = AppliedSettings(app, window)
        if make is None:
            from lab.session import Session

            make = Session
        self.facts = Facts(os.cpu_count() or 1)
        self.history = history or HistoryService()
        self.services = self._services(make)
        self.desk = Desk(window, self.facts, self.services)
        self.draft, self.runner, self.bridge = self.desk.draft, self.desk.runner, self.desk.bridge
        self.page, self.exporter = self.desk.page, self.desk.exporter
        self.opener = Opener(self.desk, self.services, self.show_page)
        self.aftermath = Aftermath(window)
        self.rail = Rail([RailPage(place.key, place.title, place.icon) for place in PLACES])
        self._pages = Pages()
        self._meter = OwnCostMeter(window)
        self._diary = Diary(self.runner, self.services.turn)
        self._news = HistoryNews(self.services, lambda: self.current)
        self._add_page(self.page)
        window.fill(self._content())
        self.assistance = Assistance(
            window,
            self.page,
            self.rail,
            self.services,
            lambda: self.current,
            self.applied.change,
            (self._pages.currentChanged, self.page.busy_changed, self.draft.changed),
        )
        self._connect()
        self._add_keys()

    @property
    def current(self) -> Page:
        """The page in view."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, Page) else self.page

    def show_page(self, key: str) -> Page:
        """Bring a page into view, made if it has not been seen yet."""
        page = self._pages.made.get(key)
        if page is None:
            # Until it is made the page before stays the one in view, also if it cannot be made.
            self.rail.set_current(self.current.key)
            page = next(place for place in PLACES if place.key == key).make(self.services)
            self._add_page(page)
        if self._pages.currentWidget() is not page:
            self._pages.turn_to(page)
            self.rail.set_current(key)
            self.window.remember(page=key)
            page.enter()
        return page

    def open_first(self, *files: Path) -> None:
        """Show what is asked for, or the page and the experiment that were there last."""
        self.desk.open_last()
        problem = self.window.settings.problem
        if problem is not None:
            self.aftermath.tell_settings(self.page.banners, problem)
        elif not files and self.window.settings.page in {place.key for place in PLACES}:
            self.show_page(self.window.settings.page)
        self.opener.open(files)

    def hear(self, wish: Wish) -> None:
        """Do what a second start asks: come to the front and open its files."""
        _log.info("a second start asks for %d files", len(wish.files))
        come_forward(self.window, wish)
        self.opener.open([Path(file) for file in wish.files])

    def show_error(self, error: BaseException, report: Report | None = None) -> None:
        """Tell of an error nobody expected."""
        self.aftermath.tell_error(self.current.banners, error, report)

    def tell_of(self, watch: Watch) -> None:
        """Tell how a window before ended, and what cannot be kept of this one."""
        self.aftermath.tell(self.current.banners, watch.problem)

    async def leave(self) -> None:
        """End what goes on and remember what is to come back."""
        for page in self._pages.made.values():
            await page.leave()
        await self.history.close()
        try:
            settings.save(self.window.settings)
            self.desk.save_last()
        except (OSError, HebraError) as error:
            _log.warning("settings cannot be saved: %s", error)

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
        dialogs = FileDialogs(self.window)
        return Services(
            tasks=self._tasks,
            turn=Turn(),
            history=self.history,
            settings=lambda: self.window.settings,
            remember=self.window.remember,
            ask_save=dialogs.save,
            ask_open=dialogs.open,
            note=lambda words, icon: self.facts.note.set_source(words, icon=icon),
            make_session=make,
            show_page=self.show_page,
            open_in_bench=self._open_in_bench,
            show_in_compare=self._show_in_compare,
            show_entry=self._show_entry,
            bench_experiment=lambda: self.draft.experiment,
        )

    def _add_page(self, page: Page) -> None:
        self._pages.add(page)
        page.busy_changed.connect(self.rail.item(page.key).set_busy)

    def _content(self) -> QWidget:
        content = QWidget()
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        # Where a page cannot be as small as the window, it is moved about in it.
        upper.addWidget(scrolling(self._pages), 1)
        rows = QVBoxLayout(content)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(upper, 1)
        rows.addWidget(self.facts)
        return content

    def _connect(self) -> None:
        self.applied.python_chosen.connect(self.desk.follow_python)
        self.bridge.failed.connect(self.show_error)
        self.rail.chosen.connect(self.show_page)
        self.rail.help_asked.connect(lambda: self.assistance.explain(None))
        self.rail.settings_asked.connect(self._open_preferences)
        self.page.header.open_asked.connect(self.opener.ask)
        self.page.header.recent_asked.connect(lambda path: self.opener.open([Path(path)]))
        self.window.dropped.connect(self.opener.open)
        self.window.seen.connect(self._pages.set_seen)
        self._app.focusChanged.connect(self.page.column.show_focused)
        self._meter.cost.connect(self.facts.show_cost)
        self.services.turn.changed.connect(self._account)

    def _account(self) -> None:
        """What measuring costs the window is always told; the Bench's bridge tells its own."""
        self._meter.set_on(self.services.turn.holder not in ("", self.page.key))

    def _add_keys(self) -> None:
        acts: dict[str, Callable[[], object]] = {
            "Space": self.press_space,
            "F1": lambda: self.assistance.explain(QApplication.focusWidget()),
            "Ctrl+,": self._open_preferences,
            "Esc": self._escape,
        }
        for place in PLACES:
            acts[f"Ctrl+{place.number}"] = partial(self.show_page, place.key)
        for keys in ("Ctrl++", "Ctrl+="):
            acts[keys] = partial(self.applied.step_text_size, 1)
        acts["Ctrl+-"] = partial(self.applied.step_text_size, -1)
        acts["Ctrl+0"] = self.applied.reset_text_size
        for keys, act in acts.items():
            shortcut = QShortcut(QKeySequence(keys), self.window)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def _escape(self) -> None:
        """Close what is open, or leave what has the focus, so that Space starts and stops again."""
        focus = QApplication.focusWidget()
        if not self.current.escape() and focus is not None:
            focus.clearFocus()

    def _open_preferences(self) -> None:
        Preferences(self.window.settings, self.applied.change, self.window, self.services).open()

    # ── what pages ask for ───────────────────────────────────────────────────────────────────
    def _open_in_bench(self, experiment: Experiment) -> None:
        self.show_page(self.page.key)
        self.desk.show(experiment)

    def _show_in_compare(self, study: Study | StudyResult) -> None:
        self.show_page("compare").receive(study)

    def _show_entry(self, entry: int) -> None:
        self.show_page("history").receive(entry)
