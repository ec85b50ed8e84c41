"""What every lane does, and how the lanes' time divides."""

from __future__ import annotations

from lab.session.result import Result
from lab.session.snapshot import Shares, Snapshot
from lab.spec import Experiment
from ui.charts.lanes import LanesChart
from ui.controls.card import Card
from ui.controls.legend import Legend, LegendItem
from ui.words import N_, percent


class LanesCard(Card):
    """The timeline with a legend that holds the shares."""

    def __init__(self) -> None:
        self.chart = LanesChart()
        self._split = True
        super().__init__(N_("Lanes"), legend=Legend(), body=self.chart)

    def start(self, experiment: Experiment) -> None:
        """A new run begins."""
        self.chart.clear()
        self._split = True
        self.show_experiment(experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Take the approach's colour; a loop to wait for is shown where there is one."""
        self.chart.set_approach(experiment.approach)
        items = [LegendItem("box", experiment.approach, N_("Running"), "running")]
        if self._split:
            # Five names are too long for one line; with a loop the short form has to do.
            gil = N_("GIL") if experiment.way.event_loop else N_("Waiting for GIL")
            items.append(LegendItem("box", "gil", gil, "gil"))
            items.append(LegendItem("box", "core", N_("core"), "core"))
        else:
            items.append(LegendItem("box", "gil", N_("Waiting for GIL or core"), "gil_or_core"))
        if experiment.way.event_loop:
            items.append(LegendItem("box", "loop", N_("loop"), "loop"))
        items.append(LegendItem("box", "io", N_("I/O"), "io"))
        if self.legend is not None:
            self.legend.set_items(items)

    def append(self, snapshot: Snapshot) -> None:
        """Add the tasks finished since the last reading."""
        self.chart.set_lanes(snapshot.lanes, snapshot.lanes_alive)
        kinds = [kind.name for kind in snapshot.by_kind]
        self.chart.append(snapshot.records, snapshot.t_s, kinds)

    def tell(self, snapshot: Snapshot, experiment: Experiment) -> None:
        """Write the shares of now into the legend."""
        self._show(snapshot.shares, experiment)

    def show_whole(self, result: Result, experiment: Experiment) -> None:
        """Write the shares of the whole run; the timeline stays as it was at the end."""
        self._show(result.shares, experiment)

    def _show(self, shares: Shares, experiment: Experiment) -> None:
        split = shares.gil_or_core is None
        if split != self._split:
            self._split = split
            self.show_experiment(experiment)
        if self.legend is not None:
            names = ("running", "gil", "core", "gil_or_core", "loop", "io")
            self.legend.set_values({name: percent(getattr(shares, name)) for name in names})
