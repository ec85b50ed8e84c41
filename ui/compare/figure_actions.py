"""What a person does with figures: saves or copies them, or takes a candidate from them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from lab.spec import Experiment
from lab.study.point import experiment_of
from ui.charts.compare import naming
from ui.run.services import Services
from ui.run.tabular import tab_text
from ui.words import N_

from .code_dialog import CodeDialog
from .exporting import Exporting
from .header import CompareHeader
from .results import Results
from .runner import Runner


class FigureActions:
    """Does what the menus of the head, of the charts, and of each candidate offer.

    A candidate is taken to the Bench, or shown as the code that does the same.
    """

    def __init__(
        self,
        services: Services,
        runner: Runner,
        header: CompareHeader,
        results: Results,
        exporting: Exporting,
        page: QWidget,
    ) -> None:
        self._services, self._runner, self._page = services, runner, page
        self._results, self._exporting = results, exporting
        header.export_asked.connect(self._export)
        header.copy_asked.connect(self._copy)
        results.panel_asked.connect(lambda panel: self._export("chart", panel))
        for one in (results.advice, results.table):
            one.open_asked.connect(self._open_in_bench)
            one.code_asked.connect(self._show_code)

    def _export(self, kind: str, panel: str = "") -> None:
        self._exporting.export(kind, lambda: self._runner.digest, panel)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(tab_text(*self._results.table.table.data()))
        self._services.note(N_("Figures copied"), "check")

    def _experiment(self, place: int) -> Experiment | None:
        result = self._runner.result
        return experiment_of(result.study, result.study.candidates[place]) if result else None

    def _open_in_bench(self, place: int) -> None:
        experiment = self._experiment(place)
        if experiment is not None:
            self._services.open_in_bench(experiment)

    def _show_code(self, place: int) -> None:
        experiment, result = self._experiment(place), self._runner.result
        if experiment is not None and result is not None:
            title = naming.called(result.study.candidates[place])
            CodeDialog(experiment, title, self._services, self._page).open()
