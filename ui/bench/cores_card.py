"""The load of every core: this experiment's part and everything else."""

from __future__ import annotations

import numpy as np

from lab.session.result import Result
from lab.session.snapshot import CoreLoad, Snapshot
from lab.spec import Experiment
from ui.charts.cores import CoresChart
from ui.controls.card import Card
from ui.controls.legend import Legend, LegendItem
from ui.words import N_


class CoresCard(Card):
    """A bar a core: now, or averaged over a run that has ended."""

    def __init__(self) -> None:
        self.chart = CoresChart()
        super().__init__(N_("Core load"), legend=Legend(), body=self.chart)

    def start(self, experiment: Experiment) -> None:
        """A new run begins."""
        self.chart.clear()
        self.set_title(N_("Core load"))
        self.show_experiment(experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Take the approach's colour."""
        self.chart.set_approach(experiment.approach)
        if self.legend is not None:
            self.legend.set_items(
                [
                    LegendItem("box", experiment.approach, N_("this experiment")),
                    LegendItem("box", "other", N_("everything else")),
                ]
            )

    def append(self, snapshot: Snapshot) -> None:
        """Show the loads of now."""
        self.chart.append(snapshot.t_s, snapshot.cores)

    def show_whole(self, result: Result) -> None:
        """Show each core's mean over the whole run."""
        rows = result.series.rows
        if not len(result.series):
            return
        weights = rows["dt_s"]
        means = []
        for core in range(result.cores.count):
            load, own = rows.get(f"core{core}_load"), rows.get(f"core{core}_experiment")
            if load is None or own is None or np.isnan(load).all():
                return
            known = ~np.isnan(load)
            means.append(
                CoreLoad(
                    float(np.average(load[known], weights=weights[known])),
                    float(np.average(np.nan_to_num(own[known]), weights=weights[known])),
                )
            )
        self.set_title(N_("Mean load"))
        # A second later than the last reading, so that the figures are written anew as well.
        self.chart.append(result.seconds + 1.0, means)
