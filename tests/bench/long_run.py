"""`python -m tests.bench.long_run HOURS`: readings through a bench page, as fast as it goes."""

from __future__ import annotations

import asyncio
import gc
import json
import sys

import psutil
from PySide6.QtWidgets import QApplication

from tests.ui.fakes import FakeSession, experiment
from ui.bench.draft import Draft
from ui.bench.page import BenchPage
from ui.bench.runner import Runner
from ui.run.bridge import Bridge
from ui.run.edit import with_setting
from ui.run.tasks import Tasks
from ui.theme import look

EARLY = 12_000
"""Readings in twenty minutes: by then every buffer has been filled once."""
MARKER_EVERY = 6000


def main(hours: float) -> None:
    """Print resident memory early and late, in MiB, as JSON."""
    app = QApplication([])
    look.apply(app, "light")
    session = FakeSession(experiment())
    asyncio.run(session.start())
    bridge = Bridge()
    errors: list[BaseException] = []
    page = BenchPage(Draft(session.experiment), Runner(FakeSession, bridge, Tasks(print)), bridge)
    bridge.failed.connect(errors.append)
    page.resize(1400, 900)
    page.show()
    page._show_state("starting")
    bridge._session = session
    early = late = 0.0
    samples = int(hours * 36_000)
    for i in range(samples):
        bridge._read(words=i % 3 == 0)
        if i % MARKER_EVERY == 0:
            wanted = with_setting(session.experiment, "threads", 2 + i // MARKER_EVERY % 8)
            for marker in session.follow(wanted):
                page._mark(marker)
        if i % 100 == 0:
            app.processEvents()
        if i == EARLY:
            early = _mib()
    late = _mib()
    if errors:
        raise errors[0]
    json.dump({"early_mib": early, "late_mib": late, "samples": samples}, sys.stdout)
    sys.stdout.write("\n")


def _mib() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


if __name__ == "__main__":
    main(float(sys.argv[1]))
