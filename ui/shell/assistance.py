"""What helps a person along: the card of F1, the tour, the About box.

Tour and box are loaded when they are first wanted: a start that needs no help pays nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ui.bench.page import BenchPage
from ui.controls.rail import Rail
from ui.run.page import Page
from ui.run.services import Services
from ui.shell.help import explain
from ui.shell.window import Window

if TYPE_CHECKING:
    from ui.shell.tour.guide import Guide


class Assistance:
    """Opens them over ``window``.

    ``current`` is asked for the page in view, ``apply`` changes a setting, and ``working`` are the
    signals by which it shows that the person works and needs no tour.
    """

    def __init__(
        self,
        window: Window,
        bench: BenchPage,
        rail: Rail,
        services: Services,
        current: Callable[[], Page],
        apply: Callable[[str, object], None],
        working: tuple[SignalInstance, ...],
    ) -> None:
        self._window, self._bench, self._rail, self._services = window, bench, rail, services
        self._current, self._apply, self._working = current, apply, working

    @cached_property
    def guide(self) -> Guide:
        """Who shows around."""
        from ui.shell.tour.guide import Grounds, Guide

        return Guide(
            Grounds(
                window=self._window,
                bench=self._bench,
                rail=self._rail,
                working=self._working,
                services=self._services,
                apply=self._apply,
            )
        )

    def greet(self) -> None:
        """At a person's first start: ask for the language, then show around.

        Who has pressed Space by now is at work, and is greeted at the next start.
        """
        if not self._window.settings.toured and not self._services.turn.holder:
            self.guide.greet()

    def explain(self, focus: QWidget | None) -> None:
        """Open the card that explains ``focus``, or the page in view."""
        card = explain(self._window, focus, self._current())
        card.tour_asked.connect(self.show_around)
        card.about_asked.connect(self.show_about)

    def show_around(self) -> None:
        """Show the tour."""
        self.guide.show_around()

    def show_about(self) -> None:
        """Open the About box."""
        from ui.shell.about.box import AboutBox

        AboutBox(self._services, self._window).open()
