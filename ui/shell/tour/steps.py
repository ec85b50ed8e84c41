"""What the tour points at and says, a step a stop: the window's own controls, nothing made up."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.bench.page import BenchPage
from ui.controls.legend import LegendItem
from ui.controls.rail import Rail
from ui.controls.worded import Source
from ui.words import N_


@dataclass(frozen=True)
class Step:
    """One stop of the tour; the veil is open over each of the groups of ``targets``."""

    title: Source
    text: Source
    targets: tuple[tuple[QWidget, ...], ...]
    key: tuple[LegendItem, ...] = ()
    """Colours that are explained."""
    charts: bool = False
    """Whether the charts are shown although nothing has run."""


def steps(page: BenchPage, rail: Rail) -> tuple[Step, ...]:
    """The four steps."""
    lanes = (
        LegendItem("box", "threads", N_("Running")),
        LegendItem("box", "gil", N_("Waiting for GIL")),
        LegendItem("box", "core", N_("core")),
        LegendItem("box", "io", N_("I/O")),
    )
    return (
        Step(
            N_("Press Space to run"),
            N_("An experiment is ready. Space, or this button, starts and stops it."),
            ((page.column.run,),),
        ),
        Step(
            N_("Move anything, even while it runs"),
            N_(
                "Another approach, more threads, other work: the charts show at once what it does,"
                " and a dashed line marks the change."
            ),
            ((page.column.area,),),
        ),
        Step(
            N_("See what every lane waits for"),
            N_(
                "Throughput, latency and the load of every core are measured live. The lanes show"
                " who runs and who waits:"
            ),
            ((page.charts,),),
            lanes,
            charts=True,
        ),
        Step(
            N_("There is more than the Bench"),
            N_(
                "Compare finds the best approach for your work; Lessons explain why. F1 explains"
                " whatever has the focus."
            ),
            (rail.pages, (rail.help_button,)),
        ),
    )
