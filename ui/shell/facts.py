"""The status bar: what runs the experiment at the left, what showing it costs at the right."""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from lab.session.snapshot import Snapshot
from ui.controls.status_bar import StatusBar
from ui.controls.status_item import StatusItem
from ui.run.amounts import Amount, Count, Share
from ui.run.own_cost import OwnCost
from ui.words import N_, UNKNOWN, Words, percent

Environment = Mapping[str, str | int | float | bool | None]


class Facts(StatusBar):
    """Interpreter, GIL, machine, switch interval; own cost, late frames, missed records."""

    def __init__(self, cores: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.python = self.add_left(
            StatusItem(icon="terminal-window", tip=N_("The Python that runs the tasks"), rank=90)
        )
        self.gil = self.add_left(
            StatusItem(
                icon="lock-simple",
                tip=N_("With the GIL on, one thread of a process runs Python code at a time"),
                rank=80,
            )
        )
        self.machine = self.add_left(StatusItem(tip=N_("System and cores"), rank=60))
        self.switch = self.add_left(
            StatusItem(tip=N_("How long a thread may keep the GIL while others want it"), rank=40)
        )
        self.note = self.add_left(StatusItem(rank=70))
        self.cost = self.add_right(
            StatusItem(
                N_("This window uses"),
                UNKNOWN,
                tip=N_("CPU time of the window's own process, over the last second of a run"),
                rank=100,
            )
        )
        self.late = self.add_right(
            StatusItem(
                N_("Late frames"),
                "0",
                tip=N_("Readings taken more than 16 ms late, or that took longer than that"),
                rank=50,
            )
        )
        self.missed = self.add_right(
            StatusItem(
                N_("Records missed"),
                "0",
                tip=N_("Tasks that are counted but not drawn: they came faster than can be read"),
                rank=55,
            )
        )
        self.show_environment(
            {
                "python_version": f"{platform.python_implementation()} {platform.python_version()}",
                "gil": getattr(sys, "_is_gil_enabled", lambda: True)(),
                "switch_interval_ms": sys.getswitchinterval() * 1000,
                "os": platform.system(),
                "cores": cores,
            }
        )

    def show_environment(self, environment: Environment) -> None:
        """Say what a run runs on."""
        version = str(environment.get("python_version") or "")
        if version[:1].isdigit():
            version = f"CPython {version.split(maxsplit=1)[0]}"
        self.python.set_source(version)
        gil = environment.get("gil")
        self.gil.set_source(N_("GIL off") if gil is False else N_("GIL on"))
        cores = environment.get("cores")
        system = str(environment.get("os") or platform.system()).split("-")[0].split()[0]
        if isinstance(cores, int):
            self.machine.set_source(
                Words(N_("{system} · {cores} cores"), system=system, cores=Count(cores))
            )
        interval = environment.get("switch_interval_ms")
        if isinstance(interval, int | float):
            self.switch.set_source(
                Words(N_("switch interval {ms} ms"), ms=Amount(round(interval, 3)))
                if interval != int(interval)
                else Words(N_("switch interval {ms} ms"), ms=Count(int(interval)))
            )

    def show_cost(self, cost: OwnCost) -> None:
        """Say what showing the run costs."""
        self.cost.set_value(Words(N_("{share} of one core"), share=_Fine(cost.share)))
        self.late.set_value(str(Count(cost.late_frames)))

    def show_missed(self, snapshot: Snapshot) -> None:
        """Say how many records came too fast to be drawn."""
        self.missed.set_value(str(Count(snapshot.missed_records)))


class _Fine(Share):
    """A share with one decimal."""

    def __str__(self) -> str:
        return percent(self.value, 1)
