"""What the log tells of a person's work: what was measured, and how it ended."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import QObject

from lab.errors import HebraError
from lab.session.result import Result
from ui.bench.runner import Runner
from ui.run.turn import Turn

_log = logging.getLogger("hebra")


class Diary(QObject):
    """Writes into the log when measuring begins and ends."""

    def __init__(self, runner: Runner, turn: Turn) -> None:
        super().__init__()
        self._runner, self._turn = runner, turn
        self._measures = ""
        runner.started.connect(self._begun)
        runner.ended.connect(self._ended)
        runner.failed.connect(self._failed)
        turn.changed.connect(self._turned)

    def _begun(self, environment: Mapping[str, object]) -> None:
        experiment = self._runner.experiment
        if experiment is not None:
            _log.info(
                "run: %s, %d lanes, %s, Python %s",
                experiment.approach,
                experiment.shape.lanes,
                "+".join(share.kind for share in experiment.mix),
                environment.get("python_version"),
            )

    def _ended(self, result: Result) -> None:
        _log.info(
            "run %s: %.1f s, %d tasks done, %d failed",
            result.state,
            result.seconds,
            result.tasks_done,
            result.tasks_failed,
        )

    def _failed(self, error: HebraError) -> None:
        _log.info("run failed: %s", error)

    def _turned(self) -> None:
        before, self._measures = self._measures, self._turn.holder
        if self._measures != before:
            _log.info("%s %s", self._measures or before, "begins" if self._measures else "rests")
