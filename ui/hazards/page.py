"""Hazards: what goes wrong with concurrency, broken and mended side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import (
    QApplication,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.controls.banner_stack import BannerStack
from ui.controls.button import Button
from ui.controls.header import Header
from ui.controls.scrolling import scrolling
from ui.controls.segmented import Segmented
from ui.controls.worded import Source
from ui.run.code_dialog import CodeDialog
from ui.run.page import Page
from ui.run.services import Services
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

from .exporting import Exporting
from .view import OWNER, HazardView

Make = Callable[[Services, BannerStack], HazardView]


@dataclass(frozen=True)
class Hazard:
    """One of the views: its key, what it is called, and how it is made."""

    key: str
    title: Source
    make: Make


def _loop(services: Services, banners: BannerStack) -> HazardView:
    from .loop.view import LoopView

    return LoopView(services, banners)


def _convoy(services: Services, banners: BannerStack) -> HazardView:
    from .convoy.view import ConvoyView

    return ConvoyView(services, banners)


def _queues(services: Services, banners: BannerStack) -> HazardView:
    from .queues.view import QueuesView

    return QueuesView(services, banners)


def _race(services: Services, banners: BannerStack) -> HazardView:
    from .race.view import RaceView

    return RaceView(services, banners)


def _deadlock(services: Services, banners: BannerStack) -> HazardView:
    from .deadlock.view import DeadlockView

    return DeadlockView(services, banners)


HAZARDS: tuple[Hazard, ...] = (
    Hazard("race", N_("Race"), _race),
    Hazard("deadlock", N_("Deadlock"), _deadlock),
    Hazard("loop", N_("Blocked loop"), _loop),
    Hazard("convoy", N_("Convoy"), _convoy),
    Hazard("queues", N_("Back-pressure"), _queues),
)  # fmt: skip
"""In the order of the header; what a view needs is imported when it is first chosen."""


class HazardsPage(Page):
    """One hazard at a time; each is made when it is first chosen."""

    key = OWNER
    title = N_("Hazards: what goes wrong, and how it is mended")
    about = N_(
        "Each hazard is run for real in a process of its own, so that it may hang or fail there."
        " The broken program stands beside the mended one."
    )

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        hazards: tuple[Hazard, ...] = HAZARDS,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._hazards = {hazard.key: hazard for hazard in hazards}
        self._views: dict[str, HazardView] = {}
        self._shown = ""
        self._areas: dict[str, QScrollArea] = {}
        self.exporting = Exporting(services, self.banners)
        self.header = Header(N_("Hazards"))
        self.choice = Segmented([(hazard.key, hazard.title) for hazard in hazards], N_("Hazard"))
        self.header.add_left(self.choice)
        self.code = Button(N_("Show the code"), "quiet", "code")
        self.code.clicked.connect(self._show_code)
        self.export = Button(N_("Export"), "quiet", "export")
        self.header.add_right(self.code)
        self.header.add_right(self.export)
        self._fill_menu()
        self._stack = QStackedWidget()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self.banners)
        column.addWidget(self._stack, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.header)
        page.addWidget(body, 1)
        self.choice.changed.connect(self.show_hazard)
        self.show_hazard(hazards[0].key)

    @property
    def view(self) -> HazardView:
        """The hazard in view."""
        return self._views[self._shown]

    def show_hazard(self, key: str) -> HazardView:
        """Bring one of the hazards into view; what goes on in the one before is ended."""
        if self._shown in self._views and key != self._shown:
            self._views[self._shown].escape()
        self._shown = key
        if key not in self._views:
            view = self._hazards[key].make(self._services, self.banners)
            view.busy_changed.connect(lambda _on: self._tell_busy())
            self._views[key], self._areas[key] = view, scrolling(view)
            self._stack.addWidget(self._areas[key])
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            focus.clearFocus()
        self.choice.set_current(key)
        self._stack.setCurrentWidget(self._areas[key])
        return self._views[key]

    def toggle(self) -> None:
        """Space: start what is in view, or end it."""
        self.view.toggle()

    def escape(self) -> bool:
        """Esc: end what goes on in view."""
        return self.view.escape()

    async def leave(self) -> None:
        """End what goes on."""
        for view in self._views.values():
            await view.leave()

    def _tell_busy(self) -> None:
        self.busy_changed.emit(self._services.turn.holder == OWNER)

    # ── what is done with what is in view ─────────────────────────────────────────────────
    def _fill_menu(self) -> None:
        self.export_menu = QMenu(self)
        entries: tuple[tuple[Source, str, str, Callable[[], object]], ...] = (
            (N_("Save the figures (CSV)…"), "table", "Ctrl+E", self._save_figures),
            (N_("Copy figures"), "copy", "Ctrl+Shift+C", self._copy_figures),
            (N_("Save a picture (PNG)…"), "image", "", self._save_picture),
        )
        for words, icon, keys, act in entries:
            self.header.add_entry(self.export_menu, words, icon, keys, act)
        self.header.add_menu(self.export, self.export_menu)

    def _save_figures(self) -> None:
        self.exporting.figures(self._shown, self.view.tables())

    def _copy_figures(self) -> None:
        self.exporting.copy(self.view.tables())

    def _save_picture(self) -> None:
        self.exporting.picture(self._shown, self.view)

    def _show_code(self) -> None:
        listings = self.view.listings()
        if listings:
            title = self._hazards[self._shown].title
            CodeDialog(listings, title, self._services, self).open()
