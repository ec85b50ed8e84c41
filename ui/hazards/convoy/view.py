"""Convoy: one echo server; what computes beside it and the switch interval change while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lab.session.probing import ProbeResult
from lab.spec import param, parameters
from ui.charts.curve import Curve
from ui.charts.strip import StripChart
from ui.controls.banner_stack import BannerStack
from ui.controls.legend import Legend, LegendItem
from ui.controls.segmented import Segmented
from ui.controls.sentence import Sentence
from ui.controls.worded import Source, said
from ui.hazards.carried import CarriedView
from ui.hazards.carrier import MakeRun, Part
from ui.hazards.panels.aside import Aside
from ui.hazards.panels.chart import LabelledChart
from ui.hazards.panels.columns import Columns
from ui.hazards.panels.stand import Stand, change_words
from ui.hazards.view import Listing
from ui.run.services import Services
from ui.theme.tokens import GAP
from ui.words import N_, Words, figure

from .code import BESIDE, program
from .side import Side
from .wording import IN_WORDS, SHORT, TITLES, Found, Recent, sentence, span

LONGEST_S = 3600.0
_LONGEST = (1.2, 2.0)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What can be moved."""

    switch_interval_ms: float = param(
        5.0,
        label=N_("Switch interval"),
        unit="ms",
        span=(0.05, 100.0),
        scale="log",
        help=N_("After how long a thread is made to let go of the GIL (sys.setswitchinterval)."),
    )


(_INTERVAL,) = parameters(Settings)


