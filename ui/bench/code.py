"""The code of the Bench: a program of each approach for the settings of now, side by side."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from lab.advice.code import needs_libraries, programs
from lab.spec import APPROACHES, Experiment
from ui.run.code_dialog import CodeDialog, Listing
from ui.run.services import Services
from ui.words import N_

TITLE = N_("The same tasks, carried out each way: every program prints the same result")


def bench_code(experiment: Experiment, services: Services, parent: QWidget) -> CodeDialog:
    """The programs of ``experiment``; the one of its own approach is in view."""
    libraries = needs_libraries(experiment)
    listings = [
        Listing(APPROACHES[approach].title, text, f"{approach}.py", libraries)
        for approach, text in programs(experiment).items()
    ]
    first = list(APPROACHES).index(experiment.approach)
    return CodeDialog(listings, TITLE, services, parent, first=first)
