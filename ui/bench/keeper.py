"""Keeps the Bench's runs in the history while they go on, so that a crash costs seconds."""

from __future__ import annotations

from PySide6.QtCore import QObject

from lab.session.result import Result
from ui.run.bridge import Bridge
from ui.run.keeping import HistoryService, RunKeeping

from .runner import Runner


class Keeper(QObject):
    """Hands rows of the run to the history once a second, and the result at the end."""

    def __init__(self, runner: Runner, bridge: Bridge, history: HistoryService) -> None:
        super().__init__()
        self._runner, self._history = runner, history
        self._keeping: RunKeeping | None = None
        runner.started.connect(self._begin)
        runner.ended.connect(self._finish)
        bridge.cost.connect(self._add)

    def _begin(self, _environment: object) -> None:
        if self._runner.experiment is not None:
            self._keeping = self._history.keep_run(self._runner.experiment)

    def _add(self, _cost: object) -> None:
        if self._keeping is not None and self._keeping.ready:
            result = self._runner.figures_now()
            if result is not None:
                self._keeping.add(result)

    def _finish(self, result: Result) -> None:
        keeping, self._keeping = self._keeping, None
        if keeping is not None:
            keeping.finish(result)