class ConvoyView(CarriedView):
    """Convoy."""

    key = "convoy"
    title = N_("Convoy")

    def __init__(
        self,
        services: Services,
        banners: BannerStack,
        parent: QWidget | None = None,
        *,
        make: MakeRun | None = None,
    ) -> None:
        super().__init__(services, banners, parent, make=make)
        self.stand = Stand(N_("Convoy"), _ABOUT, Settings)
        self.beside = Segmented(list(SHORT.items()), N_("What computes beside the server"))
        self.beside.set_current("thread")
        self._beside = "thread"
        self.stand.add_setting(N_("Beside it computes"), self.beside)
        self.sides = {beside: Side(beside) for beside in BESIDE}
        self.nothing: Found | None = None
        self.aside = Aside()
        self.latency = StripChart("ms")
        self.latency.set_curves(
            [
                Curve("p50", N_("median"), "threads"),
                Curve("max", N_("longest"), "warn", _LONGEST),
            ]
        )
        self.rate = StripChart("1/s")
        self.rate.set_curves([Curve("rate", N_("requests/s"), "threads", fill=True)])
        self.sentence = Sentence()
        self._recent = Recent()
        self._rows: list[tuple[float, str, float, float, float, float, float]] = []
        self._markers: list[tuple[float, Source]] = []
        self._skip = 0
        self._fill()
        self._connect()
        self._say()

    def _fill(self) -> None:
        legend = Legend(
            [
                LegendItem("line", "threads", N_("median")),
                LegendItem("dot", "warn", N_("longest")),
            ]
        )
        self.stand.add(Columns(list(self.sides.values())))
        self.stand.add(self.aside)
        charts = [
            LabelledChart(N_("How long a request takes"), self.latency, legend),
            LabelledChart(N_("Requests a second"), self.rate),
        ]
        self.stand.add(Columns(charts), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.stand, 1)
        column.addWidget(self.sentence)

    def _connect(self) -> None:
        self.stand.button.start_asked.connect(self.start_all)
        self.stand.button.stop_asked.connect(self.carrier.stop)
        self.stand.changed.connect(self._change)
        self.beside.changed.connect(self._move)

    # ── what a person does ────────────────────────────────────────────────────────────────
    def start_all(self) -> None:
        """Serve until it is ended."""
        if not self._may_start():
            return
        self.nothing = None
        self.aside.tell_others(0.0)
        for side in self.sides.values():
            side.clear()
        self._rows.clear()
        self._markers.clear()
        self.latency.clear()
        self.rate.clear()
        self._renew()
        self._say()
        order = {**self._wanted(), "seconds": LONGEST_S}
        self.carrier.start([[Part(key=self.key, probe="convoy", order=order)]])

    def listings(self) -> list[Listing]:
        """The server beside a thread, and beside a process."""
        interval = self.stand.values.switch_interval_ms
        return [Listing(TITLES[beside], program(beside, interval)) for beside in BESIDE]

    def tables(self) -> list[tuple[str, list[str], list[list[object]]]]:
        """Every reading with the settings it was taken under."""
        names = ["t_s", "beside", "switch_interval_ms", "requests_per_s"]
        names += ["latency_p50_ms", "latency_p95_ms", "latency_max_ms"]
        rows: list[list[object]] = [list(row) for row in self._rows]
        return [("convoy", names, rows)] if rows else []

    # ── settings ──────────────────────────────────────────────────────────────────────────
    def _wanted(self) -> dict[str, Any]:
        wanted: dict[str, Any] = {"switch_interval_ms": self.stand.values.switch_interval_ms}
        wanted["busy"] = self._beside != "nothing"
        if wanted["busy"]:
            wanted["busy_in"] = self._beside
        return wanted

    def _begin(self, key: str) -> None:
        for name, value in self._wanted().items():  # moved since the order was made, perhaps
            self.carrier.wish(key, name, value)

    def _change(self, name: str, old: float, new: float) -> None:
        self.carrier.wish(self.key, name, new)
        self._mark(change_words(_INTERVAL, old, new))

    def _move(self, beside: str) -> None:
        before, self._beside = self._beside, beside
        for name, value in self._wanted().items():
            self.carrier.wish(self.key, name, value)
        self._mark(
            Words(
                N_("beside it {old}→{new}"),
                old=lambda: said(IN_WORDS[before]),
                new=lambda: said(IN_WORDS[beside]),
            )
        )

    def _mark(self, words: Source) -> None:
        if self.carrier.under_way:
            at = self._rows[-1][0] if self._rows else 0.0
            self._markers.append((at, words))
            self.latency.add_marker(at, words)
            self.rate.add_marker(at, words)
            self._renew()

    def _renew(self) -> None:
        """What comes next is under other settings; the first reading still has some of the old."""
        self._recent.clear()
        self._skip = 1

    # ── what comes back ───────────────────────────────────────────────────────────────────
    def _take(self, _key: str, figures: dict[str, Any]) -> None:
        t_s, rate, latency = figures["t_s"], figures["requests_per_s"], figures["latency_ms"]
        interval = self.stand.values.switch_interval_ms
        row = (t_s, self._beside, interval, rate, latency["p50"], latency["p95"], latency["max"])
        self._rows.append(row)
        self.latency.append(t_s, {"p50": latency["p50"], "max": latency["max"]})
        self.rate.append(t_s, {"rate": rate})
        if self._skip:
            self._skip -= 1
            return
        self._recent.add(t_s, rate, latency["p50"])
        found = self._recent.found(interval)
        if found is None:
            return
        if self._beside == "nothing":
            self.nothing = found
        else:
            self.sides[self._beside].show_found(found)
        self._say()

    def _end(self, _key: str, result: ProbeResult) -> None:
        self.aside.tell_others(result.others_cores)

    def _say(self) -> None:
        found = {beside: side.found for beside, side in self.sides.items()}
        found["nothing"] = self.nothing
        self.sentence.set_words(*sentence({k: one for k, one in found.items() if one}))
        if (nothing := self.nothing) is None:
            self.aside.words.set_source(_NO_COMPARE)
        else:
            self.aside.words.set_source(
                _COMPARE,
                latency=span(nothing.latency_ms),
                rate=lambda: figure(nothing.requests_per_s),
            )

    def _show_state(self, state: str) -> None:
        self.stand.button.set_state(state)
        if state == "idle" and self._rows:
            t_s, _beside, _interval, rate, p50, _p95, longest = zip(*self._rows, strict=True)
            at = np.array(t_s)
            series = {"p50": np.array(p50), "max": np.array(longest)}
            self.latency.show_series(at, series, list(self._markers))
            self.rate.show_series(at, {"rate": np.array(rate)}, list(self._markers))
        self.busy_changed.emit(state != "idle")


_COMPARE = N_("For comparison, when nothing computes: {latency}, {rate} requests/s")
_NO_COMPARE = N_("For comparison choose Nothing while it runs.")
_ABOUT = N_(
    "A server that only echoes lets go of the GIL whenever it waits, and must queue for it again."
)
