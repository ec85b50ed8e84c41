"""Costs: what one more worker, a message, a switch and a connection cost on this machine."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from lab.costs.conductor import CostProgress
from lab.costs.kinds import SECTIONS
from lab.costs.result import CostResult
from lab.costs.study import CostStudy, study_of
from lab.errors import HebraError
from ui.controls.scrolling import scrolling
from ui.run.page import Page
from ui.run.services import Services
from ui.run.tabular import tab_text
from ui.theme.tokens import GAP, MARGIN
from ui.words import N_

from .exporting import Exporting
from .header import CostsHeader
from .runner import OWNER, CostRunner
from .section_view import SectionView


class CostsPage(Page):
    """Four sections, one in view; each is measured on its own and keeps its last figures."""

    key = OWNER
    title = N_("Costs: what one more of each takes")
    about = N_(
        "Every figure is measured here, by processes of their own, in blocks of random order. Dots"
        " are medians; the lines through them say where the true figure lies with 95 %"
        " confidence. Both axes grow by factors of ten."
    )

    def __init__(
        self,
        services: Services,
        parent: QWidget | None = None,
        *,
        runner: CostRunner | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.runner = runner or CostRunner(services)
        self.header = CostsHeader()
        self.views = {section.key: SectionView(section) for section in SECTIONS.values()}
        self._areas: dict[str, QScrollArea] = {}
        self._study: CostStudy | None = None
        self.exporting = Exporting(services, self.banners)
        self._build()
        self._connect()
        self._say()
        self.runner.restore()

    @property
    def section(self) -> str:
        """The key of the section in view."""
        return self.header.sections.current

    @property
    def view(self) -> SectionView:
        """The section in view."""
        return self.views[self.section]

    # ── what the window asks ──────────────────────────────────────────────────────────────
    def toggle(self) -> None:
        """Space: measure the section in view, or cancel what goes on."""
        if self.runner.state != "idle":
            self.runner.cancel()
        else:
            self.start()

    def escape(self) -> bool:
        """Esc: cancel what goes on."""
        if self.runner.state != "running":
            return False
        self.runner.cancel()
        return True

    async def leave(self) -> None:
        """End what goes on."""
        await self.runner.close()

    # ── what a person does ────────────────────────────────────────────────────────────────
    def start(self, *, quick: bool = False) -> None:
        """Measure the section in view, unless something is being measured elsewhere."""
        if self.runner.state != "idle" or not self._services.take_turn(OWNER, self.banners):
            return
        self.banners.drop("costs")
        python = self._services.settings().python or None
        self._study = study_of(self.section, quick=quick, python=python)
        self.runner.start(self._study)

    def show_section(self, key: str) -> None:
        """Bring a section into view."""
        focus = QApplication.focusWidget()
        if focus is not None and self._stack.isAncestorOf(focus):
            focus.clearFocus()
        self.header.sections.set_current(key)
        self._stack.setCurrentWidget(self._areas[key])
        self._say()

    # ── layout and connections ────────────────────────────────────────────────────────────
    def _build(self) -> None:
        self._stack = QStackedWidget()
        for key, view in self.views.items():
            view.setObjectName("page")
            self._areas[key] = scrolling(view)
            self._stack.addWidget(self._areas[key])
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

    def _connect(self) -> None:
        header, runner = self.header, self.runner
        header.section_chosen.connect(self.show_section)
        header.run_asked.connect(self.toggle)
        header.quick_asked.connect(lambda: self.start(quick=True))
        header.export_asked.connect(self._export)
        header.copy_asked.connect(self._copy)
        for view in self.views.values():
            view.panel_asked.connect(lambda panel: self._export("chart", panel))
        runner.state_changed.connect(self._show_state)
        runner.progressed.connect(self._show_progress)
        runner.measured.connect(lambda result: self._show(result, live=True))
        runner.restored.connect(self._show_restored)
        runner.ended.connect(self._show_end)
        runner.failed.connect(self._tell_failure)

    # ── what is done with the figures ─────────────────────────────────────────────────────
    def _export(self, kind: str, panel: str = "") -> None:
        view = self.view
        self.exporting.export(kind, lambda: view.result, panel)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tab_text(*self.view.table.data()))
        self._services.note(N_("Figures copied"), "check")

    # ── what goes on ──────────────────────────────────────────────────────────────────────
    def _show_state(self, state: str) -> None:
        self.busy_changed.emit(state != "idle")
        self._say()

    def _show_progress(self, progress: CostProgress) -> None:
        if self._study is not None and self.runner.state == "running":
            self.views[self._study.section].state.show_progress(self._study, progress)

    def _show(self, result: CostResult, *, live: bool = False) -> None:
        self.views[result.study.section].show_result(result, live=live)
        self.header.set_exportable(self._exportable)

    def _show_restored(self, result: CostResult) -> None:
        self._show(result)
        self._say()

    def _show_end(self, result: CostResult) -> None:
        self._show(result)
        if result.state == "failed":
            self.banners.tell("costs", "bad", result.problem)
        if not self.isVisible():
            self._services.note(N_("The costs have been measured"), "check")
        self._say()

    def _tell_failure(self, error: HebraError) -> None:
        self.banners.tell_error("kept", error)

    @property
    def _exportable(self) -> bool:
        return self.view.result is not None and bool(self.view.result.samples)

    def _say(self) -> None:
        """Say how things stand: in the line above each section, and on the button."""
        state = self.runner.state
        for key, view in self.views.items():
            if key == self.runner.section:
                if state == "stopping":
                    view.state.show_stopping()
            else:
                view.show_standing()
        button = {"running": "cancel", "stopping": "stopping"}.get(state)
        self.header.set_run(button or ("again" if self._exportable else "first"))
        self.header.set_exportable(self._exportable)
