"""How a run is going, on a terminal, while it goes on."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from lab.records.describe import shape
from lab.records.settings import change_text
from lab.records.wording import Wording
from lab.session.result import Result
from lab.session.snapshot import Snapshot
from lab.spec import Experiment

from .redrawn import Redrawn

_LAST_LINES = 3


class Progress(Redrawn):
    """Shows snapshots."""

    def __init__(self, experiment: Experiment, console: Console) -> None:
        super().__init__(console)
        self._experiment = experiment
        self._wording = Wording()
        self._notes: list[str] = []

    def show(self, snapshot: Snapshot) -> None:
        """Take a snapshot in; redraw when it is time to."""
        if self._live is None:
            return
        self._notes += notes(snapshot)
        if self._due:
            self._redraw(self.picture(snapshot))

    def picture(self, snapshot: Snapshot) -> RenderableType:
        """What is shown of one snapshot."""
        title = shape(self._experiment, snapshot.wanted, self._wording)
        notes = [Text(f"  {text}", style="yellow") for text in self._notes[-_LAST_LINES:]]
        return Group(Text(title, style="bold"), self._bar(snapshot), self._line(snapshot), *notes)

    def _line(self, snapshot: Snapshot) -> Table:
        number = self._wording.number
        p95 = f"{number(snapshot.latency_ms.p95)} ms" if snapshot.latency_ms else "–"
        lanes = number(snapshot.lanes_alive, 0)
        if snapshot.lanes_alive != snapshot.lanes_wanted:
            lanes += f" of {number(snapshot.lanes_wanted, 0)}"
        figures = {
            "throughput": f"{number(snapshot.throughput_per_s)} tasks/s",
            "p95": p95,
            "cores used": f"{number(snapshot.cores_used, 2)} of {len(snapshot.cores)}",
            "lanes": lanes,
        }
        if snapshot.tasks_failed:
            figures["failed"] = number(snapshot.tasks_failed, 0)
        table = Table.grid(padding=(0, 3))
        table.add_row(*(Text.assemble((f"{k} ", "dim"), (v, "bold")) for k, v in figures.items()))
        return table

    def _bar(self, snapshot: Snapshot) -> Table:
        done, left = self.way(snapshot)
        table = Table.grid(padding=(0, 2))
        bar = ProgressBar(total=1.0, completed=done or 0.0, width=40, pulse=done is None)
        table.add_row(bar, Text(left))
        return table

    def way(self, snapshot: Snapshot) -> tuple[float | None, str]:
        """How much of the run is done (None: no end is set), and the time left in words."""
        load = self._experiment.load
        if snapshot.state != "running":
            return 0.0 if snapshot.state == "starting" else 1.0, snapshot.state
        if load.seconds is not None:
            left = max(0.0, load.seconds - snapshot.t_s)
            return min(1.0, snapshot.t_s / load.seconds), f"{duration(left)} left"
        if load.tasks is None:
            return None, f"{duration(snapshot.t_s)} · Ctrl+C stops"
        done = (snapshot.tasks_done + snapshot.tasks_failed) / load.tasks
        rest = load.tasks - snapshot.tasks_done - snapshot.tasks_failed
        pace = snapshot.throughput_per_s
        ahead = f"about {duration(rest / pace)} left" if pace > 0 else "…"
        return min(1.0, done), f"{rest:,} tasks, {ahead}"


def notes(source: Snapshot | Result) -> list[str]:
    """Changes and events, a line each, in the order they came."""
    lines = [
        (marker.t_s, change_text(marker.setting, marker.old, marker.new))
        for marker in source.markers
    ]
    lines += [(event.t_s, event.text) for event in source.events]
    return [f"{t_s:.1f} s  {text}" for t_s, text in sorted(lines)]


def duration(seconds: float) -> str:
    """``8 s``, ``2:05 min``, ``3:20 h``."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 5970:
        return f"{int(seconds // 60)}:{int(seconds % 60):02d} min"
    return f"{int(seconds // 3600)}:{int(seconds % 3600 // 60):02d} h"
