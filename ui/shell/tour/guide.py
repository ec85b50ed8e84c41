"""Greets a person at the first start and shows around, then and whenever it is asked for again.

The tour holds nobody up. It ends by Esc, by *Skip*, by a click on the veil, or by itself as soon as
the person works: a run starts, another page comes into view, a control gets the focus. However it
ends, it has been seen, and that is written down at once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject, Qt, SignalInstance
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from ui.bench.page import BenchPage
from ui.controls.rail import Rail
from ui.run.services import Services
from ui.shell import settings
from ui.shell.tour.bubble import Bubble
from ui.shell.tour.pace import STEP_S, Pace
from ui.shell.tour.steps import Step, steps
from ui.shell.tour.veil import Veil
from ui.shell.tour.welcome import Welcome
from ui.theme.motion import reduced
from ui.words import N_

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """What there is to show, and what the guide may do."""

    window: QWidget
    bench: BenchPage
    rail: Rail
    working: tuple[SignalInstance, ...]
    """What is emitted when the person works: pages change, runs start, settings are moved."""
    services: Services
    apply: Callable[[str, object], None]
    """Change a setting, by name."""


class Guide(QObject):
    """One veil at a time: the welcome, then the tour."""

    def __init__(self, grounds: Grounds, *, step_s: float = STEP_S) -> None:
        super().__init__(grounds.window)
        self._grounds, self._step_s = grounds, step_s
        self.veil: Veil | None = None
        self._steps: tuple[Step, ...] = ()
        self._at = 0
        self._before: QWidget | None = None
        self._pace: Pace | None = None
        self._watching = False

    @property
    def showing(self) -> bool:
        """Whether the welcome or the tour is over the window."""
        return self.veil is not None

    def greet(self) -> None:
        """Ask for the language, then show around."""
        veil = self._cover()
        card = Welcome(self._grounds.services.settings().theme, self._grounds.apply)
        card.chosen.connect(self.show_around)
        card.left.connect(self.end)
        veil.hold(card)
        veil.point(())
        veil.show()
        card.take_focus()

    def show_around(self) -> None:
        """Begin the tour, on the Bench."""
        grounds = self._grounds
        grounds.services.show_page(grounds.bench.key)
        veil = self._cover()
        self._steps = steps(grounds.bench, grounds.rail)
        card = Bubble(len(self._steps))
        card.next_asked.connect(lambda: self._move(1))
        card.back_asked.connect(lambda: self._move(-1))
        card.left.connect(self.end)
        card.start_asked.connect(self._start)
        veil.hold(card)
        if self._pace is not None:
            self._pace.stop()
        self._pace = Pace(self._held, veil, step_s=self._step_s)
        self._pace.passed.connect(card.dots.fill)
        self._pace.due.connect(self._go_on)
        if self._may_go_on():
            self._pace.begin()
        self._show(0)
        veil.show()
        card.take_focus()
        self._watch(True)

    def end(self) -> None:
        """Take the veil away and give the focus back."""
        if self.veil is None:
            return
        self._watch(False)
        if self._pace is not None:
            self._pace.stop()
            self._pace = None
        veil, self.veil = self.veil, None
        focus = QApplication.focusWidget()
        if focus is not None and veil.isAncestorOf(focus):
            self._give_back(focus)
        veil.close_down()
        self._grounds.bench.preview_charts(False)
        self._grounds.services.note(N_("The tour is in Help, to be seen again"), "question")
        self._remember()

    # ── the tour ─────────────────────────────────────────────────────────────────────────────
    def _move(self, by: int) -> None:
        """On or back as the person says; from then on they set the pace."""
        if self._pace is not None:
            self._pace.stop()
        to = self._at + by
        if to >= len(self._steps):
            self.end()
        elif to >= 0:
            self._show(to)

    def _go_on(self) -> None:
        """On by itself; the last step stays until somebody has read it."""
        if self._pace is not None and self._at < len(self._steps) - 1:
            self._pace.begin()
            self._show(self._at + 1)

    def _show(self, at: int) -> None:
        veil = self.veil
        if veil is None or not isinstance(veil.card, Bubble):
            return
        self._at = at
        step = self._steps[at]
        self._grounds.bench.preview_charts(step.charts)
        by_itself = self._pace is not None and self._pace.going
        veil.card.show_step(step, at, 0.0 if by_itself else 1.0)
        veil.point(step.targets)

    def _press(self) -> None:
        """A click beside the card: enough of the tour, but no answer to the welcome."""
        if self.veil is not None and isinstance(self.veil.card, Bubble):
            self.end()

    def _start(self) -> None:
        self.end()
        self._grounds.bench.toggle()

    def _held(self) -> bool:
        card = self.veil.card if self.veil is not None else None
        return (
            not isinstance(card, Bubble)
            or card.held
            or QApplication.activePopupWidget() is not None
            or not self._grounds.window.isActiveWindow()
        )

    def _may_go_on(self) -> bool:
        """A tour that moves by itself suits neither who wants calm nor who has it read aloud."""
        return not reduced() and not QAccessible.isActive()

    # ── whether the person works ─────────────────────────────────────────────────────────────
    def _watch(self, on: bool) -> None:
        if on == self._watching:
            return
        self._watching = on
        ends = [(signal, self.end) for signal in self._grounds.working]
        for signal, slot in [*ends, (self._app().focusChanged, self._look_at_focus)]:
            if on:
                signal.connect(slot)
            else:
                signal.disconnect(slot)

    @staticmethod
    def _app() -> QApplication:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        return app

    def _look_at_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        veil = self.veil
        if now is not None and veil is not None and not veil.isAncestorOf(now):
            self.end()

    # ── what is around it ────────────────────────────────────────────────────────────────────
    def _cover(self) -> Veil:
        if self.veil is None:
            self._before = QApplication.focusWidget()
            self.veil = Veil(self._grounds.window)
            self.veil.pressed.connect(self._press)
        return self.veil

    def _give_back(self, focus: QWidget) -> None:
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            focus.clearFocus()

    def _remember(self) -> None:
        services = self._grounds.services
        services.remember(toured=True)
        try:
            settings.save(services.settings())
        except OSError:
            _log.warning("the settings cannot be saved", exc_info=True)
