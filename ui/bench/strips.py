"""The two charts over time: throughput by kind, and latency."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from lab.session.result import Result
from lab.session.snapshot import WINDOW_S, Snapshot
from lab.spec import Experiment
from lab.tasks import KINDS
from ui.charts.curve import APPROACH, Curve
from ui.charts.smoothing import smooth
from ui.charts.strip import StripChart
from ui.controls.card import Card
from ui.controls.legend import Legend, LegendItem
from ui.controls.worded import Source
from ui.run.kind_block import is_cpu
from ui.words import N_, tr

Floats = NDArray[np.float64]
TOTAL = "throughput_per_s"
DASH, DOT = (4.0, 2.5), (1.2, 2.0)
_STYLES = (
    ("dash", "text2", DASH),
    ("dot", "warn", DOT),
    ("dash", "good", DASH),
    ("dot", "text3", DOT),
    ("dash", "bad", DASH),
    ("dot", "accent", DOT),
    # Seven kinds and more are for those who want to see them all.
    ("dot", "text2", DOT),
    ("dash", "warn", DASH),
    ("dot", "good", DOT),
    ("dash", "text3", DASH),
    ("dot", "bad", DOT),
    ("dash", "accent", DASH),
    ("dash", "text", DASH),
)


class StripCard(Card):
    """A card with a strip chart and its legend."""

    averaged = False
    """Whether the series holds figures of single readings, not of the averaging window."""

    def __init__(self, title: str, unit: str) -> None:
        self.chart = StripChart(unit)
        super().__init__(title, legend=Legend(), body=self.chart)

    def start(self, experiment: Experiment) -> None:
        """A new run begins."""
        self.chart.clear()
        self.show_experiment(experiment)

    def show_experiment(self, experiment: Experiment) -> None:
        """Take the approach's colour."""
        self.chart.set_approach(experiment.approach)

    def mark(self, t_s: float, label: Source) -> None:
        """A setting was changed."""
        self.chart.add_marker(t_s, label)

    def append(self, snapshot: Snapshot) -> None:
        """Take a reading."""
        raise NotImplementedError

    def columns(self) -> dict[str, str]:
        """The curves' keys and the columns of the series they are in a result."""
        raise NotImplementedError

    def show_whole(self, result: Result, label: Callable[[object], Source]) -> None:
        """Show a run that has ended, from its series."""
        rows = result.series.rows
        if not len(result.series):
            return
        values = {key: rows[column] for key, column in self.columns().items() if column in rows}
        if self.averaged:
            # As live: what the chart says of a moment is the mean over the declared window.
            values = {key: smooth(kept, rows["dt_s"], WINDOW_S) for key, kept in values.items()}
        marks = [(marker.t_s, text) for marker in result.markers if (text := label(marker))]
        self.chart.show_series(rows["t_s"], values, marks)


class ThroughputCard(StripCard):
    """All tasks a second, and those of each kind when there are several."""

    averaged = True

    def __init__(self) -> None:
        super().__init__(N_("Throughput"), N_("tasks/s"))
        self._kinds: tuple[str, ...] = ()

    def show_experiment(self, experiment: Experiment) -> None:
        """One curve for all, one for each kind of a mix."""
        super().show_experiment(experiment)
        kinds = tuple(share.kind for share in experiment.mix)
        self._kinds = kinds if len(kinds) > 1 else ()
        if len(kinds) == 2 and is_cpu(kinds[0]) != is_cpu(kinds[1]):
            # The other one is what is left: two curves say it all and are read more easily.
            self._kinds = tuple(kind for kind in kinds if is_cpu(kind))
        curves = [Curve(TOTAL, tr(N_("Total")), APPROACH, fill=True)]
        items = [LegendItem("line", experiment.approach, N_("Total"))]
        for kind, (swatch, token, dash) in zip(self._kinds, _STYLES, strict=False):
            name = KINDS[kind].short
            curves.append(Curve(kind, tr(name), token, dash))
            items.append(LegendItem(swatch, token, name))
        self.chart.set_curves(curves)
        if self.legend is not None:
            self.legend.set_items(items)

    def append(self, snapshot: Snapshot) -> None:
        """Add the throughput of now."""
        values: dict[str, float | None] = {TOTAL: snapshot.throughput_per_s}
        for kind in snapshot.by_kind:
            values[kind.name] = kind.throughput_per_s
        self.chart.append(snapshot.t_s, values)

    def columns(self) -> dict[str, str]:
        """As in the series of a result."""
        return {TOTAL: TOTAL} | {kind: f"{kind}_per_s" for kind in self._kinds}


class LatencyCard(StripCard):
    """Three percentiles of how long tasks take."""

    def __init__(self) -> None:
        super().__init__(N_("Latency"), "ms")
        self.chart.set_curves(
            [
                Curve("p50", "p50", APPROACH),
                Curve("p95", "p95", "text2", DASH),
                Curve("p99", "p99", "warn", DOT),
            ]
        )

    def show_experiment(self, experiment: Experiment) -> None:
        """The median has the approach's colour."""
        super().show_experiment(experiment)
        if self.legend is not None:
            self.legend.set_items(
                [
                    LegendItem("line", experiment.approach, "p50"),
                    LegendItem("dash", "text2", "p95"),
                    LegendItem("dot", "warn", "p99"),
                ]
            )

    def append(self, snapshot: Snapshot) -> None:
        """Add the latency of now; a gap where no task has finished."""
        latency = snapshot.latency_ms
        self.chart.append(
            snapshot.t_s,
            {
                "p50": latency.p50 if latency else None,
                "p95": latency.p95 if latency else None,
                "p99": latency.p99 if latency else None,
            },
        )

    def columns(self) -> dict[str, str]:
        """As in the series of a result."""
        return {"p50": "p50_ms", "p95": "p95_ms", "p99": "p99_ms"}
