"""Hazards: what goes wrong with concurrency, broken and mended side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.controls.banner_stack import BannerStack
from ui.controls.header import Header
from ui.controls.scrolling import scrolling
from ui.controls.segmented import Segmented
from ui.controls.worded import Source
from ui.run.page import Page
from ui.run.services import Services
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

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


HAZARDS: tuple[Hazard, ...] = (
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
        self._areas: dict[str, QScrollArea] = {}
        self.header = Header(N_("Hazards"))
        self.choice = Segmented([(hazard.key, hazard.title) for hazard in hazards], N_("Hazard"))
        self.header.add_left(self.choice)
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
        return self._views[self.choice.current]

    def show_hazard(self, key: str) -> HazardView:
        """Bring one of the hazards into view."""
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
